"""Text files become lines and grids, or one clear refusal."""

import pytest

from dagster_project.formats import detect, text
from dagster_project.formats.document import Grid, Line, UnreadableError

TABLE = "单位：万元\n\n科目\t金额\n合计\t3.00\n甲\t1.00\n乙\t2.00\n"


def test_lines_and_grids_keep_their_line_numbers():
    document = text.read(("# 一、概况\n\n职责说明。\n\n" + TABLE).encode())
    heading, prose, unit, grid = document.blocks
    assert (heading.text, heading.heading_level, heading.line) == ("一、概况", 1, 1)
    assert (prose.text, prose.line) == ("职责说明。", 3)
    assert unit == Line(1, 5, "单位：万元")
    assert isinstance(grid, Grid)
    assert [c.line for c in grid.cells] == [7, 7, 8, 8, 9, 9, 10, 10]
    assert not grid.spans_known


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_each_usual_encoding_gives_the_same_text(encoding):
    document = text.read(("概况说明，本单位负责若干事项。\n" + TABLE).encode(encoding))
    assert document.blocks[0].text == "概况说明，本单位负责若干事项。"
    assert document.blocks[-1].cells[3].text == "3.00"


def test_markdown_tables_are_grids_without_their_rule():
    document = text.read("| 科目 | 金额 |\n|---|---:|\n| 合计 | 1.5 |\n".encode())
    assert [c.text for c in document.blocks[0].cells] == ["科目", "金额", "合计", "1.5"]


def test_empty_fields_are_cells_and_missing_fields_are_not():
    grid = text.read("类\t款\t名称\t金额\n\t\t合计\t1\n201\t\t\n".encode()).blocks[0]
    assert {(c.row, c.column) for c in grid.cells if c.row == 3} == {(3, 1), (3, 2), (3, 3)}


def test_a_grid_right_after_another_may_continue_it():
    document = text.read("甲\t1\n乙\t2\n\n\n丙\t3\n说明\n丁\t4\n".encode())
    grids = [b for b in document.blocks if isinstance(b, Grid)]
    assert [g.after_page_break for g in grids] == [False, True, False]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"  \n\t\n", "空"),
        (b"\x00\x01\x02" * 40, "二进制"),
        ("预算".encode() * 200 + b"\xff\xfe\x80" + "说明".encode() * 200, "编码"),
        (bytes(range(1, 9)) * 100, "控制字符"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(content, words):
    with pytest.raises(UnreadableError) as refused:
        text.read(content)
    assert words in refused.value.reason
    assert "\n" not in refused.value.reason
    assert refused.value.place
    assert refused.value.remedy


def test_a_file_cut_within_a_character_or_a_row_says_so_and_keeps_the_rest():
    whole = ("概况\n" + TABLE).encode()
    assert text.read(whole).unread == ()
    cut_character = whole.rstrip(b"\n") + "丙".encode()[:2]
    assert "中断" in text.read(cut_character).unread[0].reason
    cut_row = "名称\t甲\t乙\n一\t1\t2\n二\t3\t4\n三\t5".encode()
    document = text.read(cut_row)
    assert "中断" in document.unread[0].reason
    assert document.blocks[0].rows == 4


@pytest.mark.parametrize(
    ("content", "name"), [(b"%PDF-1.7 ...", "a.txt"), (b"PK\x03\x04....", "a.md"), (b"\x89PNG....", "a.txt")]
)
def test_a_suffix_that_the_content_belies_is_refused(content, name):
    with pytest.raises(UnreadableError, match="内容却是"):
        detect.read(content, name)


def test_an_unknown_suffix_names_the_known_ones():
    with pytest.raises(UnreadableError) as refused:
        detect.read(b"abc", "a.xyz")
    assert ".txt" in refused.value.remedy
