"""Word files are read as they look."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from dagster_project.formats import detect, word
from dagster_project.formats.document import Grid, Line, UnreadableError
from tests.unit.formats.office_files import saved

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(document):
    return word.read(saved(document))


def with_body(*xml):
    """A Word file whose body holds these elements."""
    document = docx.Document()
    for text in xml:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(re.sub(r">", f" {NS}>", text, count=1)))
    return document


def texts(document):
    return [b.text for b in document.blocks if isinstance(b, Line)]


def grids(document):
    return [b for b in document.blocks if isinstance(b, Grid)]


def test_paragraphs_keep_their_order_and_heading_levels():
    document = docx.Document()
    document.add_heading("第一部分", 1)
    document.add_paragraph("正文。")
    document.add_heading("一、概况", 2)
    found = read(document).blocks
    assert [(b.text, b.heading_level, b.page, b.line) for b in found] == [
        ("第一部分", 1, 1, 1),
        ("正文。", 0, 1, 2),
        ("一、概况", 2, 1, 3),
    ]


def test_results_of_fields_are_read_and_their_codes_are_not():
    run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    paragraph = (
        "<w:p><w:r><w:t>目录</w:t></w:r>"
        + run.format("begin")
        + "<w:r><w:instrText> PAGEREF _Toc25831 \\h </w:instrText></w:r><w:r><w:t>3 h</w:t></w:r>"
        + run.format("separate")
        + "<w:r><w:t>12</w:t></w:r>"
        + run.format("end")
        + "<w:r><w:t>页</w:t></w:r></w:p>"
    )
    assert texts(read(with_body(paragraph))) == ["目录12页"]


def test_deleted_revisions_are_gone_and_inserted_ones_are_there():
    paragraph = (
        "<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>3.00</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>5.00</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>"
    )
    assert texts(read(with_body(paragraph))) == ["支出5.00万元"]


def test_hidden_text_is_left_out_and_listed():
    document = with_body("<w:p><w:r><w:t>支出</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>9.99</w:t></w:r></w:p>")
    found = read(document)
    assert texts(found) == ["支出"]
    assert "9.99" in found.unread[0].reason


def test_text_boxes_are_read_once():
    inner = "<w:txbxContent><w:p><w:r><w:t>框内 7.00</w:t></w:r></w:p></w:txbxContent>"
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>"
    )
    assert texts(read(with_body(box))) == ["框外", "框内 7.00"]


def test_vertical_and_horizontal_merges_become_spans():
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, values in enumerate([("项目", "支出", ""), ("", "基本", "项目"), ("甲", "1.00", "2.00")]):
        for column, text in enumerate(values):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    [grid] = grids(read(document))
    assert [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells[:2]] == [(1, 1, 2, 1), (1, 2, 1, 2)]
    assert [c.text for c in grid.cells if c.row == 3] == ["甲", "1.00", "2.00"]
    assert grid.spans_known


def test_a_nested_table_follows_the_table_it_stands_in():
    document = docx.Document()
    outer = document.add_table(2, 2)
    for column, text in enumerate(("项目", "金额")):
        outer.cell(0, column).text = text
    outer.cell(1, 0).text = "甲"
    outer.cell(1, 1).text = "3.00"
    inner = outer.cell(1, 1).add_table(2, 2)
    for i, text in enumerate(("子项", "数", "乙", "4.00")):
        inner.cell(i // 2, i % 2).text = text
    first, second = grids(read(document))
    assert [c.text for c in first.cells] == ["项目", "金额", "甲", "3.00"]
    assert [c.text for c in second.cells] == ["子项", "数", "乙", "4.00"]
    assert (first.number, second.number) == (1, 2)


def test_tables_nested_beyond_reason_are_refused():
    cell = "<w:p/>"
    for _ in range(60):
        cell = f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl><w:p/>"
    with pytest.raises(UnreadableError, match="嵌套"):
        read(with_body(cell.removesuffix("<w:p/>")))


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_word_file_cut_off_is_refused_in_one_line(share):
    content = saved(docx.Document())
    with pytest.raises(UnreadableError) as refused:
        detect.read(content[: int(len(content) * share)], "a.docx")
    assert "\n" not in refused.value.reason


def test_entities_of_a_document_are_not_expanded():
    content = io.BytesIO()
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(content, "w") as target:
        target.writestr(
            "word/document.xml",
            f"{bomb}<w:document {NS}><w:body><w:p><w:r><w:t>甲&b;</w:t></w:r></w:p></w:body></w:document>",
        )
    assert texts(word.read(content.getvalue())) == ["甲"]
