"""Lines of a PDF page: rebuilt from where characters stand, what is drawn twice once, what cannot be seen left out and
listed."""

from __future__ import annotations

import pytest

from dagster_project.formats.document import Document, Grid
from dagster_project.formats.pdf import read
from tests.unit.formats.drawn_pdf import Page, pdf, width


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def reasons(document: Document) -> list[str]:
    return [f"{u.place}：{u.reason}" for u in document.unread]


def test_lines_are_read_from_top_to_bottom_whatever_is_drawn_first():
    page = Page().text(60, 100, "末行").text(60, 700, "首行").text(60, 400, "中行")
    assert lines(read(pdf(page))) == ["首行", "中行", "末行"]


def test_figures_drawn_after_all_words_are_put_back_into_their_sentence():
    before, figure, after = "收入预算", "1,234.50", "万元，增长"
    x = 60 + width(before)
    page = Page().text(60, 700, before).text(x + width(figure), 700, after).text(60, 680, "其中：基本支出")
    page.text(x, 699.2, figure).text(x + width(figure + after), 700.6, "2.50%")
    assert lines(read(pdf(page))) == ["收入预算1,234.50万元，增长2.50%", "其中：基本支出"]


def test_text_made_bold_by_drawing_it_twice_is_read_once():
    page = Page().text(60, 700, "合计11").text(60.3, 700.1, "合计11").text(60, 680, "合计").text(60, 680, "合计")
    assert lines(read(pdf(page))) == ["合计11", "合计"]


def test_letters_that_repeat_are_kept():
    assert lines(read(pdf(Page().text(60, 700, "1,111,000.00啊啊")))) == ["1,111,000.00啊啊"]


def test_blanks_are_read_where_they_were_typed_or_are_seen():
    page = Page().text(60, 700, "第一部分 概况").text(60, 680, "部门").text(300, 680, "单位").text(60, 660, "in all")
    assert lines(read(pdf(page))) == ["第一部分 概况", "部门  单位", "in all"]


@pytest.mark.parametrize("turn", [(1, 0, 0, 1), (0, 1, -1, 0)], ids=["upright", "turned"])
def test_a_single_character_of_a_font_that_is_not_in_the_file_is_read(turn):
    assert lines(read(pdf(Page().turned_text(300, 300, "类", turn)))) == ["类"]


def test_lines_are_numbered_within_their_page():
    document = read(pdf(Page().text(60, 700, "甲").text(60, 680, "乙"), Page().text(60, 700, "丙")))
    assert [(b.page, b.line) for b in document.blocks] == [(1, 1), (1, 2), (2, 1)]


@pytest.mark.parametrize(
    ("draw", "reason"),
    [
        (lambda p: p.text(60, 500, "暗文", mode=3), "以不可见方式写入"),
        (lambda p: p.text(60, 500, "暗文", color="1 1 1"), "颜色与底色相同"),
        (lambda p: p.bar(50, 490, 100, 30, "0.2 0.2 0.6").text(60, 500, "暗文", color="0.2 0.2 0.6"), "颜色与底色相同"),
        (lambda p: p.raw("q 60 600 100 20 re W n").text(60, 500, "暗文").raw("Q"), "被裁去"),
        (lambda p: p.text(60, 500, "暗文").bar(50, 490, 100, 30, "1 1 1"), "被后画的图形遮住"),
        (lambda p: p.text(-90, 500, "暗文"), "页面之外"),
        (lambda p: p.text(60, 500, "暗文", size=1), "字号小到无法阅读"),
    ],
    ids=["invisible", "white", "same colour", "clipped", "covered", "off the page", "tiny"],
)
def test_hidden_text_is_left_out_and_listed(draw, reason):
    page = Page().text(60, 700, "明文")
    draw(page)
    document = read(pdf(page))
    assert lines(document) == ["明文"]
    assert [reason in r and r.endswith("：暗文") and r.startswith("第1页") for r in reasons(document)] == [True]


@pytest.mark.parametrize(
    "draw",
    [
        lambda p: p.bar(50, 490, 100, 30, "0.1 0.2 0.5").text(60, 500, "明文", color="1 1 1"),
        lambda p: p.bar(50, 490, 100, 30, "1 1 1").text(60, 500, "明文"),
        lambda p: p.raw("q 55 495 100 20 re W n").text(60, 500, "明文").raw("Q"),
        lambda p: p.text(60, 500, "明文", color="0.8 0.8 0.8"),
        lambda p: p.text(60, 500, "明文", size=3),
        lambda p: p.text(60, 500, "明文", mode=2, color="1 1 1"),
        lambda p: p.text(60, 500, "明文").image(0, 0, 595, 842, "Im2"),
    ],
    ids=["white on blue", "on white", "within its clip", "grey", "small", "outlined", "under what shines through"],
)
def test_text_that_can_be_seen_is_read(draw):
    page = Page().text(60, 700, "一二三四五六七八九十" * 4).text(60, 680, "一二")
    draw(page)
    document = read(pdf(page))
    assert lines(document)[-1] == "明文"
    assert not document.unread


def test_only_the_part_of_a_text_beyond_its_clip_is_hidden():
    page = Page().raw("q 60 490 42 30 re W n").text(60, 500, "可见文字看不见").raw("Q")
    document = read(pdf(page))
    assert lines(document) == ["可见文字"]
    assert "有 3 个看不见的字" in document.unread[0].reason


def test_a_text_layer_beneath_the_scan_of_its_page_is_not_read():
    document = read(pdf(Page().text(60, 700, "识别文字").image(0, 0, 595, 842)))
    assert not document.blocks
    assert any("本页是图像" in r for r in reasons(document))


def test_a_watermark_across_the_page_does_not_get_into_the_cells():
    page = Page().table([60, 160, 260], 700, [["合计", "12.00"]])
    page.turned_text(100, 660, "公开文件", (0.7, 0.7, -0.7, 0.7))
    document = read(pdf(page))
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["合计", "12.00"]
    assert "水印" in document.unread[0].reason


def test_the_same_remark_on_many_pages_is_one_line():
    pages = [Page().text(60, 700, "明").text(60, 500, "暗", mode=3) for _ in range(3)] + [Page()]
    pages.append(Page().text(60, 500, "暗", mode=3))
    assert [u.place for u in read(pdf(*pages)).unread] == ["第1–3、5页"]
