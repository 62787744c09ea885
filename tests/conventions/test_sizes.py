"""Files are small because ideas are separate: nearly all below a page or two, and none beyond what can be read at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conventions.source_tree import below, named


@pytest.mark.parametrize(
    ("folders", "suffix", "usual", "most"),
    [(("dagster_project", "expectations"), ".py", 200, 400), (("dbt/models", "dbt/macros"), ".sql", 80, 160)],
)
def test_files_are_small(folders, suffix, usual, most):
    lengths = {path: length(path) for folder in folders for path in below(folder, suffix)}
    long = sorted(((count, named(path)) for path, count in lengths.items() if count > usual), reverse=True)
    listed = "\n".join(f"{count:5} {name}" for count, name in long)
    assert not [name for count, name in long if count > most], f"beyond {most} lines:\n{listed}"
    assert 10 * len(long) <= len(lengths), f"more than a tenth beyond {usual} lines:\n{listed}"


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
