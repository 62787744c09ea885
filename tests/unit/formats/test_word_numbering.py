"""What Word numbers by itself is read as it is printed."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml

from dagster_project.formats import word
from dagster_project.formats.document import Grid, Line
from dagster_project.formats.word_numbering import written
from tests.unit.formats.office_files import saved

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = (
    ("chineseCountingThousand", "%1、", ""),
    ("chineseCountingThousand", "（%2）", ""),
    ("decimal", "%3．", ""),
    ("decimal", "%1.%4", "<w:isLgl/>"),
)


def lists(document, levels=LEVELS, overrides=""):
    """Adds a list of these levels to the document, under number 90, and under 91 with `overrides`."""
    part = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text, more) in enumerate(levels)
    )
    part.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="90">{inner}</w:abstractNum>'))
    for number, more in (("90", ""), ("91", overrides)):
        xml = f'<w:num {NS} w:numId="{number}"><w:abstractNumId w:val="90"/>{more}</w:num>'
        part.append(parse_xml(xml))


def numbered(paragraph, level, number="90"):
    xml = f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def lines(document):
    return [b.text for b in word.read(saved(document)).blocks if isinstance(b, Line)]


def test_headings_numbered_by_word_have_their_numbers():
    document = docx.Document()
    lists(document)
    for text, level in [
        ("收入预算", 0),
        ("财政拨款", 1),
        ("其他", 1),
        ("支出预算", 0),
        ("基本支出", 1),
        ("人员", 2),
        ("公用", 2),
    ]:
        numbered(document.add_paragraph(text), level)
    document.add_paragraph("没有编号")
    assert lines(document) == [
        *("一、收入预算", "（一）财政拨款", "（二）其他", "二、支出预算", "（一）基本支出", "1．人员", "2．公用"),
        "没有编号",
    ]


def test_levels_in_digits_and_lists_that_start_anew():
    document = docx.Document()
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists(document, overrides=start)
    numbered(document.add_paragraph("概况"), 0)
    numbered(document.add_paragraph("职责"), 3)
    numbered(document.add_paragraph("说明"), 0)
    numbered(document.add_paragraph("另一部分"), 0, "91")
    assert lines(document) == ["一、概况", "1.1职责", "二、说明", "一、另一部分"]


def test_a_style_numbers_too_and_a_paragraph_may_take_it_back():
    document = docx.Document()
    lists(document)
    style = document.styles["Heading 1"].element
    xml = f'<w:numPr {NS}><w:numId w:val="90"/></w:numPr>'
    style.get_or_add_pPr().append(parse_xml(xml))
    document.add_heading("部门概况", 1)
    numbered(document.add_heading("目录", 1), 0, "0")
    document.add_heading("预算说明", 1)
    assert lines(document) == ["一、部门概况", "目录", "二、预算说明"]


def test_rows_of_a_table_may_be_numbered_and_bullets_are_no_numbers():
    document = docx.Document()
    lists(document, [("decimal", "%1", ""), ("bullet", "", "")])
    table = document.add_table(2, 2)
    for row, text in zip(table.rows, ("甲", "乙"), strict=True):
        numbered(row.cells[0].paragraphs[0], 0)
        row.cells[0].paragraphs[0].add_run(text)
        row.cells[1].text = "1.00"
    numbered(document.add_paragraph("要点"), 1)
    [grid] = [b for b in word.read(saved(document)).blocks if isinstance(b, Grid)]
    assert [c.text for c in grid.cells if c.column == 1] == ["1甲", "2乙"]
    assert lines(document) == ["要点"]


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "japaneseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (20, "ideographDigital", "二〇"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "ideographTraditional", "乙"),
        (4, "upperRoman", "IV"),
        (3, "lowerLetter", "c"),
        (7, "some new style", "7"),
        (1, "bullet", ""),
    ],
)
def test_numbers_are_written_in_the_styles_of_word(value, style, text):
    assert written(value, style) == text
