"""Tables over page breaks, and the lines of prose that belong to none."""

from dagster_project.extraction import form_definitions
from dagster_project.extraction.classification import function_class
from dagster_project.extraction.components import component_columns
from dagster_project.extraction.tables import read_layout
from dagster_project.formats import text
from dagster_project.formats.document import Grid, GridCell, Line
from dagster_project.reading import read_document

HEAD = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
TITLE = "2022年部门支出总体情况表\n单位：万元\n"


def layout(content):
    return read_layout(text.read(content.encode()).blocks, function_class)


def forms(content):
    return [(t.form_id, len(t.pieces)) for t in layout(content).tables]


def test_a_table_goes_on_over_the_break_without_headings():
    assert forms(TITLE + HEAD + "201\t一般公共服务支出\t3\t1\t2\n\n\n20101\t人大事务\t3\t1\t2\n") == [
        ("expenditure_summary", 2)
    ]


def test_a_table_goes_on_over_the_break_with_its_headings_repeated():
    body = HEAD + "201\t一般公共服务支出\t3\t1\t2\n"
    assert forms(TITLE + body + "\n- 3 -\n\n" + body.replace("201\t一般公共服务", "213\t农林水")) == [
        ("expenditure_summary", 2)
    ]


def test_a_second_table_of_the_same_form_is_its_own():
    body = TITLE + HEAD + "\t合计\t3\t1\t2\n201\t一般公共服务支出\t3\t1\t2\n"
    assert [(t.form_id, t.ordinal) for t in layout(body + body).tables] == [
        ("expenditure_summary", 1),
        ("expenditure_summary", 2),
    ]


def test_prose_between_two_grids_ends_the_table():
    assert len(forms(TITLE + HEAD + "201\t一般公共服务支出\t3\t1\t2\n本表说明如下。\n20101\t人大事务\t3\t1\t2\n")) == 2


def test_titles_and_units_are_not_prose():
    found = layout("第一部分 概况\n本部门负责若干事项。\n" + TITLE + HEAD + "\t合计\t3\t1\t2\n")
    assert [line.text for line in found.prose] == ["第一部分 概况", "本部门负责若干事项。"]
    assert found.tables[0].unit == "万元"
    assert found.tables[0].title == "2022年部门支出总体情况表"


def test_a_form_over_all_fiscal_money_is_a_variant():
    titles = ["一般公共预算支出预算表（功能科目）", "财政拨款支出预算表（功能科目）"]
    found = [layout(f"{t}\n单位：万元\n{HEAD}\t合计\t3\t1\t2\n").tables[0] for t in titles]
    assert [(t.form_id, t.variant) for t in found] == [
        ("general_budget_expenditure", None),
        ("general_budget_expenditure", "appropriation"),
    ]


def grid(number, page, rows):
    cells = tuple(GridCell(r, c, value, page=page) for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1))
    return Grid(number, page, len(rows), len(rows[0]), cells, after_page_break=number > 1)


def test_a_label_cut_by_the_page_break_is_whole_on_the_page_of_its_figure(monkeypatch):
    blocks = (
        Line(1, 1, "云澜市水利局2022年部门预算"),
        Line(1, 2, "收支预算总表"),
        Line(1, 3, "单位：万元"),
        grid(
            1,
            1,
            [["收入", "金额", "支出", "金额"], ["项目", "金额", "项目", "金额"], ["", "", "八、社会保障和就", "5.00"]],
        ),
        grid(2, 2, [["", "", "业支出", ""], ["收入合计", "5.00", "支出合计", "5.00"]]),
    )
    document = text.Document("text", 2, blocks)
    monkeypatch.setattr("dagster_project.formats.detect.read", lambda content, name: document)
    cells = read_document(b"x", "a.txt").cells
    [cut] = [c for c in cells if c.page == 1 and c.printed_text == "5.00"]
    assert (cut.row_label, cut.classification_code) == ("八、社会保障和就业支出", "208")
    assert not [c for c in cells if c.row_label == "业支出"]


def test_columns_of_funds_are_no_components():
    form = form_definitions.forms()["three_public"]
    assert component_columns([("合计",), ("一般公共预算",), ("政府性基金预算",)], [1, 2, 3], form) == {}
    across = component_columns([("合计",), ("因公出国(境)费",), ("公务接待费",)], [1, 2, 3], form)
    assert across == {1: "three_public_total", 2: "overseas_trips", 3: "receptions"}
