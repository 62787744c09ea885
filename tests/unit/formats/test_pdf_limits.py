"""Files that are no PDF, locked, broken or enormous: one clear line, in bounded time."""

from __future__ import annotations

import time

import pytest

from dagster_project.formats import pdf as pdf_format
from dagster_project.formats.document import Line, UnreadableError
from dagster_project.formats.pdf import read
from tests.unit.formats.drawn_pdf import Page, pdf

ENCRYPTED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + "28" * 32 + "> /U <" + "4e" * 32 + "> >> "
    "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "0 字节"),
        (b"PK\x03\x04" + b"0" * 100, "内容不是 PDF"),
        (pdf(Page().text(60, 700, "甲"))[:60], "已损坏"),
        (pdf(Page().text(60, 700, "甲"), trailer=ENCRYPTED), "已加密"),
        (pdf(), "没有页"),
    ],
    ids=["empty", "another format", "cut short", "locked", "no pages"],
)
def test_a_file_that_cannot_be_read_says_why_in_one_line(content, reason):
    with pytest.raises(UnreadableError) as error:
        read(content)
    assert reason in error.value.reason
    assert error.value.place
    assert error.value.remedy
    assert "\n" not in error.value.reason


def test_a_file_without_its_end_is_read_as_far_as_it_goes_and_says_so():
    whole = pdf(Page().text(60, 700, "甲"))
    document = read(whole[: whole.index(b"startxref")])
    assert [b.text for b in document.blocks] == ["甲"]
    assert document.unread[0].place == "文件末尾"


def test_a_blank_page_is_no_remark_and_a_picture_instead_of_text_is():
    assert not read(pdf(Page(), Page().table([60, 160], 700, [[""]]))).unread
    document = read(pdf(Page().image(0, 0, 595, 842)))
    assert [(u.place, "本页是图像" in u.reason) for u in document.unread] == [("第1页", True)]


def test_letters_drawn_as_shapes_are_read_from_their_picture_and_say_how_certainly():
    page = Page()
    for n in range(400):
        x, y = 60 + n % 40 * 10, 700 - n // 40 * 15
        page.raw(f"0 g {x} {y} m {x + 5} {y + 8} l {x + 8} {y} l f")
    document = read(pdf(page))
    assert document.format == "scan"
    assert document.blocks
    assert all(b.text and b.confidence is not None for b in document.blocks)


def test_a_page_with_more_characters_than_paper_holds_is_left_out_in_bounded_time():
    page = Page().raw("BT /F1 10 Tf 60 700 Td")
    page.raw(f"<{'4e00' * 200}> Tj " * 1000).raw("ET")
    start = time.monotonic()
    document = read(pdf(page, Page().text(60, 700, "下一页")))
    assert time.monotonic() - start < 10
    assert [b.text for b in document.blocks] == ["下一页"]
    assert "200000 个字符" in document.unread[0].reason


def test_a_drawing_of_countless_lines_is_left_out():
    page = Page().raw("0 0 m " + "1 1 l 2 2 l " * 110_000 + "S")
    document = read(pdf(page, Page().text(60, 700, "下一页")))
    assert [b.text for b in document.blocks] == ["下一页"]
    assert "图纸" in document.unread[0].reason


def test_squared_paper_is_no_table_and_its_words_are_read_in_bounded_time():
    page = (
        Page((2000, 2000))
        .lattice([10 + 3 * n for n in range(600)], [10 + 3 * n for n in range(600)])
        .text(60, 700, "甲")
    )
    start = time.monotonic()
    assert [b.text for b in read(pdf(page)).blocks] == ["甲"]
    assert time.monotonic() - start < 10


def test_pages_beyond_the_limit_are_named(monkeypatch):
    monkeypatch.setattr(pdf_format, "MOST_PAGES", 3)
    document = read(pdf(*[Page().text(60, 700, f"第{n}页") for n in range(1, 6)]))
    assert document.page_count == 5
    assert [b.page for b in document.blocks if isinstance(b, Line)] == [1, 2, 3]
    assert [(u.place, "共 5 页" in u.reason) for u in document.unread] == [("第4–5页", True)]


def test_reading_twice_gives_the_same():
    content = pdf(
        Page().table([60, 160, 260], 700, [["合计", "12.00"]]).text(60, 500, "注").text(60, 480, "暗", mode=3)
    )
    assert read(content) == read(content)
