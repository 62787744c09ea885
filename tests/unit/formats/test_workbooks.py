"""Workbooks are read as they look."""

import io
import re
import time
import zipfile

import openpyxl
import pytest

from dagster_project.formats import detect, spreadsheet
from dagster_project.formats.document import Grid, Line, SheetPlace, UnreadableError
from tests.unit.formats.office_files import saved


def book(*sheets):
    """A workbook of sheets given as lists of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    return made


def read(made):
    return spreadsheet.read(saved(made))


def grids(document):
    return [b for b in document.blocks if isinstance(b, Grid)]


def rows_of(grid):
    return [[c.text for c in grid.cells if c.row == r] for r in range(1, grid.rows + 1)]


TABLE = [["项目", "金额"], ["甲", 1.5], ["乙", 2]]


def test_page_is_the_sheet_and_its_name_stands_above_a_table_without_title():
    document = read(book(TABLE, [["单位：元"], *TABLE]))
    assert document.page_count == 2
    assert [(b.page, b.text if isinstance(b, Line) else b.number) for b in document.blocks] == [
        (1, "表1"),
        (1, 1),
        (2, "表2"),
        (2, "单位：元"),
        (2, 2),
    ]


def test_text_that_looks_like_a_number_stays_as_it_is():
    [grid] = grids(read(book([["编码", "金额"], ["0201", "1,000.10"], [201, 1000.1]])))
    assert rows_of(grid)[1:] == [["0201", "1,000.10"], ["201", "1000.1"]]


def test_a_formula_shows_its_stored_result_and_is_never_computed():
    made = book(TABLE)
    made["表1"]["B4"] = "=SUM(B2:B3)"
    without = read(made)
    assert "B4" in without.unread[0].reason
    stored = rewritten(saved(made), lambda data: re.sub(rb"</f><v( ?/>|></v>)", b"</f><v>3.7</v>", data))
    document = spreadsheet.read(stored)
    assert document.unread == ()
    assert "3.7" in [c.text for c in grids(document)[0].cells]


def test_hidden_sheets_rows_and_columns_are_left_out_and_listed():
    made = book([["项目", "旧数", "金额"], ["甲", 9.9, 1.5], ["丙", 8.8, 7.7], ["乙", 6.6, 2]], [["机密", 5.5]])
    made["表2"].sheet_state = "hidden"
    made["表1"].row_dimensions[3].hidden = True
    made["表1"].column_dimensions["B"].hidden = True
    document = read(made)
    [grid] = grids(document)
    assert rows_of(grid) == [["项目", "金额"], ["甲", "1.5"], ["乙", "2"]]
    assert [u.place for u in document.unread] == ["第 1 页", "第 2 页"]
    assert "7.7" in document.unread[0].reason
    assert "5.5" in document.unread[1].reason
    assert [grid.sheet.reference(r, c) for r, c in ((1, 1), (2, 2), (3, 2))] == ["表1!A1", "表1!C2", "表1!C4"]
    assert grid.sheet.reference(3, 3) is None


def test_a_cell_is_named_as_the_workbook_itself_names_it():
    sheet = [["收支总表"], [], ["项目", "", "金额"], ["甲", "", 1], [], ["合计", "", 1]]
    made = book(sheet)
    made["表1"].title = "1 总表's"
    [grid] = grids(read(made))
    assert rows_of(grid)[-1] == ["合计", "1"]
    assert grid.sheet.reference(grid.rows, 2) == "'1 总表''s'!C6"
    assert grid.sheet.reference(3, 2) == "'1 总表''s'!C5"  # a blank one too


def test_columns_beyond_the_alphabet_have_two_letters():
    columns = range(1, 704)
    place = SheetPlace("表", (1,), tuple(columns))
    named = [place.reference(1, c) for c in columns]
    assert [named[c - 1] for c in (26, 27, 52, 53, 702, 703)] == [
        "表!Z1",
        "表!AA1",
        "表!AZ1",
        "表!BA1",
        "表!ZZ1",
        "表!AAA1",
    ]


def test_a_sheet_that_hides_zeros_shows_blanks():
    made = book([["项目", "金额"], ["甲", 0], ["乙", 0.5]])
    made["表1"].sheet_view.showZeros = False
    assert rows_of(grids(read(made))[0])[1:] == [["甲", ""], ["乙", "0.5"]]


def test_tables_below_each_other_are_several_and_filler_rows_split_none():
    first = [["一表"], ["项目", "金额"], ["甲", 1], [], [], ["合计", 1]]
    made = book([*first, [], ["二表"], ["单位：元"], ["项目", "金额"], ["乙", 2]])
    document = read(made)
    assert [g.rows for g in grids(document)] == [5, 2]
    assert [b.text for b in document.blocks if isinstance(b, Line)] == ["一表", "二表", "单位：元"]


def test_a_last_line_without_figure_is_a_row_and_no_note():
    [grid] = grids(read(book([["项目", "金额"], ["甲", 1], ["乙"]])))
    assert rows_of(grid)[-1] == ["乙", ""]


def test_merged_headings_keep_their_spans():
    made = book([["项目", "支出", ""], ["", "基本", "项目"], ["甲", 1, 2]])
    made["表1"].merge_cells("A1:A2")
    made["表1"].merge_cells("B1:C1")
    cells = {(c.row, c.column): (c.row_span, c.column_span) for c in grids(read(made))[0].cells}
    assert (cells[1, 1], cells[1, 2]) == ((2, 1), (1, 2))
    assert (2, 1) not in cells


def test_a_column_that_is_merged_away_is_no_column():
    made = book([["项目", "", "金额"], ["甲", "", 1], ["乙", "", 2]])
    for row in (1, 2, 3):
        made["表1"].merge_cells(f"A{row}:B{row}")
    [grid] = grids(read(made))
    assert (grid.columns, rows_of(grid)[1]) == (2, ["甲", "1"])


def rewritten(content, change):
    """A workbook whose first sheet's XML went through `change`."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if "sheet1.xml" in name else data)
    return target.getvalue()


def styled_empty(rows, columns):
    """A small table and below it a rectangle of styled cells with nothing in them."""
    empty = b"".join(b'<row r="%d">%s</row>' % (r, b'<c s="0"/>' * columns) for r in range(10, 10 + rows))
    return rewritten(saved(book(TABLE)), lambda data: data.replace(b"</sheetData>", empty + b"</sheetData>"))


def test_a_million_styled_empty_cells_cost_a_few_seconds_and_show_nothing():
    content = styled_empty(4000, 250)
    started = time.perf_counter()
    [grid] = grids(spreadsheet.read(content))
    assert (grid.rows, grid.columns) == (3, 2)
    assert time.perf_counter() - started < 10


def test_a_sheet_with_cells_worlds_apart_is_bounded():
    made = book(TABLE)
    made["表1"]["XFD1048576"] = 5
    document = read(made)
    assert sum(len(g.cells) for g in grids(document)) < 100
    assert any("5" in b.text for b in document.blocks if isinstance(b, Line))


def test_a_diagonal_of_cells_is_refused_for_its_size():
    made = book([[]])
    for i in range(1, 1600):
        made["表1"].cell(i, i, i)
    document = read(made)
    assert (grids(document), "过大" in document.unread[0].reason) == ([], True)


@pytest.mark.parametrize("cut", [10, 200, 0.5, 0.99])
def test_a_workbook_cut_off_is_refused_in_one_line(cut):
    content = saved(book(TABLE))
    length = cut if cut > 1 else int(len(content) * cut)
    with pytest.raises(UnreadableError) as refused:
        detect.read(content[:length], "book.xlsx")
    assert refused.value.reason
    assert "\n" not in refused.value.reason


def test_damaged_xml_is_refused_in_one_line():
    with pytest.raises(UnreadableError, match="损坏"):
        spreadsheet.read(rewritten(saved(book(TABLE)), lambda data: data[: len(data) // 2]))


def test_cells_that_do_not_say_where_they_stand_stand_in_order():
    content = rewritten(saved(book(TABLE)), lambda data: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", data))
    assert rows_of(grids(spreadsheet.read(content))[0]) == [["项目", "金额"], ["甲", "1.5"], ["乙", "2"]]


@pytest.mark.parametrize("row", [b"x", b"", b"1e9"])
def test_a_row_with_no_number_where_one_must_be_is_refused_in_one_line(row):
    content = rewritten(saved(book(TABLE)), lambda data: data.replace(b'<row r="2"', b'<row r="%s"' % row))
    if row:
        with pytest.raises(UnreadableError, match="损坏"):
            spreadsheet.read(content)
    else:
        assert grids(spreadsheet.read(content))


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="表1"><table:table-column table:number-columns-repeated="16384"/>
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>收支总表</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row>
<table:table-row><table:table-cell><text:p>项目</text:p></table:table-cell>
<table:table-cell><text:p>金额</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="829.3099"><text:p>829.31</text:p></table:table-cell>
</table:table-row><table:table-row table:visibility="collapse"><table:table-cell><text:p>藏</text:p></table:table-cell>
<table:table-cell office:value="7"><text:p>7.00</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_open_document_sheet_shows_its_stored_texts():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", ODS)
    document = detect.read(content.getvalue(), "book.ods")
    assert document.format == "ods"
    [grid] = grids(document)
    assert rows_of(grid) == [["项目", "金额"], ["甲", "829.31"]]
    assert document.blocks[0].text == "收支总表"
    assert "7.00" in document.unread[0].reason
