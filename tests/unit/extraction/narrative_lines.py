"""Lines of invented prose, and what was read from them, in few words."""

from __future__ import annotations

from dagster_project.extraction.narrative import NarrativeContext, Prose, read_prose
from dagster_project.formats.document import Line

HEADINGS = {
    "overall": "一、收入支出预算总体情况说明",
    "revenue": "二、收入预算情况说明",
    "expenditure": "三、支出预算情况说明",
    "appropriation": "四、财政拨款收入支出预算总体情况说明",
    "general_public_budget": "五、一般公共预算支出预算情况说明",
    "basic_expenditure": "六、一般公共预算基本支出预算情况说明",
    "government_fund": "七、政府性基金预算支出预算情况说明",
    "state_capital": "八、国有资本经营预算支出预算情况说明",
    "three_public": "九、“三公”经费支出预算情况说明",
    "operating_expenses": "一、机关运行经费支出情况说明",
    "procurement": "二、政府采购支出情况说明",
    "performance": "三、预算绩效管理情况说明",
    "state_assets": "四、国有资产占用情况说明",
}


def lines(*texts: str, page: int = 1, first: int = 1) -> list[Line]:
    """Lines of one page, numbered."""
    return [Line(page, number, text) for number, text in enumerate(texts, start=first)]


def read(*texts: str, year: int | None = 2031, stage: str = "budget") -> Prose:
    """The prose of a document."""
    return read_prose(lines(*texts), NarrativeContext("d", year, stage))


def read_in(section: str, *texts: str, year: int | None = 2031, stage: str = "budget") -> Prose:
    """The same under the heading of one section."""
    return read(HEADINGS[section], *texts, year=year, stage=stage)


def told(prose: Prose) -> list[tuple[str | None, str, str, str]]:
    """Topic (or functional code), measure, value with unit and direction of each claim."""
    signs = {"none": "", "up": "+", "down": "-", "flat": "="}
    return [
        (c.classification_code or c.topic, c.measure, f"{signs[c.direction]}{c.value}{c.unit}", c.base or "")
        for c in prose.claims
    ]
