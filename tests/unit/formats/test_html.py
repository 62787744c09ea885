"""Web pages are read as a browser shows them."""

import pytest

from dagster_project.formats import detect, html
from dagster_project.formats.document import Grid, Line, UnreadableError


def page(body, head=""):
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def texts(document):
    return [b.text for b in document.blocks if isinstance(b, Line)]


def grids(document):
    return [b for b in document.blocks if isinstance(b, Grid)]


def rows_of(grid):
    return [[c.text for c in grid.cells if c.row == r] for r in range(1, grid.rows + 1)]


def test_running_text_is_lines_with_heading_levels():
    document = html.read(page("<h2>一、概况</h2><div>收入<b>3.00</b>万元，\n其中<br>财政拨款<p>第二段</p></div>尾"))
    assert [(b.text, b.heading_level) for b in document.blocks] == [
        ("一、概况", 2),
        ("收入3.00万元，其中", 0),
        ("财政拨款", 0),
        ("第二段", 0),
        ("尾", 0),
    ]


def test_scripts_and_styles_are_not_seen():
    document = html.read(page("<script>var a=1.5</script><style>p{}</style><p>甲<script>2</script>乙</p>"))
    assert texts(document) == ["甲乙"]
    assert document.unread == ()


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='color:red; display: none'>9.99</p>",
        "<p hidden>9.99</p>",
        "<p class='a off'>9.99</p>",
        "<table><tr style='display:none'><td>丙</td><td>9.99</td></tr></table>",
    ],
)
def test_hidden_figures_are_left_out_and_listed(hidden):
    document = html.read(page(f"<p>甲</p>{hidden}", head="<style>.off{display:none}</style>"))
    assert (texts(document), grids(document)) == (["甲"], [])
    assert "9.99" in document.unread[0].reason


def test_spans_are_laid_out_as_in_a_browser():
    table = (
        "<table><tr><td rowspan=2>项目</td><td colspan=2>支出</td></tr><tr><td>基本</td><td>项目</td></tr>"
        "<tr><td>甲</td><td>1.00</td><td>&nbsp;</td></tr></table>"
    )
    [grid] = grids(html.read(page(table)))
    assert rows_of(grid) == [["项目", "支出"], ["基本", "项目"], ["甲", "1.00", ""]]
    assert [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells[:2]] == [(1, 1, 2, 1), (1, 2, 1, 2)]


def test_absurd_spans_are_bounded():
    [grid] = grids(
        html.read(page("<table><tr><td>项目<td>金额<tr><td>甲<td colspan=99999999 rowspan=99999>1.00</table>"))
    )
    assert (grid.rows, grid.columns) == (2, 2)


def test_hidden_columns_are_left_out():
    table = "<table><col><col style='display:none'><col><tr><td>项目<td>旧<td>金额</tr><tr><td>甲<td>8.88<td>1.00</tr></table>"
    document = html.read(page(table))
    assert rows_of(grids(document)[0]) == [["项目", "金额"], ["甲", "1.00"]]
    assert "8.88" in document.unread[0].reason


def test_a_table_that_arranges_others_is_layout():
    data = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>甲</td><td>1.00</td></tr></table>"
    document = html.read(page(f"<table><tr><td>导航</td><td><p>标题</p>{data}</td></tr></table>"))
    assert texts(document) == ["导航", "标题"]
    assert rows_of(grids(document)[0]) == [["项目", "金额"], ["甲", "1.00"]]


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "klingon", ""])
def test_the_character_set_is_found_where_it_is_declared_wrongly(declared):
    meta = f"<meta http-equiv=Content-Type content='text/html; charset={declared}'>" if declared else ""
    body = f"<html><head>{meta}</head><body>部门预算公开说明，一般公共预算支出</body></html>"
    assert texts(html.read(body.encode("gb18030"))) == ["部门预算公开说明，一般公共预算支出"]


def test_a_web_archive_is_read_whatever_it_is_called():
    archive = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        "Content-Location: file:///C:/book.files/tabstrip.htm\r\nContent-Type: text/html\r\n\r\n"
        "<table><tr><td>Sheet1<td>Sheet2</table>\r\n--b\r\n"
        "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + __import__("base64").b64encode("<p>收入 3.00</p>".encode("gb2312")).decode()
        + "\r\n--b\r\nContent-Type: image/png\r\n\r\nxx\r\n--b--\r\n"
    ).encode()
    for name in ("a.mht", "a.htm", "a.xls", "a.doc"):
        document = detect.read(archive, name)
        assert (document.format, texts(document)) == ("mhtml", ["收入 3.00"])


def test_a_page_nested_thousands_deep_ends():
    document = html.read(page("<div>" * 20000 + "甲 1.00" + "</div>" * 20000))
    assert isinstance(document.blocks, tuple)


def test_an_empty_page_is_refused():
    with pytest.raises(UnreadableError):
        detect.read(b"<!-- -->", "a.html")
