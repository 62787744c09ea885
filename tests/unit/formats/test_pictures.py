"""Rules, lines of text and skew in drawn pictures of known geometry."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.formats.pictures.rules import LONE, rules_of
from dagster_project.formats.pictures.runs import Box, lines_in, runs_on
from dagster_project.formats.pictures.straightening import STEEPEST, ink_of, skew_of, turned

SCALE = 2.0  # pixels a point


def paper(high: int = 600, wide: int = 800) -> np.ndarray:
    return np.zeros((high, wide), np.uint8)


def table() -> np.ndarray:
    """Three rows and three columns, 40 points by 100."""
    ink = paper()
    for n in range(4):
        cv2.line(ink, (100, 100 + 80 * n), (700, 100 + 80 * n), 255, 1)
        cv2.line(ink, (100 + 200 * n, 100), (100 + 200 * n, 340), 255, 1)
    return ink


def test_rules_are_found_where_they_are_drawn():
    level, upright, mask = rules_of(table(), SCALE)
    assert [round(r.position) for r in level] == [50, 90, 130, 170]
    assert [round(r.position) for r in upright] == [50, 150, 250, 350]
    assert all(abs(r.start - 50) < 2 and abs(r.end - 350) < 2 for r in level)
    assert not np.any(table() & ~mask)


def test_strokes_of_bold_type_are_no_rules():
    ink = table()
    for y in range(112, 140, 5):  # level strokes as close as in bold characters
        cv2.line(ink, (120, y), (220, y), 255, 3)
    level, _, _ = rules_of(ink, SCALE)
    assert len(level) == 4


@pytest.mark.parametrize(("end", "is_rule"), [(300, True), (280, False)])
def test_a_short_rule_reaches_others_at_both_ends(end, is_rule):
    ink = table()
    middle = 140
    cv2.line(ink, (100, middle), (end, middle), 255, 1)
    level, _, _ = rules_of(ink, SCALE)
    found = [r for r in level if round(r.position) == middle / 2]
    assert bool(found) == (is_rule or (end - 100) / SCALE >= LONE)


@settings(max_examples=12, deadline=None)
@given(st.floats(min_value=-STEEPEST + 0.5, max_value=STEEPEST - 0.5))
def test_a_page_turned_by_any_small_angle_is_turned_back(angle):
    page = cv2.dilate(cv2.resize(table(), None, fx=2, fy=2, interpolation=cv2.INTER_AREA), np.ones((3, 3), np.uint8))
    assert abs(angle + skew_of(turned(page, angle, 0))) < 0.06


def test_grain_and_shade_are_paper_and_pale_strokes_are_ink():
    grey = np.full((400, 400), 250, np.uint8)
    grey[100:200] = 215  # a shaded row
    cv2.line(grey, (50, 150), (350, 150), 150, 1)  # a pale stroke in it
    cv2.rectangle(grey, (50, 250), (60, 270), 0, -1)
    ink = ink_of(np.clip(grey + np.random.default_rng(1).normal(0, 4, grey.shape), 0, 255).astype(np.uint8), SCALE)
    assert np.count_nonzero(ink[148:153, 60:340]) > 200
    assert np.count_nonzero(ink[250:270, 50:60]) > 150
    assert np.count_nonzero(ink) < 1500


def words(ink: np.ndarray, x: int, y: int, count: int, size: int = 20) -> None:
    """Characters as boxes with a stroke within."""
    for n in range(count):
        cv2.rectangle(ink, (x + n * size, y), (x + n * size + size - 4, y + size - 1), 255, 2)


def test_the_lines_of_a_cell_are_told_apart_and_split_characters_are_not():
    ink = paper(120, 300)
    words(ink, 10, 10, 5)
    words(ink, 10, 36, 3)
    assert [(b.top, b.bottom) for b in lines_in(ink, Box(0, 0, 300, 120), 20)] == [(9, 31), (35, 57)]
    three = paper(60, 60)  # 三: strokes one above the other
    for y in (10, 19, 28):
        cv2.line(three, (10, y), (28, y), 255, 1)
    assert len(lines_in(three, Box(0, 0, 60, 60), 20)) == 1
    assert lines_in(paper(60, 60), Box(0, 0, 60, 60), 20) == []


@pytest.mark.parametrize(("gap", "runs"), [(18, 1), (34, 2)])
def test_a_wide_gap_parts_two_runs_of_a_line(gap, runs):
    ink = paper(60, 500)
    words(ink, 10, 20, 4)
    words(ink, 10 + 76 + gap, 20, 4)
    assert len(runs_on(ink, 20)) == runs
