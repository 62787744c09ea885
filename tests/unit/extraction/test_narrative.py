"""What sentences of disclosures state. All sentences are invented."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.extraction.ledger import unaccounted
from dagster_project.extraction.narrative import NarrativeContext, read_prose
from dagster_project.formats.document import Line
from tests.unit.extraction.narrative_lines import lines, read, read_in, told


def test_totals_and_a_change_of_both_sides():
    prose = read_in(
        "overall", "2031年收入500.20万元，支出总计500.20万元，与2030年相比，收、支总计各减少99.8万元，下降16.63%。"
    )
    assert told(prose) == [
        ("revenue_total", "amount", "500.20万元", ""),
        ("expenditure_total", "amount", "500.20万元", ""),
        ("revenue_and_expenditure_total", "change_amount", "-99.8万元", ""),
        ("revenue_and_expenditure_total", "change_percent", "-16.63%", ""),
    ]
    assert [c.amount_yuan for c in prose.claims[:1]] == [5002000]
    assert {c.sentence for c in prose.claims} == {prose.claims[0].sentence}
    assert [c.position for c in prose.claims] == [1, 2, 3, 4]


def test_parts_after_a_total_and_their_shares():
    prose = read_in("expenditure", "本年支出合计80万元，其中：基本支出60万元，占75%；项目支出20万元，占25%。")
    assert told(prose) == [
        ("expenditure_total", "amount", "80万元", ""),
        ("basic_expenditure", "amount", "60万元", ""),
        ("basic_expenditure", "share_percent", "75%", ""),
        ("project_expenditure", "amount", "20万元", ""),
        ("project_expenditure", "share_percent", "25%", ""),
    ]


def test_a_share_names_its_whole():
    prose = read_in("three_public", "因公出国（境）费5万元，占“三公”经费的50.00%。")
    assert told(prose)[1] == ("overseas_trips", "share_percent", "50.00%", "three_public_total")


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("比2030年预算数增加1万元", "prior_budget"),
        ("比2030年预算执行数增加1万元", "prior_execution"),
        ("较上年决算数增加1万元", "prior_final"),
        ("与2030年相比增加1万元", ""),  # what of that year is not said
        ("比年初预算增加1万元", "initial"),
        ("比全年预算数增加1万元", "adjusted"),
    ],
)
def test_what_a_change_is_measured_against(words, base):
    assert told(read_in("operating_expenses", f"机关运行经费支出3万元，{words}。"))[1] == (
        "operating_expenses",
        "change_amount",
        "+1万元",
        base,
    )


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("与2030年预算持平", ["=0"]),
        ("与上年预算数一致", ["=0"]),
        ("与上年相比无变化", ["=0"]),
        ("与上年相比增加（减少）0万元，增长（减少）0%", ["=0万元", "=0%"]),  # the form's own words left standing
        ("与上年相比减少0万元，下降0%", ["=0万元", "=0%"]),
        ("与《收支总表》的数一致", []),  # no comparison of years
    ],
)
def test_no_change_is_flat_however_it_is_said(words, values):
    assert [
        value for _, measure, value, _ in told(read_in("three_public", f"公务接待费2万元，{words}。"))[1:]
    ] == values


def test_an_item_without_a_subject_speaks_of_the_one_before_it():
    prose = read_in(
        "three_public",
        "（一）因公出国（境）费8万元。主要用于商品和服务支出的交流。预算数比2030年减少2万元，下降20%。",
        "（二）公务用车购置及运行费0万元。",
        "（三）公务接待费1.35万元。",
    )
    assert [(t, v) for t, _, v, _ in told(prose)] == [
        ("overseas_trips", "8万元"),
        ("overseas_trips", "-2万元"),
        ("overseas_trips", "-20%"),
        ("vehicles", "0万元"),
        ("receptions", "1.35万元"),
    ]


def test_functional_items_by_their_names():
    prose = read_in(
        "general_public_budget",
        "主要用于以下方面：一般公共服务支出6万元，占60%；医疗卫生与计划生育支出1万元，占10%；商务服务业等支出3万元。",
        "1. “一般公共服务支出（类）人大事务（款）行政运行（项）”4万元，主要用于人员。"
        "2030年当年预算执行数为3万元，比2030年预算执行数增加33.33%。",
        "2. “某类支出（类）不存在的事务（款）没有的（项）”2万元。",
    )
    assert [(t, v) for t, _, v, _ in told(prose)] == [
        ("201", "6万元"),
        ("201", "60%"),
        ("210", "1万元"),
        ("210", "10%"),
        ("216", "3万元"),
        ("2010101", "4万元"),
        ("2010101", "3万元"),
        ("2010101", "+33.33%"),
        (None, "2万元"),  # not in the seeds: kept without a topic, and reported
    ]
    assert [(c.fiscal_year, c.amount_basis) for c in prose.claims[5:7]] == [
        (2031, "initial"),
        (2030, "prior_execution"),
    ]
    assert [r.code for r in prose.refusals] == ["topic_unknown"]


def test_final_accounts_state_budget_account_and_completion():
    prose = read_in(
        "general_public_budget",
        "一般公共服务支出（类）人大事务（款）行政运行（项）。主要用于：基本支出。",
        "年初预算为50万元，全年预算为52.00万元，支出决算为51.50万元，完成全年预算数的99.04%。决算数与全年预算数基本持平。",
        stage="final",
    )
    assert [(c.classification_code, c.measure, c.amount_basis, c.base) for c in prose.claims] == [
        ("2010101", "amount", "initial", None),
        ("2010101", "amount", "adjusted", None),
        ("2010101", "amount", "final", None),
        ("2010101", "share_percent", "adjusted", "adjusted"),
        ("2010101", "change_amount", "final", "adjusted"),
    ]


def test_projects_above_a_limit():
    prose = read_in(
        "performance",
        "2030年，我部门对7个项目进行了预算绩效评价，涉及资金90.5万元。2031年，我部门纳入预算绩效管理的支出总额为80万元，"
        "其中人员经费支出30万元，支出项目共3个，支出总额50万元，其中预算支出20万元及20万元以上项目2个，支出总额45万元。",
    )
    assert told(prose) == [
        ("performance_evaluated_projects", "count", "7个", ""),
        ("performance_evaluated_projects", "amount", "90.5万元", ""),
        ("performance_total", "amount", "80万元", ""),
        ("performance_personnel", "amount", "30万元", ""),
        ("performance_projects", "count", "3个", ""),
        ("performance_projects", "amount", "50万元", ""),
        ("performance_large_projects", "amount", "20万元", "threshold"),
        ("performance_large_projects", "count", "2个", ""),
        ("performance_large_projects", "amount", "45万元", ""),
    ]
    assert [c.fiscal_year for c in prose.claims[:3]] == [2030, 2030, 2031]


def test_assets_vehicles_and_equipment():
    prose = read_in(
        "state_assets",
        "2030年期末，固定资产总额9.5万元，其中，房屋建筑物0万元，车辆4万元。共有车辆3辆，其中：一般公务用车2辆，"
        "执法执勤用车1辆；单价50万元以上通用设备1台（套），单位价值100万元以上专用设备0台（套）。",
        "2031年部门预算安排购置车辆1辆，其中：一般公务用车1辆。",
    )
    assert [(t, m, v) for t, m, v, _ in told(prose)] == [
        ("assets_fixed", "amount", "9.5万元"),
        ("assets_buildings", "amount", "0万元"),
        ("assets_vehicles", "amount", "4万元"),
        ("vehicles_held", "count", "3辆"),
        ("vehicles_general", "count", "2辆"),
        ("vehicles_enforcement", "count", "1辆"),
        ("equipment_general", "count", "1台(套)"),
        ("equipment_special", "count", "0台(套)"),
        ("vehicles_planned", "count", "1辆"),
        ("vehicles_planned_general", "count", "1辆"),
    ]
    assert {c.fiscal_year for c in prose.claims[:8]} == {2030}


def test_a_figure_in_a_reason_has_no_topic():
    prose = read_in(
        "operating_expenses", "机关运行经费3万元，比2030年增加1万元，主要原因是租金增加2万元，会议压减10%。"
    )
    assert [(t, v) for t, _, v, _ in told(prose)[2:]] == [(None, "+2万元"), (None, "-10%")]
    assert prose.refusals == []


def test_unknown_words_make_the_topic_unknown_and_show():
    prose = read_in("expenditure", "支出合计9万元，其中：信息化专项支出2万元，项目支出中设备更新3万元。")
    assert told(prose)[1:] == [(None, "amount", "2万元", ""), (None, "amount", "3万元", "")]
    assert [r.code for r in prose.refusals] == ["topic_unknown", "topic_unknown"]


def test_sentences_run_over_lines_and_pages():
    text = "某局2031年度财政拨款收、支总预算827.66万元。与上年相比，财政拨款收、支总计各增加32.05万元，增长4.03%。"
    width = 26
    cut = [text[i : i + width] for i in range(0, len(text), width)]
    whole = read_in("appropriation", text)
    broken = read_prose(
        [
            Line(1, 1, "四、财政拨款收支预算总体情况说明"),
            *lines(*cut[:1], first=2),
            Line(2, 1, "— 2 —"),
            *lines(*cut[1:], page=2, first=2),
        ],
        NarrativeContext("d", 2031, "budget"),
    )
    assert told(broken) == told(whole)
    assert [c.quote for c in broken.claims] == [c.quote for c in whole.claims]
    assert {c.page for c in broken.claims} == {1, 2}


def test_years_dates_numbers_of_documents_and_ordinals_are_no_claims():
    prose = read_in(
        "procurement",
        "根据某财预〔2031〕7号文件，截至2030年12月31日，第3季度，2031年1月起实施2030-2032年规划，共10个月。",
    )
    assert prose.claims == []
    reasons = {e.printed: e.reason for e in prose.ledger}
    assert reasons["7"] == "document_number"
    assert reasons["31"] == "date"
    assert reasons["3"] == "ordinal"
    assert reasons["10"] == "duration"


def test_a_figure_that_is_none_is_refused_and_named():
    prose = read_in("three_public", "公务接待费12.3.4万元，因公出国（境）费2万元。")
    assert told(prose) == [("overseas_trips", "amount", "2万元", "")]
    assert [(r.code, "12.3.4" in r.place) for r in prose.refusals] == [("not_a_number", True)]


def test_a_unit_without_its_number_is_reported():
    assert [r.code for r in read_in("government_fund", "某局政府性基金支出预算支出万元。").refusals] == [
        "figure_missing"
    ]


def test_a_number_without_a_unit_is_claimed_only_where_it_is_nought():
    assert [v for _, _, v, _ in told(read_in("three_public", "公务用车购置费为0，与上年持平。"))] == ["0", "=0"]
    prose = read_in("three_public", "公务用车购置费为3，与上年持平。")
    assert [c.measure for c in prose.claims] == ["change_amount"]
    assert [r.code for r in prose.refusals] == ["number_without_unit"]


def test_people_and_telephones_leave_no_trace():
    number = "139" + "0" * 8
    prose = read_in("procurement", f"政府采购预算5万元，联系人：甲某某；咨询请拨{number}。")
    everything = repr(prose)
    assert number not in "".join(c.quote for c in prose.claims)
    assert "甲某某" not in "".join(c.quote for c in prose.claims) + "".join(p.text for p in prose.passages)
    assert everything.count("personal_data") + everything.count("telephone") >= 1


def test_ids_do_not_depend_on_what_stands_elsewhere():
    short = read_in("three_public", "公务接待费2万元。").claims[0]
    longer = read_in("three_public", "公务接待费2万元。", "因公出国（境）费1万元。").claims[0]
    assert short.claim_id == longer.claim_id


WORDS = "某局 收入 支出 万元 ， 。 ； 其中： （类） 2031年 12.5 3 % 占 比上年 增加 （一） 一、 1,234.00 辆"
MORE_WORDS = "主要原因是 持平 １２ ： 5.6.7"
PARTS = st.sampled_from([*WORDS.split(), *MORE_WORDS.split(), " "])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PARTS, max_size=12).map("".join), max_size=6))
def test_every_number_is_claimed_or_named(texts):
    document = [line for line in lines("五、一般公共预算支出情况说明", *texts) if line.text.strip()]
    prose = read_prose(document, NarrativeContext("d", 2031, "budget"))
    assert unaccounted(document, prose.ledger) == []
    claimed = [e for e in prose.ledger if e.reason is None]
    assert len(claimed) == len(prose.claims)
    assert len({c.claim_id for c in prose.claims}) == len(prose.claims)


def test_the_ledger_shows_what_is_lost():
    document = lines("支出3万元，4万元。")
    ledger = read("支出3万元，4万元。").ledger
    assert unaccounted(document, [e for e in ledger if not re.fullmatch("4", e.printed)]) == [(1, 1, "4")]


def test_one_matter_counted_in_several_units_is_told_apart_by_the_unit():
    prose = read_in("three_public", "国内公务接待 18 批次，142 人次，支出 2.35 万元。")
    assert [entry[:3] for entry in told(prose)] == [
        ("reception_batches", "count", "18批次"),
        ("reception_guests", "count", "142人次"),
        ("receptions", "amount", "2.35万元"),
    ]


def test_numbers_of_a_row_that_lost_its_lines_are_no_statements_though_one_is_nought():
    prose = read_in("general_public_budget", "住房公积金 26,300 0 26,300", "购房补贴 0 0")
    assert prose.claims == []
    assert {entry.reason for entry in prose.ledger} == {"number_without_unit"}
    assert read_in("general_public_budget", "政府性基金预算支出0。").claims[0].value == 0
