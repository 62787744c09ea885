"""What disclosures print beside their money (staff, contracts of small enterprises, points of the self-evaluation) goes from
print to its mart, and back from the mart to the words it stands in."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dagster_project.explain import explain

# mart -> (the topics it holds, its rows as (file, topic, value, id))
MARTS = {
    "fct_staff": (
        (
            "staff_authorised",
            "staff_authorised_administrative",
            "staff_authorised_undertaking",
            "staff_actual",
            "staff_retired",
        ),
        "select f.file_name, 'staff_' || m.staff_kind, m.staff_count, m.staff_id",
    ),
    "fct_other_disclosure": (
        ("procurement_sme", "procurement_micro", "procurement_sme_reserved", "procurement_micro_reserved"),
        "select f.file_name, m.item, if(m.measure = 'amount', m.value, null), m.other_disclosure_id",
    ),
    "fct_performance_result": (
        ("performance_score", "performance_problems", "performance_problems_rectified"),
        """select f.file_name,
            unnest(['performance_score', 'performance_problems', 'performance_problems_rectified']),
            unnest([m.score, m.problems_found, m.problems_rectified]), m.performance_result_id""",
    ),
}


@pytest.mark.parametrize("mart", MARTS)
def test_what_is_printed_is_in_the_mart_and_leads_back_to_its_words(
    sample_home: Path, recorded_city: Path, mart: str
) -> None:
    topics, select = MARTS[mart]
    with (recorded_city / "truth" / "claims.csv").open(encoding="utf-8-sig", newline="") as stream:
        printed = [r for r in csv.DictReader(stream) if r["topic"] in topics and r["measure"] in ("amount", "count")]
    said = {(r["document"], r["topic"]): r["sentence"] for r in printed}
    database = (sample_home / "published" / "current").resolve() / "budget.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            f"""{select} from history.{mart} as m
            inner join history.fct_claim as c on m.claim_id = c.claim_id
            inner join marts.dim_document as f on c.document_id = f.document_id"""
        ).fetchall()
    documents = {document for document, _ in said}
    found = [
        (document, topic, Decimal(value), key)
        for document, topic, value, key in rows
        if (document, topic) in said and value is not None  # a share stands beside its amount
    ]
    assert Counter((document, topic, value) for document, topic, value, _ in found) == Counter(
        (r["document"], r["topic"], Decimal(r["value"])) for r in printed
    )
    assert {document.rsplit(".", 1)[1] for document in documents} > {"docx", "html"}  # whatever the format
    for document, topic, _, key in found[:: max(1, len(found) // 12)]:
        explanation = explain(database, key)
        assert explanation is not None
        quotes = {(p["file_name"], "".join(p["quote"].split())) for p in explanation.places}
        assert any(file == document and quote in "".join(said[document, topic].split()) for file, quote in quotes)
