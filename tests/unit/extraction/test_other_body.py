"""A department that calls itself a unit, and the reverse. All sentences are invented."""

import pytest

from dagster_project.extraction.narrative import NarrativeContext, read_prose
from dagster_project.extraction.remarks import OTHER_BODY
from tests.unit.extraction.narrative_lines import lines

SAID = ("一、收入支出预算总体情况说明", "本单位2031年收入总计10.00万元。", "本部门2031年支出总计10.00万元。")


@pytest.mark.parametrize(
    ("level", "named"), [("department", ["本单位"]), ("unit", ["本部门"]), ("government", []), (None, [])]
)
def test_only_the_word_for_the_other_kind_is_remarked(level, named):
    prose = read_prose(lines(*SAID), NarrativeContext("d", 2031, "budget", level))
    assert [p.text for p in prose.passages if p.kind == OTHER_BODY] == named
