"""Lattices from rules: whatever is merged is found again, however unevenly the rules are drawn."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.formats.lattice import Area, Lattice, connected, lattice, merge_rules
from dagster_project.formats.sheet import Rule


def found(horizontal: list[Rule], vertical: list[Rule]) -> list[Lattice]:
    groups = connected(merge_rules(horizontal), merge_rules(vertical))
    return [one for group in groups if (one := lattice(*group))]


@st.composite
def merged_tables(draw) -> tuple[int, int, list[Area]]:
    """Rows, columns, and a partition into rectangles by cuts from side to side, as people merge cells."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    areas: list[Area] = []

    def cut(row: int, column: int, row_span: int, column_span: int) -> None:
        ways = ["whole"] + ["level"] * (row_span > 1) + ["upright"] * (column_span > 1)
        way = draw(st.sampled_from(ways))
        if way == "level":
            at = draw(st.integers(1, row_span - 1))
            cut(row, column, at, column_span)
            cut(row + at, column, row_span - at, column_span)
        elif way == "upright":
            at = draw(st.integers(1, column_span - 1))
            cut(row, column, row_span, at)
            cut(row, column + at, row_span, column_span - at)
        else:
            areas.append(Area(row, column, row_span, column_span))

    cut(0, 0, rows, columns)
    return rows, columns, sorted(areas)


@settings(max_examples=150, deadline=None)
@given(merged_tables(), st.lists(st.floats(12, 60), min_size=12, max_size=12), st.randoms(use_true_random=False))
def test_every_merged_cell_is_found_with_its_span(table, widths, random):
    rows, columns, areas = table
    xs = [50 + sum(widths[:n]) for n in range(columns + 1)]
    ys = [50 + sum(widths[6 : 6 + n]) for n in range(rows + 1)]
    horizontal, vertical = [], []
    for row, column, row_span, column_span in areas:  # each cell draws its own frame, a little off
        left, right, top, bottom = xs[column], xs[column + column_span], ys[row], ys[row + row_span]
        off = [random.uniform(-0.4, 0.4) for _ in range(4)]
        horizontal += [Rule(top + off[0], left, right), Rule(bottom + off[1], left, right)]
        vertical += [Rule(left + off[2], top, bottom), Rule(right + off[3], top, bottom)]
    used_xs = sorted({a.column for a in areas} | {a.column + a.column_span for a in areas})
    used_ys = sorted({a.row for a in areas} | {a.row + a.row_span for a in areas})
    expected = [
        (
            used_ys.index(a.row),
            used_xs.index(a.column),
            used_ys.index(a.row + a.row_span),
            used_xs.index(a.column + a.column_span),
        )
        for a in areas
    ]
    lattices = found(horizontal, vertical)
    if len(areas) == 1:
        assert not lattices
        return
    (one,) = lattices
    assert [(a.row, a.column, a.row + a.row_span, a.column + a.column_span) for a in one.areas] == expected
    assert all(
        one.areas[n].row <= r < one.areas[n].row + one.areas[n].row_span
        for r, line in enumerate(one.area_at)
        for n in line
    )


def test_rules_a_hair_apart_are_one_and_rows_of_small_type_are_two():
    assert merge_rules([Rule(100, 0, 50), Rule(102.5, 0, 50)]) == [Rule(101.25, 0, 50)]
    assert len(merge_rules([Rule(100, 0, 50), Rule(102.7, 0, 50)])) == 2


def test_gaps_within_a_rule_close_and_gaps_between_rules_stay():
    assert merge_rules([Rule(100, 0, 50), Rule(100, 53, 90)]) == [Rule(100, 0, 90)]
    assert len(merge_rules([Rule(100, 0, 50), Rule(100, 53.1, 90)])) == 2


def test_dots_are_no_rules_and_dotted_lines_are():
    assert merge_rules([Rule(100, 0, 1), Rule(100, 20, 21)]) == []
    assert merge_rules([Rule(100, n * 3.0, n * 3 + 1) for n in range(20)]) == [Rule(100, 0, 58)]


def test_edges_that_bound_a_cell_together_are_two_however_near():
    level = [Rule(0, 0, 100), Rule(20, 0, 100)]
    (one,) = found(level, [Rule(x, 0, 20) for x in (0, 50, 56, 100)])
    assert len(one.xs) == 4


def test_a_place_that_no_rules_bound_is_no_cell():
    level = [Rule(0, 0, 50), Rule(20, 0, 100), Rule(40, 0, 100)]
    upright = [Rule(0, 0, 40), Rule(50, 0, 40), Rule(100, 20, 40)]
    (one,) = found(level, upright)
    assert one.area_at == [[0, -1], [1, 2]]


def test_tables_that_do_not_touch_are_two_lattices():
    level = [Rule(y, x, x + 50) for y in (0, 20) for x in (0, 100)]
    upright = [Rule(x, 0, 20) for x in (0, 25, 50, 100, 125, 150)]
    assert [one.xs for one in found(level, upright)] == [[0, 25, 50], [100, 125, 150]]
