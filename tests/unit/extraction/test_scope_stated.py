"""A text that says that the scope of a figure was changed. All sentences are invented."""

import pytest

from tests.unit.extraction.narrative_lines import read_in


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("主要原因是“机关运行经费”统计口径发生调整。", ["口径发生调整"]),
        ("主要原因是上级调整统计口径。", ["调整统计口径"]),
        ("主要原因是人员增加。", []),
        ("按同一口径计算。", []),
    ],
)
def test_only_a_change_of_scope_is_taken(reason, found):
    prose = read_in("operating_expenses", "机关运行经费支出40.00万元，比上年增加8.00万元。" + reason)
    assert [p.text for p in prose.passages if p.kind == "scope_stated"] == found
