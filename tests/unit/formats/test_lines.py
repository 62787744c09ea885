"""Glyphs to lines and wrapped lines to one text: order by place, figures never torn and never run together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dagster_project.formats.lines import group_lines, wrapped_text
from dagster_project.formats.sheet import Glyph


def glyphs(text: str, x: float = 0.0, baseline: float = 100.0, size: float = 10.0, spaced: bool = False) -> list[Glyph]:
    """Glyphs set solid: half a size wide for Latin characters, a size for ideographs."""
    row = []
    for character in text:
        wide = size * (0.5 if ord(character) < 128 else 1.0)
        row.append(Glyph(baseline, x, x + wide, size, character, spaced and not row))
        x += wide
    return row


def cell(*texts: str, width: float = 60.0) -> str:
    lines = [g for n, text in enumerate(texts) for g in glyphs(text, baseline=100 + 14 * n)]
    return wrapped_text(group_lines(lines), width)


@given(st.lists(st.text("0123456789.,万元年度预算", min_size=1, max_size=12), min_size=1, max_size=5), st.randoms())
def test_the_order_in_which_glyphs_are_drawn_does_not_matter(texts, random):
    drawn = [g for n, text in enumerate(texts) for g in glyphs(text, baseline=100 + 14 * n)]
    random.shuffle(drawn)
    assert [line.text for line in group_lines(drawn)] == texts


@given(st.text("0123456789.,万元年度预算", min_size=1, max_size=12), st.floats(0, 0.4), st.floats(-0.3, 0.3))
def test_text_drawn_twice_a_little_off_is_read_once(text, right, down):
    again = [g._replace(x0=g.x0 + right, x1=g.x1 + right, baseline=g.baseline + down) for g in glyphs(text)]
    assert [line.text for line in group_lines(glyphs(text) + again)] == [text]


def test_baselines_within_a_third_of_the_size_are_one_line_and_beyond_are_two():
    assert len(group_lines(glyphs("甲") + glyphs("1", x=10, baseline=103.4))) == 1
    assert len(group_lines(glyphs("甲") + glyphs("1", x=10, baseline=103.6))) == 2


def test_blanks_stand_where_typed_or_seen():
    assert group_lines(glyphs("甲") + glyphs("乙", x=11.3, spaced=True))[0].text == "甲 乙"
    assert group_lines(glyphs("甲") + glyphs("乙", x=11.3))[0].text == "甲乙"
    assert group_lines(glyphs("ab") + glyphs("cd", x=13.1))[0].text == "ab cd"
    assert group_lines(glyphs("12") + glyphs("34", x=12.9))[0].text == "1234"
    assert group_lines(glyphs("甲") + glyphs("乙", x=25.1))[0].text == "甲  乙"


def test_a_label_cut_by_its_cell_is_joined_as_printed():
    assert cell("八、社会保障和就", "业支出", width=85) == "八、社会保障和就业支出"
    assert cell("“三公”经", "费（2024", "年）") == "“三公”经费（2024年）"
    assert cell("PC", "Server") == "PC Server"


def test_a_figure_goes_on_where_its_line_had_no_room():
    assert cell("14348853", "4.34", width=42) == "143488534.34"
    assert cell("14,348,", "853.34", width=60) == "14,348,853.34"
    assert cell("1434", ".34", width=60) == "1434.34"


def test_figures_that_had_room_are_two():
    assert cell("12.00", "13.00", width=60) == "12.00 13.00"
