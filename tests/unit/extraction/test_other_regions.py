"""Sentences as other regions write them. All sentences and figures are invented."""

import pytest

from tests.unit.extraction.narrative_lines import read, read_in, told


def bases(prose):
    return [(c.topic, f"{c.value}{c.unit}", c.fiscal_year, c.amount_basis) for c in prose.claims]


def test_the_budget_of_which_a_part_is_completed_is_a_figure_of_the_same_thing():
    prose = read_in(
        "three_public",
        "公务接待费支出决算为3万元，完成全年预算4万元的75%，比上年决算数增加1万元，增长50%。",
        stage="final",
    )
    assert told(prose) == [
        ("receptions", "amount", "3万元", ""),
        ("receptions", "amount", "4万元", ""),
        ("receptions", "share_percent", "75%", "adjusted"),
        ("receptions", "change_amount", "+1万元", "prior_final"),
        ("receptions", "change_percent", "+50%", "prior_final"),
    ]
    assert [c.amount_basis for c in prose.claims[:2]] == ["final", "adjusted"]


def test_a_share_of_a_figure_printed_with_it_keeps_the_subject():
    prose = read_in("overall", "机关运行经费5万元，占财政拨款支出总计50万元的10%，下降2%。")
    assert told(prose) == [
        ("operating_expenses", "amount", "5万元", ""),
        ("appropriation_expenditure", "amount", "50万元", ""),
        ("operating_expenses", "share_percent", "10%", "appropriation_expenditure"),
        ("operating_expenses", "change_percent", "-2%", ""),
    ]


@pytest.mark.parametrize(
    ("words", "year", "basis"),
    [
        ("比上年20万元减少5万元", 2030, "prior_execution"),
        ("比2030年预算数20万元减少5万元", 2030, "prior_budget"),
        ("比2028年决算数20万元减少5万元", 2028, "prior_final"),
        ("比年初预算数20万元减少5万元", 2031, "initial"),
    ],
)
def test_a_figure_within_a_comparison_is_that_of_what_is_compared_with(words, year, basis):
    prose = read_in("operating_expenses", f"机关运行经费支出15万元，{words}，下降25%。", stage="final")
    assert bases(prose)[1] == ("operating_expenses", "20万元", year, basis)
    assert [t[1:3] for t in told(prose)[2:]] == [("change_amount", "-5万元"), ("change_percent", "-25%")]


def test_a_year_before_the_last_is_a_base_of_its_own():
    assert (
        told(read_in("operating_expenses", "机关运行经费支出3万元，比2028年决算数增加1万元。"))[1][3] == "earlier_year"
    )


def test_two_figures_in_a_row_are_those_of_both_sides():
    prose = read_in(
        "overall",
        "2031年收、支总计各为90.5，80.5万元。与2030年相比，收、支总计各减少9.5，19.5万元，各下降9.5%、19.5%。",
    )
    assert told(prose) == [
        ("revenue_total", "amount", "90.5万元", ""),
        ("expenditure_total", "amount", "80.5万元", ""),
        ("revenue_total", "change_amount", "-9.5万元", ""),
        ("expenditure_total", "change_amount", "-19.5万元", ""),
        ("revenue_total", "change_percent", "-9.5%", ""),
        ("expenditure_total", "change_percent", "-19.5%", ""),
    ]


def test_changes_in_a_row_belong_to_the_things_named_before():
    prose = read_in(
        "three_public",
        "“三公”经费预算9万元中，因公出国（境）费2万元，公务接待费7万元。与上年相比，分别减少1万元、3万元。",
    )
    assert told(prose)[3:] == [
        ("overseas_trips", "change_amount", "-1万元", ""),
        ("receptions", "change_amount", "-3万元", ""),
    ]


def test_a_row_that_fits_nothing_has_no_subject():
    prose = read_in("three_public", "公务接待费7万元，分别用于甲乙1万元、2万元、3万元。")
    assert [c.topic for c in prose.claims[1:]] == [None, None, None]


def test_numbers_in_a_row_without_a_word_that_deals_them_out_are_read_one_by_one():
    prose = read_in("three_public", "因公出国（境）费2万元、公务接待费7万元。")
    assert [t[0] for t in told(prose)] == ["overseas_trips", "receptions"]


def test_behind_its_parts_the_whole_is_spoken_of_again():
    prose = read_in(
        "three_public",
        "“三公”经费预算14万元，其中：公务用车运行维护费14万元，公务接待费0万元。与上年预算相比增长16.67%。",
    )
    assert told(prose)[3] == ("three_public_total", "change_percent", "+16.67%", "prior_budget")


def test_without_parts_the_last_thing_goes_on_being_spoken_of():
    prose = read_in("three_public", "“三公”经费预算14万元。公务接待费4万元。比上年增加1万元。")
    assert told(prose)[2] == ("receptions", "change_amount", "+1万元", "")


def test_behind_a_bracket_what_stood_before_it_is_spoken_of_again():
    prose = read_in(
        "three_public",
        "公务用车购置及运行费50万元（公务用车购置费10万元，公务用车运行维护费40万元），比上年减少5万元。",
    )
    assert told(prose)[3] == ("vehicles", "change_amount", "-5万元", "")


def test_what_an_aside_counts_in_is_named_by_the_aside():
    prose = read_in("revenue", "上级补助收入60万元（含返还性收入9万元）、事业收入5万元。")
    assert told(prose) == [
        ("revenue_superior_subsidy", "amount", "60万元", ""),
        (None, "amount", "9万元", ""),
        ("revenue_undertaking", "amount", "5万元", ""),
    ]


def test_a_total_is_not_what_stood_before_it():
    prose = read("一、2031年预算执行情况", "结转下年6万元，支出合计60万元，收支平衡。")
    assert told(prose)[1][0] != "closing_carry_over"


def test_words_that_do_not_fit_open_no_change_of_the_last_thing():
    prose = read_in("overall", "支出总计60万元，年末结转和结余1万元。该项余额与上年相比，增加5万元。", stage="final")
    assert told(prose)[2][0] is None


@pytest.mark.parametrize("verb", ["（减少）", "减少", "（减）"])
def test_a_verb_may_stand_in_brackets(verb):
    assert told(read_in("operating_expenses", f"机关运行经费支出较上年{verb}6万元。")) == [
        ("operating_expenses", "change_amount", "-6万元", "")
    ]


def test_the_region_and_one_level_of_its_government_are_two_things():
    prose = read(
        "一、2030年预算执行情况",
        "全县一般公共预算收入完成90亿元，增长5%；上年结转3亿元。县级一般公共预算收入完成30亿元，增长4%；上年结转1亿元。",
    )
    assert [t[0] for t in told(prose)] == [
        "region_general_revenue",
        "region_general_revenue",
        None,
        "own_general_revenue",
        "own_general_revenue",
        None,
    ]
    assert {c.fiscal_year for c in prose.claims} == {2030}
    assert {c.amount_basis for c in prose.claims} == {"prior_execution"}


def test_a_heading_may_end_with_a_full_stop():
    prose = read("第二部分 2031年部门决算情况说明", "（一）收入决算情况。", "本单位收入为9万元。", stage="final")
    assert [(c.section, c.topic) for c in prose.claims] == [("revenue", "revenue_total")]


def test_the_profile_ends_where_the_account_begins():
    prose = read(
        "一、某校概况",
        "（一）主要职能",
        "开展教学。",
        "二、某校2031年度部门决算情况说明",
        "（二）支出决算情况",
        "2031年度，本单位支出为9万元。",
        stage="final",
    )
    assert [c.topic for c in prose.claims] == ["expenditure_total"]


def test_without_a_heading_the_words_tell_what_is_counted():
    prose = read("无因公出国（境）费用，公务用车保有量为2辆，国内公务接待批次为52个，接待人次为420人。")
    assert told(prose) == [
        ("vehicles_kept", "count", "2辆", ""),
        ("reception_batches", "count", "52个", ""),
        ("reception_guests", "count", "420人", ""),
    ]


def test_foreign_receptions_are_counted_apart():
    prose = read_in("three_public", "国内公务接待共31批次（其中外事接待0批次），42人次（其中外事接待0人次）。")
    assert [t[0] for t in told(prose)] == [
        "reception_batches",
        "reception_batches_foreign",
        "reception_guests",
        "reception_guests_foreign",
    ]


def test_the_date_of_publication_is_no_date_things_are_counted_at():
    prose = read("发布日期：2032年02月15日", "机关运行经费支出3万元。")
    assert [c.fiscal_year for c in prose.claims] == [2031]


def test_a_heading_that_names_one_part_is_what_its_paragraphs_speak_of():
    prose = read(
        "一、因公出国（境）经费",
        "2031年预算安排4万元，较2030年预算下降20%。",
        "二、公务接待费",
        "2031年预算安排5万元。",
    )
    assert [c.topic for c in prose.claims] == ["overseas_trips", "overseas_trips", "receptions"]


def test_a_comparison_without_a_base_does_not_take_the_one_before():
    prose = read_in("three_public", "公务接待费3万元，比预算增加0万元，比去年增加1万元，增长50%。", stage="final")
    assert [c.base for c in prose.claims] == [None, "initial", None, None]


def test_a_share_of_a_budget_says_which():
    prose = read(
        "一、2030年预算执行情况", "全县一般公共预算收入预计完成90亿元，占调整预算的100%，比上年预算数字下降4%。"
    )
    assert [(c.topic, c.base) for c in prose.claims] == [
        ("region_general_revenue", None),
        ("region_general_revenue", "adjusted"),
        ("region_general_revenue", "prior_budget"),
    ]


def test_a_comparison_may_name_the_thing_again():
    prose = read_in("three_public", "“三公”经费预算12万元，比2030年“三公”经费财政拨款预算数10万元增加2万元。")
    assert bases(prose) == [
        ("three_public_total", "12万元", 2031, "initial"),
        ("three_public_total", "10万元", 2030, "prior_budget"),
        ("three_public_total", "2万元", 2031, "initial"),
    ]


def test_guests_and_groups_received_are_no_delegations_abroad():
    prose = read_in(
        "three_public",
        "安排因公出国（境）团组3个，累计9人次。",
        "全年接待来访团组120个、来宾1050人次。更新公务用车1辆。",
    )
    assert [t[0] for t in told(prose)] == [
        "overseas_groups",
        "overseas_persons",
        "reception_batches",
        "reception_guests",
        "vehicles_purchased",
    ]


def test_guests_behind_foreign_receptions_are_foreign():
    prose = read_in("three_public", "安排国（境）外公务接待2批次，接待人次7人。")
    assert [t[0] for t in told(prose)] == ["reception_batches_foreign", "reception_guests_foreign"]


def test_three_things_together_are_none_of_them():
    prose = read_in("three_public", "“三公”经费、会议费、培训费预算支出10万元，其中：培训费2万元。")
    assert [t[0] for t in told(prose)] == ["three_public_and_meetings_total", "training"]


def test_a_functional_item_may_have_its_code_in_brackets():
    prose = read_in(
        "general_public_budget", "（1）行政运行（2010101）60万元，较上年增加3万元；", "（2）工资福利支出（301）40万元。"
    )
    assert told(prose) == [
        ("2010101", "amount", "60万元", ""),
        ("2010101", "change_amount", "+3万元", ""),
        (None, "amount", "40万元", ""),
    ]
    assert [e.reason for e in prose.ledger if e.printed in ("2010101", "301")] == ["code", "code"]


def test_parts_of_all_expenditure_under_headings_of_their_own():
    prose = read(
        "三、支出决算情况说明",
        "支出合计90万元。",
        "（一）基本支出情况",
        "2031年用于保障机构运转的日常支出60万元。其中：津贴补贴等人员经费支出50万元，占基本支出的83.33%。",
        "（二）项目支出情况",
        "2031年用于专项业务的支出30万元。",
        stage="final",
    )
    assert [t[:2] for t in told(prose)] == [
        ("expenditure_current_total", "amount"),
        ("basic_expenditure", "amount"),
        ("basic_personnel", "amount"),
        ("basic_personnel", "share_percent"),
        ("project_expenditure", "amount"),
    ]


def test_basic_expenditure_of_a_section_of_its_own_is_that_of_the_general_budget():
    prose = read("六、基本支出情况说明", "2031年用于保障机构运转的支出60万元。")
    assert [t[0] for t in told(prose)] == ["general_public_budget_basic"]


def test_the_value_of_vehicles_is_not_their_number():
    prose = read_in("state_assets", "截至2030年底，共有车辆6台，共计98.5万元。")
    assert told(prose) == [("vehicles_held", "count", "6台", ""), ("assets_vehicles", "amount", "98.5万元", "")]


def test_a_figure_alone_on_its_line_states_nothing():
    prose = read("一、“三公”经费情况", "公务接待费支出", "0.00", "公务接待费1万元。")
    assert [t[2] for t in told(prose)] == ["1万元"]


def test_income_and_expenditure_together_change():
    prose = read_in("overall", "2031年收入总计90万元，支出总计90万元。收支较上年决算数增加5万元。", stage="final")
    assert told(prose)[2] == ("revenue_and_expenditure_total", "change_amount", "+5万元", "prior_final")


def test_the_income_of_the_year_is_not_all_income():
    prose = read_in("revenue", "收入预算50万元，其中，本年收入49万元，上年结转结余1万元。")
    assert [t[0] for t in told(prose)] == ["revenue_total", "revenue_current_total", "opening_carry_over"]


def test_foreign_receptions_in_one_row_of_counts():
    prose = read_in("three_public", "外事接待2批次，7人次，共计支出1万元。")
    assert [t[0] for t in told(prose)] == [
        "reception_batches_foreign",
        "reception_guests_foreign",
        "receptions_foreign",
    ]


def test_money_under_performance_targets_is_not_the_budget():
    prose = read_in("performance", "6个项目实行了绩效目标管理，涉及一般公共预算当年财政拨款26万元。")
    assert prose.claims[-1].topic != "general_public_budget_expenditure"


def test_in_an_account_a_sum_of_the_year_is_not_the_total_with_what_was_carried_over():
    prose = read_in(
        "overall",
        "1.总体情况。收入总计90万元，支出总计90万元。",
        "2.收入情况。收入合计80万元，较上年决算减少5万元。年初结转和结余10万元。",
        "3.支出情况。支出合计85万元。",
        stage="final",
    )
    assert [c.topic for c in prose.claims if c.measure == "amount"] == [
        "revenue_total",
        "expenditure_total",
        "revenue_current_total",
        "opening_carry_over",
        "expenditure_current_total",
    ]


def test_what_was_spent_in_all_the_year_before_is_the_figure_compared_with():
    prose = read_in("three_public", "公务接待支出12万元，比上年累计支出15万元下降3万元，下降20%。", year=2031)
    assert bases(prose)[:2] == [
        ("receptions", "12万元", 2031, "initial"),
        ("receptions", "15万元", 2030, "prior_execution"),
    ]


@pytest.mark.parametrize("item", ["事业单位医疗", "水利勘察测绘", "其他水利勘察支出"])
def test_the_parts_of_an_item_are_not_those_of_all_expenditure(item):
    """Whether the item is known or not; of a total the same words are the parts."""
    prose = read_in(
        "general_public_budget",
        "一般公共预算拨款支出9万元，其中：基本支出8万元，项目支出1万元。",
        f"{item}5万元，其中：基本支出5万元，项目支出0元。",
    )
    stated = [
        (c.topic, c.printed_text) for c in prose.claims if c.topic in ("basic_expenditure", "project_expenditure")
    ]
    assert stated == [("basic_expenditure", "8"), ("project_expenditure", "1")]


def test_an_item_named_without_its_mark_is_known_where_one_code_bears_the_name():
    prose = read_in("general_public_budget", "住房公积金7万元，主要用于职工公积金。", "行政运行3万元。")
    assert [(c.topic, c.classification_code) for c in prose.claims] == [("function", "2210201"), (None, None)]
    assert read_in("basic_expenditure", "住房公积金7万元。").claims[0].topic is None


def test_vehicles_in_other_words():
    prose = read_in(
        "three_public", "三公经费开支9万元。", "更新公务用车0辆，车辆购置支出0万元。", "车辆运行维护费支出9万元。"
    )
    assert [(c.topic, c.printed_text) for c in prose.claims] == [
        ("three_public_total", "9"),
        ("vehicles_purchased", "0"),
        ("vehicle_purchase", "0"),
        ("vehicle_operation", "9"),
    ]
