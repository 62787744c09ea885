"""Real disclosures by careful readers: every finding of severity error was judged at its place, one by one.

`tests/golden/judged_errors.csv` holds the judgements. A finding that is not in it must be judged there before the test
passes again, and one that is gone must be explained; of the judged ones 98 in 100 must be true.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project import check

pytestmark = pytest.mark.corpus

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "judged_errors.csv"
SUFFIXES = (".pdf", ".txt")


def plain(value: object) -> str:
    """A figure without the noughts behind it."""
    return f"{Decimal(str(value)).normalize():f}"


def found(folder: Path) -> set[tuple[str, str, str, str, str, str]]:
    """(document, page, line, identity, reported, computed) of every error, all documents read in one call."""
    paths = [p for p in sorted(folder.rglob("*")) if p.suffix in SUFFIXES]
    assert len(paths) >= 20
    checked = check.check(paths, [])
    rows = set()
    for disclosure in checked.disclosures:
        records = {c.cell_id: c for c in disclosure.cells} | {c.claim_id: c for c in disclosure.claims}
        names = {d.document_id: d.file_name for d in disclosure.documents}
        confrontation = checked.confrontations[disclosure.disclosure_id]
        for result in confrontation.results:
            if result.verdict not in ("fails", "incomplete") or result.severity != "error":
                continue
            terms = [t for t in confrontation.terms if t.identity_result_id == result.identity_result_id]
            term = next((t for t in terms if t.side == "reported"), terms[0] if terms else None)
            record = records.get((term.cell_id or term.claim_id or "") if term else "")
            document = names[record.document_id] if record else disclosure.documents[0].file_name
            page, line = (str(record.page), str(record.line or "")) if record else ("", "")
            money = result.reported_yuan is not None
            sides = (result.reported_yuan, result.computed_yuan) if money else (result.reported, result.computed)
            rows.add((document, page, line, result.identity_id, *map(plain, sides)))
    return rows


def test_every_error_was_judged_and_all_but_a_few_are_true(disclosures_folder: Path) -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        judged = list(csv.DictReader(file))
    keys = ("document", "page", "line", "identity_id")
    golden = {(*(row[k] for k in keys), *(plain(row[k]) for k in ("reported", "computed"))) for row in judged}
    errors = found(disclosures_folder)
    assert sorted(errors - golden) == [], "not judged yet"
    assert sorted(golden - errors) == [], "judged and found no more"
    assert 100 * sum(row["judged"] == "true" for row in judged) >= 98 * len(judged)
