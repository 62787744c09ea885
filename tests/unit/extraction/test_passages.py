"""Contents, profile, glossary, notes and empty statements. All sentences are invented."""

import pytest

from tests.unit.extraction.narrative_lines import lines, read, read_in


def passages(prose, kind):
    return [(p.title, p.text, p.form_id) for p in prose.passages if p.kind == kind]


def test_the_contents_announce_forms_with_and_without_dots_and_page_numbers():
    prose = read(
        "目 录",
        "第一部分 某局概况",
        "一、主要职能……………3",
        "二、部门收支总体情况表 ………… 12",
        "三、一般公共预算“三公”经费支出情况表",
        "四、某某情况一览表",
        "五、部门预算表",
        "第一部分 某局概况",
        "一、主要职能",
        "负责水利工作。",
    )
    assert passages(prose, "announced_form") == [
        ("部门收支总体情况表", "部门收支总体情况表", "budget_summary"),
        ("一般公共预算“三公”经费支出情况表", "一般公共预算“三公”经费支出情况表", "three_public"),
        ("某某情况一览表", "某某情况一览表", None),  # announced, though no form of ours
    ]
    assert passages(prose, "duty") == [(None, "负责水利工作。", None)]


def test_offices_units_and_counts_of_the_profile():
    prose = read(
        "第一部分 概况",
        "一、机构设置情况",
        "某局内设3个处室：综合处、工程处（质量处、安全处）、财务处。编制20名，其中行政编制12名。",
        "二、部门预算单位构成",
        "纳入本部门预算编制范围的预算单位具体包括：",
        "1. 某局（本级）。",
        "2. 某市水库管理所，不单列预算。",
    )
    assert [title for title, *_ in passages(prose, "office")] == ["综合处", "工程处(质量处、安全处)", "财务处"]
    assert [title for title, *_ in passages(prose, "unit")] == ["某局(本级)", "某市水库管理所"]
    assert [(c.topic, c.measure, str(c.value)) for c in prose.claims] == [
        ("offices", "count", "3"),
        ("staff_authorised", "count", "20"),
        ("staff_authorised_administrative", "count", "12"),
    ]


def test_quantities_among_the_duties_are_no_claims_but_in_the_ledger():
    prose = read("第一部分 概况", "一、主要职能", "（一）管理河道5条；", "（二）完成交办的其他事项。")
    assert prose.claims == []
    assert [(e.printed, e.reason) for e in prose.ledger] == [("5", "quantity_in_profile")]
    assert len(passages(prose, "duty")) == 2


def test_terms_of_the_glossary():
    prose = read(
        "第三部分 名词解释",
        "一、基本支出：是指保障机构运转的支出，上限50万元。",
        "二、“三公”经费：指三类费用。其中：接待费反映接待支出。",
        "三、其他",
    )
    assert passages(prose, "glossary") == [
        ("基本支出", "保障机构运转的支出，上限50万元。", None),
        ("“三公”经费", "三类费用。其中：接待费反映接待支出。", None),
        ("其他", "", None),
    ]
    assert prose.claims == []


@pytest.mark.parametrize(
    ("section", "sentence", "form"),
    [
        ("government_fund", "我单位没有使用政府性基金预算拨款安排的支出。", "government_fund_expenditure"),
        ("state_capital", "某局无国有资本经营预算财政拨款收入和支出。", "state_capital_expenditure"),
        ("three_public", "某局2031年度无“三公”经费财政拨款支出。", "three_public"),
        ("operating_expenses", "某院无机关运行经费。", "operating_expenses"),
    ],
)
def test_a_statement_that_there_is_none_names_its_form(section, sentence, form):
    assert passages(read_in(section, sentence), "empty_statement") == [(None, sentence, form)]


def test_notes_under_tables():
    prose = read(
        "附件：某局2031年度部门预算表",
        "注：本部门无政府性基金预算安排的支出，故本表为空表。",
        "注：本表无数据。",
        "注：本表数字含上年结转3万元。",
    )
    assert [form for *_, form in passages(prose, "empty_statement")] == ["government_fund_expenditure", None]
    assert len(passages(prose, "note")) == 1
    assert prose.claims == []


def test_a_document_without_a_word_has_nothing():
    prose = read(*[line.text for line in lines("“”", " 。")])
    assert (prose.claims, prose.passages, prose.refusals, prose.ledger) == ([], [], [], [])
