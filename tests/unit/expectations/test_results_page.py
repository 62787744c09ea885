"""The results page: readable by everybody, from a folder, without a network and without script."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest

from expectations.gate_result import ExpectationRow, GateResult
from expectations.results_page import WORDS, render

RESULT = GateResult(
    tuple(
        ExpectationRow(
            "control_totals",
            f"{status}_{severity}",
            "t",
            status,
            severity,
            "金额 <相等>",
            "money is equal",
            "一",
            "one",
            d,
            d,
        )
        for status in ("success", "failed", "raised")
        for severity in ("fatal", "error", "notice")
        for d in ((), ("某处 & 另一处",))
    )
)


class Outline(HTMLParser):
    """Tags with their attributes, in order, checked for balance."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(params=["zh", "en"])
def page(request) -> str:
    return render(RESULT, request.param)


def test_it_loads_nothing_and_runs_nothing(page):
    outline = Outline(page)
    assert outline.of("script") == outline.of("link") == outline.of("img") == outline.of("iframe") == []
    for marker in ("http:", "https:", "//", "url(", "@import", " onclick"):
        assert marker not in page


def test_tables_have_captions_and_scopes_and_headings_do_not_skip(page):
    outline = Outline(page)
    assert outline.open == []
    assert len(outline.of("table")) == len(outline.of("caption")) > 0
    assert all(heading.get("scope") in ("row", "col") for heading in outline.of("th"))
    levels = [int(tag[1]) for tag, _ in outline.tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "width=device-width" in page


def test_the_languages_lead_to_each_other():
    zh, en = Outline(render(RESULT, "zh")), Outline(render(RESULT, "en"))
    assert (zh.of("html")[0]["lang"], en.of("html")[0]["lang"]) == ("zh-CN", "en")
    assert zh.of("a")[0]["href"] == "expectations.en.html"
    assert en.of("a")[0]["href"] == "expectations.html"
    assert WORDS["zh"].keys() == WORDS["en"].keys()


def test_text_is_escaped_and_status_is_said_in_words(page):
    assert "<相等>" not in page
    assert "另一处" in page
    assert "某处 &amp; 另一处" in page
    words = WORDS["zh"] if 'lang="zh-CN">\n<head>' in page else WORDS["en"]
    for status in ("success", "failed", "raised"):
        assert words[status] in page


def test_the_same_result_is_the_same_page(page):
    language = "zh" if '<html lang="zh-CN">' in page else "en"
    assert render(RESULT, language) == page


def test_colours_are_told_apart_by_low_vision():
    """WCAG 2.1, 1.4.3: text at 4.5 : 1 at least, on paper and on the band."""
    page = render(RESULT, "zh")

    def colour(name: str) -> str:
        value = page.split(f"--{name}: #", 1)[1].split(";", 1)[0]
        return value if len(value) == 6 else "".join(c * 2 for c in value)

    def luminance(value: str) -> float:
        parts = [int(value[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    for ink in ("ink", "quiet", "bad", "good", "link"):
        for paper in ("paper", "band"):
            dark, light = sorted((luminance(colour(ink)), luminance(colour(paper))))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)
