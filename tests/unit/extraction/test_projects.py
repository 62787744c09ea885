"""Performance forms in the dresses seen: one half or two, slipped rows, lost cells, boxes, several figures a target."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.extraction.projects import ProjectContext, extract_projects
from dagster_project.formats.document import Grid, GridCell
from dagster_project.records import row

BOX = '<input type="checkbox"'
BOXES = f'{BOX}/>新增项目 {BOX} checked=""/> 一次性项目 {BOX}/> 延续性项目'
PERSON = "郑" + "小满"
TELEPHONE = "139" + "0" * 8


def pieces_of(text: str) -> list[Grid]:
    """Grids from lines with `|` between fields; a blank line begins the piece after a page break."""
    grids, line = [], 0
    for number, block in enumerate(text.strip("\n").split("\n\n"), start=1):
        cells = []
        rows = block.split("\n")
        for r, fields in enumerate((x.split("|") for x in rows), start=1):
            line += 1
            cells += [GridCell(r, c, field.strip(), line=line) for c, field in enumerate(fields, start=1)]
        width = max(c.column for c in cells)
        grids.append(Grid(number, 1, len(rows), width, tuple(cells), spans_known=False, after_page_break=number > 1))
        line += 1
    return grids


HEAD = f"""
项目名称|灯塔维护|||项目实施时间：|2021 年||
项目实施时间|起：2021 年 3 月||项目属性|{BOXES}|项目负责人||{PERSON}
|止：2023 年 11 月||||联系电话||{TELEPHONE}
项目概况|保养三座灯塔，由{PERSON}牵头。||||||
项目立项依据|市政府会议纪要||||||
项目资金|中期资金总额：||1,080.50|年度资金总额：||360|
|其中：财政拨款||1,000|其中：财政拨款||300|
|其他资金||80.50|其他资金||60|
总体目标|中期目标|||年度目标|||
|三年内全部翻新。|||先修一座。|||
绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
"""
ROWS = """
|产出指标|数量指标|指标 1: 翻新灯塔|3 座|数量指标|指标 1: 翻新灯塔|1 座
|||指标 2: 巡检|12 次||指标 2: 巡检|4 次
||时效指标|按时完成|100%|时效指标|按时完成|100%
质量指标|灯光强度|合格|质量指标|灯光强度|合格||
"""


def read(text: str, **context: object) -> tuple:
    return extract_projects(pieces_of(text), ProjectContext("doc", unit="万元", **context))


def indicators(text: str, horizon: str = "mid_term") -> list[tuple]:
    found = [i for i in read(text)[1] if i.horizon == horizon]
    return [(i.level_1, i.level_2, i.kind, i.target_text, i.target_value, i.target_unit) for i in found]


def test_the_head_gives_name_period_attribute_and_money_in_yuan() -> None:
    (project,), _, _, refusals = read(HEAD + ROWS.strip("\n"), above=("项目实施单位：海事处", "单位：万元"))
    assert refusals == []
    assert (project.project_name, project.unit_name, project.attribute) == ("灯塔维护", "海事处", "one_off")
    assert (project.period_start, project.period_end) == ("2021-03", "2023-11")
    assert project.mid_term_total_yuan == Decimal("10805000")
    assert (project.annual_fiscal_yuan, project.annual_other_yuan) == (Decimal("3000000"), Decimal("600000"))
    assert (project.mid_term_goal, project.annual_goal) == ("三年内全部翻新。", "先修一座。")


def test_no_person_and_no_number_leaves_the_form_even_where_the_name_stands_in_another_text() -> None:
    records = read(HEAD + ROWS.strip("\n"))
    text = repr([row(r) for part in records for r in part])
    assert PERSON not in text
    assert TELEPHONE not in text
    assert "由（略）牵头" in text


@pytest.mark.parametrize(
    "line",
    [
        f"项目名称|灯塔|项目负责人：{PERSON}  联系电话：{TELEPHONE}|项目属性|√新增项目",
        f"项目名称|灯塔|项目负责人|{PERSON} {TELEPHONE}|项目属性|☑新增项目",
        f"项目名称|灯塔|联系人及电话||{PERSON}|项目属性|新增项目",
        f"项目名称|灯塔|填报人|项目属性|■新增项目 □一次性项目\n|||{PERSON}||",
    ],
)
def test_people_are_removed_wherever_they_stand_and_the_label_behind_them_is_still_read(line: str) -> None:
    records = read(line + "\n项目资金|年度资金总额|5|")
    assert PERSON not in repr(records)
    assert TELEPHONE not in repr(records)
    if "\n" not in line:
        assert records[0][0].attribute == "new"


def test_a_figure_as_long_as_a_telephone_number_stays() -> None:
    records = read(f"项目名称|灯塔\n项目资金（元）|年度资金总额|{TELEPHONE}|")
    assert records[0][0].annual_total_yuan == Decimal(TELEPHONE)
    assert records[2][0].printed_text == TELEPHONE


@pytest.mark.parametrize(
    ("boxes", "attribute"),
    [
        ("☑新增项目 □一次性项目 □延续性项目", "new"),
        ("□新增项目 □一次性项目 ■延续性项目", "continuing"),
        ("新增项目□ 一次性项目☑ 延续性项目□", "one_off"),
        ("新增项目（√） 一次性项目（ ） 延续性项目（ ）", "new"),
        ("经常性项目", "continuing"),
    ],
)
def test_the_ticked_option_is_the_attribute(boxes: str, attribute: str) -> None:
    assert read(f"项目名称|灯塔|项目属性|{boxes}\n项目资金|年度资金总额|5|")[0][0].attribute == attribute


@pytest.mark.parametrize("boxes", ["□新增项目 □一次性项目", "☑新增项目 ☑一次性项目", "阶段性项目"])
def test_an_attribute_that_is_not_one_is_null_and_reported(boxes: str) -> None:
    (project,), _, _, refusals = read(f"项目名称|灯塔|项目属性|{boxes}\n项目资金|年度资金总额|5|")
    assert project.attribute is None
    assert any("项目属性" in r.reason for r in refusals)


def test_blank_dash_and_zero_stay_three_states_and_each_has_a_cell() -> None:
    text = (
        "项目名称|灯塔|||||\n项目资金|年度资金总额|5|中期资金总额|15|\n"
        "|其中：财政拨款|0.00|其中：财政拨款|-|\n|其他资金||其他资金||"
    )
    (project,), _, cells, _ = read(text)
    states = {c.measure: (c.printed_text, c.value_state) for c in cells}
    assert states["annual_fiscal"] == ("0.00", "zero")
    assert states["mid_term_fiscal"] == ("-", "dash")
    assert states["annual_other"] == ("", "blank")
    assert project.annual_fiscal_yuan == 0
    assert project.mid_term_fiscal_yuan is None
    assert project.annual_other_yuan is None


def test_a_figure_that_is_none_is_kept_and_refused() -> None:
    (project,), _, cells, refusals = read("项目名称|灯塔||\n项目资金|年度资金总额|12.3.4|")
    assert project.annual_total_yuan is None
    assert [(c.printed_text, c.value, c.value_state) for c in cells] == [("12.3.4", None, "printed")]
    assert any("第 2 行" in r.place for r in refusals)


def test_money_without_any_unit_is_not_guessed() -> None:
    grids = pieces_of("项目名称|灯塔||\n项目资金|年度资金总额|12|")
    (project,), _, cells, refusals = extract_projects(grids, ProjectContext("doc"))
    assert (project.annual_total_yuan, cells[0].amount_yuan, cells[0].value) == (None, None, Decimal(12))
    assert any("单位" in r.reason for r in refusals)


def test_levels_fill_down_and_a_row_that_lost_its_leading_cells_is_put_back() -> None:
    assert indicators(HEAD + ROWS.strip("\n")) == [
        ("产出指标", "数量指标", "quantity", "3 座", Decimal(3), "座"),
        ("产出指标", "数量指标", "quantity", "12 次", Decimal(12), "次"),
        ("产出指标", "时效指标", "timeliness", "100%", Decimal(100), "%"),
        ("产出指标", "质量指标", "quality", "合格", None, None),
    ]
    assert [i[3] for i in indicators(HEAD + ROWS.strip("\n"), "annual")] == ["1 座", "4 次", "100%", "合格"]


def test_satisfaction_printed_in_the_column_of_level_one_takes_its_target_from_its_words() -> None:
    text = HEAD + ROWS.strip("\n") + "\n|服务对象满意度指标|船员满意度达 77%|||船员满意度达 75%||"
    assert indicators(text)[-1][1:] == ("服务对象满意度指标", "satisfaction", "船员满意度达 77%", Decimal(77), "%")
    assert indicators(text, "annual")[-1][4] == Decimal(75)


def test_satisfaction_below_its_own_level_one_keeps_it() -> None:
    head = "项目名称|灯塔||\n项目资金|年度资金总额|5|\n一级指标|二级指标|三级指标|指标值\n"
    found = indicators(head + "满意度指标|服务对象满意度指标|船员|≥90%", "annual")
    assert found == [("满意度指标", "服务对象满意度指标", "satisfaction", "≥90%", Decimal(90), "%")]


def test_an_indicator_without_target_stays_without_figure() -> None:
    text = HEAD + ROWS.strip("\n") + "\n|效益指标|环境效益|无||环境效益|无|"
    assert indicators(text)[-1] == ("效益指标", "环境效益", "ecological", "", None, None)


def test_cost_targets_are_money_and_a_bare_unit_is_no_number() -> None:
    text = HEAD + ROWS.strip("\n") + "\n|成本指标|控制在申请额内|万元|成本指标|控制在申请额内|360 万"
    assert indicators(text)[-1][3:] == ("万元", None, None)
    assert indicators(text, "annual")[-1][3:] == ("360 万", Decimal(360), "万元")


def test_several_figures_of_one_target_pair_across_the_horizons() -> None:
    several = "|产出指标|数量指标|航运|吞吐 30 亿元，税收 7.5 亿元|数量指标|航运|吞吐 10 亿元，税收 2.5 亿元\n"
    found = read(HEAD + several + ROWS.strip("\n"))[1]
    by = {(i.horizon, i.ordinal): i.target_value for i in found}
    assert by["mid_term", 1] == 3 * by["annual", 1]
    assert by["mid_term", 2] == 3 * by["annual", 2]
    assert by["mid_term", 3] == Decimal(3)
    assert len({i.indicator_id for i in found}) == len(found)


def test_a_row_cut_by_a_page_break_is_one_row() -> None:
    cut = "\n效益|经济效益|航道更安|100%|经济效益|航道更安|90%|\n\n指标||全。|||全。|"
    text = HEAD + ROWS.strip("\n") + cut + "\n|社会效益|就业|合格|社会效益|就业|合格"
    found = [i for i in read(text)[1] if i.kind in ("economic", "social")]
    assert [(i.level_1, i.level_3, i.target_value) for i in found[:2]] == [
        ("效益指标", "航道更安全。", Decimal(100)),
        ("效益指标", "航道更安全。", Decimal(90)),
    ]
    assert {i.level_1 for i in found[2:]} == {"效益指标"}


def test_a_second_piece_that_begins_one_column_early_is_aligned_by_its_words() -> None:
    text = HEAD + ROWS.strip("\n") + "\n\n效益指标|经济效益|税收|增加|经济效益|税收|增加"
    text += "\n|社会效益|就业|合格|社会效益|就业|合格"
    assert [i[:3] for i in indicators(text)[-2:]] == [
        ("效益指标", "经济效益", "economic"),
        ("效益指标", "社会效益", "social"),
    ]


def test_the_part_for_signatures_is_no_indicator() -> None:
    text = HEAD + ROWS.strip("\n") + "\n主管部门审核意见||财政部门审核意见|||（绩效中心）||\n|||年 月 日||年 月 日||"
    assert len(indicators(text)) == 4
    assert read(text)[3] == []


def test_content_outside_the_columns_is_refused_by_its_place() -> None:
    text = HEAD + ROWS.strip("\n") + "\n||时效指标|按时|100%|时效指标|按时|100%|多出的一格"
    refusals = read(text)[3]
    assert len(refusals) == 1
    assert "表头不符" in refusals[0].reason


def test_every_target_position_has_a_cell_with_its_printed_text() -> None:
    _, _, cells, _ = read(HEAD + ROWS.strip("\n"))
    targets = [c for c in cells if c.measure == "mid_term_target"]
    assert [c.printed_text for c in targets] == ["3 座", "12 次", "100%", "合格"]
    assert targets[1].row_label == "产出指标 / 数量指标 / 指标2:巡检"
    assert {c.quantity for c in targets} == {"text"}


def test_a_form_with_merged_cells_and_one_half_is_annual() -> None:
    """The dress of another province: dates in full, money in yuan with cents, one column of targets."""
    lines = [
        {1: "项目名称", 3: "灯塔翻新", 5: "项目性质", 6: "经常性项目"},
        {1: "主管部门", 3: "海事局", 5: "实施单位", 6: "航标站"},
        {1: "计划开始日期", 3: "2023-01-01", 5: "计划完成日期", 6: "2023-12-31"},
        {1: "项目资金\n（元）", 3: "项目资金总额", 5: "4,100,000.00", 6: "年度资金申请总额", 8: "4,000,000.00"},
        {3: "其中：财政资金", 5: "4,100,000.00", 6: "其中：当年财政拨款", 8: "3,900,000.00"},
        {6: "上年结转资金", 8: "100,000.00"},
        {3: "其他资金", 5: "0.00", 6: "其他资金", 8: "0.00"},
        {1: "项目\n绩效\n目标", 2: "项目总目标", 6: "年度总体目标"},
        {2: "灯塔长明。", 6: "先翻新一座。"},
        {1: "", 2: "一级指标", 3: "二级指标", 4: "三级指标", 7: "年度(/项目)指标值"},
        {1: "绩效指标", 2: "产出指标", 3: "数量指标", 4: "翻新面积", 7: "≥13459.00(平方米)"},
        {3: "成本指标", 4: "预算内经费", 7: "合规"},
        {2: "满意度指标", 3: "服务对象满意度\n指标", 4: "船员满意度", 7: "≥95%"},
    ]
    cells = tuple(GridCell(r, c, t, page=3) for r, line in enumerate(lines, 1) for c, t in line.items())
    grid = Grid(9, 3, len(lines), 8, cells)
    (project,), found, money, refusals = extract_projects([grid], ProjectContext("doc", form_ordinal=2))
    assert refusals == []
    assert (project.period_start, project.period_end, project.attribute) == ("2023-01", "2023-12", "continuing")
    assert (project.mid_term_total_yuan, project.annual_fiscal_yuan) == (Decimal("4100000.00"), Decimal("3900000.00"))
    assert (project.annual_goal, project.unit_name) == ("先翻新一座。", "航标站")
    assert [(i.horizon, i.kind, i.target_value, i.target_unit) for i in found] == [
        ("annual", "quantity", Decimal("13459.00"), "平方米"),
        ("annual", "cost", None, None),
        ("annual", "satisfaction", Decimal(95), "%"),
    ]
    assert {c.measure: c.amount_yuan for c in money}["annual_carry_over"] == Decimal("100000.00")


def test_a_page_that_repeats_the_headings_of_the_indicators_goes_on() -> None:
    heads = "绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值\n"
    text = HEAD + ROWS.strip("\n") + "\n\n" + heads + "|效益指标|社会效益|就业|合格|社会效益|就业|合格"
    assert [i[2] for i in indicators(text)] == ["quantity", "quantity", "timeliness", "quality", "social"]


def test_two_forms_that_run_on_in_one_grid_are_two_projects() -> None:
    one = "项目名称|灯塔||\n项目资金|年度资金总额|5|\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|塔|1 座\n"
    projects, found, _, refusals = read(one + one.replace("灯塔", "码头").replace("5", "7").strip("\n"))
    assert [(p.project_name, p.annual_total_yuan) for p in projects] == [("灯塔", 50000), ("码头", 70000)]
    assert len({p.project_id for p in projects}) == len({i.project_id for i in found}) == 2
    assert refusals == []


def test_a_name_repeated_on_the_next_page_is_no_second_project() -> None:
    text = HEAD + ROWS.strip("\n") + "\n\n项目名称|灯塔维护||||||\n|效益指标|社会效益|就业|合格|社会效益|就业|合格"
    assert len(read(text)[0]) == 1


def test_a_form_without_a_project_is_refused_and_its_cells_are_kept_without_indicators() -> None:
    text = "预算单位|一级指标|二级指标|三级指标|指标值\n海事处|产出指标|数量指标|塔|1 座"
    projects, found, cells, refusals = read(text)
    assert (projects, found) == ([], [])
    assert [c.printed_text for c in cells] == ["1 座"]
    assert any("没有项目名称" in r.reason for r in refusals)
