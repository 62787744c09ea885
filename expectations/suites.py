"""The gate: whether what was built may be published.

Belongs here: which suites there are and that all are judged, whatever breaks. Does not belong here: what each expects
(`control_suites.py`, `coverage_suite.py`, `identity_suite.py`), the library (`validation.py`), the page
(`results_page.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.control_suites import control_suites
from expectations.coverage_suite import coverage_suite
from expectations.gate_result import ExpectationRow, GateResult
from expectations.identity import load_identities
from expectations.identity_suite import identity_suite
from expectations.result_frames import InexactColumnError, exact_frame
from expectations.results_page import write_pages
from expectations.validation import Suite, broken, first_line, open_source, validate

if TYPE_CHECKING:
    import duckdb


def judge(database: Path, results_dir: Path) -> GateResult:
    """Judge the built `database` (opened read-only) and write the results as pages and JSON into `results_dir`.

    A department's broken identity is a row with its severity; only our own controls, completeness, and whatever could
    not be judged at all, are fatal. Raises IdentityFileError where the catalogue cannot be read, and duckdb.Error where
    the database cannot be opened.
    """
    import duckdb

    suites = (*control_suites(), coverage_suite(), identity_suite(load_identities()))
    with duckdb.connect(str(database), read_only=True) as connection:
        source = open_source()
        result = GateResult(tuple(row for suite in suites for row in judge_suite(connection, source, suite)))
    write_pages(result, results_dir)
    return result


def judge_suite(connection: duckdb.DuckDBPyConnection, source: Any, suite: Suite) -> list[ExpectationRow]:
    """The rows of one suite; a table that cannot be read is a row too, so that the other suites are still judged."""
    import duckdb

    try:
        frame = exact_frame(connection, suite.query)
    except (duckdb.Error, InexactColumnError) as error:
        return [broken(suite, first_line(str(error)))]
    return validate(source, suite, frame)
