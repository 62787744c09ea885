"""Sentences as departments of the capital write them: sections headed 收入预算说明, last year's amount with all its words."""

from __future__ import annotations

from decimal import Decimal

from dagster_project.reading import read_document

TEXT = """云澜市水利局2023年部门预算
一、部门情况说明
（一）部门机构设置、职责
云澜市水利局是市政府组成部门，内设处室12个。
二、收入预算说明
2023年收入预算160.00万元，比2022年171.00万元减少11.00万元，下降6.43%。其中：
1．本年财政拨款收入150.00万元，比2022年的151.00万元减少1.00万元，下降0.66%。
2．其他资金收入10.00万元，比2022年增加2.00万元，增长25.00%。
三、支出预算说明
2023年支出预算160.00万元，比2022年171.00万元减少11.00万元，下降6.43%。
四、部门“三公”经费财政拨款预算说明
2023年“三公”经费财政拨款预算8.00万元，比2022年“三公”经费财政拨款预算9.00万元减少1.00万元。
"""


def claims(topic):
    reading = read_document(TEXT.encode(), "document.txt")
    return [(c.measure, c.value, c.fiscal_year) for c in reading.claims if c.topic == topic]


def test_a_section_begins_behind_a_list_of_duties():
    for topic in ("revenue_total", "expenditure_total"):
        assert claims(topic) == [
            ("amount", Decimal("160.00"), 2023),
            ("amount", Decimal("171.00"), 2022),
            ("change_amount", Decimal("11.00"), 2023),
            ("change_percent", Decimal("6.43"), 2023),
        ]


def test_an_amount_of_last_year_named_in_full_is_not_one_of_this_year():
    found = claims("three_public_total")
    assert found[:2] == [("amount", Decimal("8.00"), 2023), ("amount", Decimal("9.00"), 2022)]


def test_other_money_received_is_all_that_is_not_appropriation():
    assert next(c[:2] for c in claims("revenue_unit_funds")) == ("amount", Decimal("10.00"))
    assert claims("revenue_other") == []
