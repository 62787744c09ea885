"""What the reader does not understand is kept and reported, and becomes nobody's fault."""

from __future__ import annotations

from pathlib import Path

from dagster_project.check import check, objects
from dagster_project.reading import read_document

COVER = "云澜市水利局\n2022年度部门预算\n\n"
TITLE = "部门收入总表\n\n单位：万元\n\n"
# income of 30.00, of which 5.00 from a source no vocabulary has
STRANGE = (
    "科目编码\t科目名称\t合计\t财政拨款收入\t事业收入\t星际收入\n"
    "\t合计\t30.00\t20.00\t5.00\t5.00\n"
    "213\t农林水支出\t30.00\t20.00\t5.00\t5.00\n"
)


def findings(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "document.txt"
    path.write_text(text, encoding="utf-8")
    [answer] = objects(check([path], []))
    return [r["identity_id"] for r in answer["identity_results"] if r["verdict"] == "fails"]


def test_a_column_never_seen_is_reported_once_with_its_figures_kept():
    reading = read_document((COVER + TITLE + STRANGE).encode(), "document.txt")
    assert [(c.printed_text, c.measure) for c in reading.cells if c.column_number == 6] == [("5.00", None)] * 2
    [refusal] = reading.refusals
    assert "星际收入（共 2 个数）" in refusal.reason
    assert "第 1 个表" in refusal.place


def test_a_sum_that_lacks_just_that_column_accuses_nobody(tmp_path):
    assert findings(tmp_path, COVER + TITLE + STRANGE) == []


def test_a_sum_that_is_wrong_beside_such_a_column_is_still_found(tmp_path):
    wrong = STRANGE.replace("合计\t30.00", "合计\t31.00")
    assert "revenue_sources_sum_to_total" in findings(tmp_path, COVER + TITLE + wrong)


SUMMARY = (
    "部门收支总表\n\n单位：万元\n\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
    "一、一般公共预算拨款收入\t20.00\t一、农林水支出\t25.00\n二、星际基金收入\t5.00\t\t\n"
    "本年收入合计\t25.00\t本年支出合计\t25.00\n收入总计\t25.00\t支出总计\t25.00\n"
)


def test_the_same_holds_for_a_row(tmp_path):
    assert findings(tmp_path, COVER + SUMMARY) == []
    wrong = SUMMARY.replace("本年收入合计\t25.00", "本年收入合计\t28.00")
    assert "revenue_lines_sum_to_current_total" in findings(tmp_path, COVER + wrong)


def test_two_columns_that_read_alike_are_both_doubted():
    text = "科目编码\t科目名称\t甲类\t\t乙类\t\n\t\t合计\t基本支出\t合计\t基本支出\n213\t农林水支出\t3.00\t1.00\t2.00\t2.00\n"
    reading = read_document((COVER + "部门支出总表\n\n单位：万元\n\n" + text).encode(), "document.txt")
    assert {c.measure for c in reading.cells} == {None}
    assert all("无法区分" in r.reason for r in reading.refusals)
    assert len(reading.refusals) == 4


def test_a_table_that_fits_no_form_is_named_by_its_title_with_the_forms_most_like_it():
    text = "部门支出总表\n本表为空表。\n专项资金支出总表\n单位：万元\n\n专项名称\t金额\n水利专项\t7.00\n"
    reading = read_document((COVER + text).encode(), "document.txt")
    [refusal] = [r for r in reading.refusals if r.code == "unrecognised"]
    assert "专项资金支出总表" in refusal.reason
    assert "部门支出总体情况表" in refusal.reason
    assert [(c.form_id, c.printed_text) for c in reading.cells] == [("unrecognised", "7.00")]


def test_units_printed_with_the_department_that_holds_them_are_not_added_to_it(tmp_path):
    text = (
        "部门收入总表\n\n单位：万元\n\n单位名称\t合计\t财政拨款收入\n合计\t30.00\t30.00\n云澜市水利局\t30.00\t30.00\n"
        "云澜市水利局（本级）\t20.00\t20.00\n云澜市河道管理站\t10.00\t10.00\n"
    )
    assert findings(tmp_path, COVER + text) == []
    assert findings(tmp_path, COVER + text.replace("站\t10.00", "站\t11.00")).count("units_sum_to_total") == 1


def test_amounts_of_a_table_run_together_on_one_line_are_not_passed_over():
    text = "云澜市教育局 2020年部门预算 表1 部门收支总表 单位:万元 一、一般公共预算拨款收入 16,745.59 二、外交支出 1,663.86"
    reading = read_document(text.encode(), "document.txt")
    [refusal] = reading.refusals
    assert refusal.code == "number_without_unit"
    assert "2 个数字没有单位" in refusal.reason
    assert "16,745.59" in refusal.reason


def test_a_table_without_a_title_is_near_to_the_forms_whose_columns_it_has():
    text = COVER + "单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n213\t农林水支出\t3.00\t1.00\t2.00\n"
    [refusal] = [r for r in read_document(text.encode(), "document.txt").refusals if r.code == "unrecognised"]
    assert "最接近：部门支出总体情况表、一般公共预算支出情况表" in refusal.reason


def test_words_in_a_table_nobody_knows_are_words_and_its_figures_are_kept():
    text = (
        COVER
        + "项目支出绩效自评表\n单位：万元\n\n三级指标\t年初预算数\t实际完成值\n抽检批次\t48.00\t≥1200批次\n合格率\t2.00\t98\n"
    )
    reading = read_document(text.encode(), "document.txt")
    assert [r.code for r in reading.refusals] == ["unrecognised"]
    assert [(c.printed_text, c.quantity) for c in reading.cells if c.printed_text] == [
        ("48.00", "money"),
        ("≥1200批次", "text"),
        ("2.00", "money"),
        ("98", "money"),
    ]
