"""`docs/catalogue.md` is true: every identity file stands in the row of its entry, and every row has a file or a reason."""

from __future__ import annotations

import re
from pathlib import Path

from expectations.identity import load_identities

TABLE = Path(__file__).resolve().parents[2] / "docs" / "catalogue.md"
ENTRIES = {
    *(f"R{n}" for n in range(1, 9)),
    *(f"C{n}" for n in range(1, 11)),
    *(f"X{n}" for n in range(1, 15)),
    "X9a",
    *(f"D{n}" for n in range(1, 13)),
    *("V1", "P1", "9"),
    *(f"N{n}" for n in range(1, 11)),
    *(f"Y{n}" for n in range(1, 7)),
    *(f"A{n}" for n in range(1, 8)),
}


def rows() -> dict[str, tuple[set[str], str]]:
    """By entry: the files it names, and the reason why something is not judged."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        columns = [c.strip() for c in line.strip("|").split("|")]
        if len(columns) == 4 and columns[0] not in ("entry", "---"):
            found[columns[0]] = set(re.findall(r"`(\w+)`", columns[2])), columns[3]
    return found


def test_every_entry_of_the_catalogue_has_a_file_or_a_reason():
    assert set(rows()) == ENTRIES
    assert [entry for entry, (files, why) in rows().items() if not files and not why] == []


def test_every_file_stands_in_its_row_and_every_name_is_a_file():
    sections = {i.identity_id: i.section for i in load_identities()}
    named = set().union(*(files for files, _ in rows().values()))
    assert named == set(sections)
    assert [i for i, section in sections.items() if i not in rows()[section][0]] == []
