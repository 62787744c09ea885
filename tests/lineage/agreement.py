"""What each kind of row must agree with, told from its columns: a sum with its leaves, a figure with its print.

Each check says what is against a row, given its explanation and the places of it that are printed; nothing where it agrees.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb

from dagster_project.explain import Explanation
from tests.lineage.prints import amounts, number

Row = dict[str, Any]


def decimal_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _total(places: list[Row], column: str = "amount_yuan") -> Decimal | None:
    """The sum of what the places print; null where none prints a number."""
    amounts = [decimal_of(p.get(column)) for p in places]
    return sum((a for a in amounts if a is not None), Decimal(0)) if any(a is not None for a in amounts) else None


def sum_of_places(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
    """A fact of printed figures: its money, count or value is the sum of its places."""
    if not places:
        yield "no printed place"
    sources = {"amount_yuan": "amount_yuan", "count_value": "value", "staff_count": "value", "value": "value"}
    for column, source in sources.items():
        if column in found.row and not (column == "amount_yuan" and found.row.get("count_value") is not None):
            said, total = decimal_of(found.row[column]), _total(places, source)
            if column == "count_value" and said is None:
                continue
            if said != total and not (said is None and not total):
                yield f"{column} {said}, printed {total}"


def _same_multiset(columns: tuple[str, ...]):
    def check(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
        said = Counter(Decimal(found.row[c]) for c in columns if found.row[c] is not None)
        printed = Counter(Decimal(p["amount_yuan"]) for p in places if p.get("amount_yuan") is not None)
        if said != printed:
            yield f"{dict(said)}, printed {dict(printed)}"

    return check


def _any_of(columns: tuple[str, ...]):
    def check(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
        values = {decimal_of(p.get("value")) for p in places}
        texts = [str(p.get("quote") or p.get("printed_text") or p.get("target_text") or "") for p in places]
        for column in columns:
            said = found.row[column]
            if said is None or (isinstance(said, str) and any(said in text for text in texts)):
                continue
            stated = number(said) if isinstance(said, str) else Decimal(said)  # a count
            if stated is None or stated not in values:
                yield f"{column} {said} is printed nowhere"

    return check


def _project(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
    """Each sum of a project form is what the cell of that name prints."""
    cells = [p["id"] for p in places if p["kind"] == "cell"]
    sql = "select measure, amount_yuan from history.fct_cell where list_contains(?, cell_id)"
    printed = defaultdict(set)
    for measure, amount in connection.execute(sql, [cells]).fetchall():
        printed[measure].add(amount)
    for column, said in found.row.items():
        if column.endswith("_yuan") and said is not None and printed[column.removesuffix("_yuan")] != {Decimal(said)}:
            yield f"{column} {said}, printed {printed[column.removesuffix('_yuan')]}"


def _term(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
    if not places:
        yield "no printed place"
    said = decimal_of(found.row["amount_yuan"])
    printed = {abs(Decimal(p["amount_yuan"])) for p in places if p.get("amount_yuan") is not None}
    printed |= {a for p in places for a in amounts(p.get("target_text") or "")}
    if said and abs(said) not in printed:
        yield f"amount_yuan {said}, printed {sorted(printed)}"


def _result(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
    """Where both sides are sums of money of their terms, they are what the terms print."""
    sql = """
        select side, sum(coefficient * amount_yuan), bool_and(amount_yuan is not null or cell_id is not null)
        from history.fct_identity_term where identity_result_id = ? group by side
    """
    sums = {side: total for side, total, whole in connection.execute(sql, [found.id]).fetchall() if whole}
    claims = [p for p in places if p["side"] == "reported" and p["kind"] == "claim"]
    said = decimal_of(found.row["reported"])
    if said is not None and len(claims) == 1 and abs(said) != abs(Decimal(claims[0]["value"])):
        yield f"reported {said}, printed {claims[0]['value']}"
    for side in ("reported", "computed"):
        said = decimal_of(found.row[f"{side}_yuan"])
        if said is not None and sums.get(side) is not None and abs(sums[side]) != abs(said):
            yield f"{side}_yuan {said}, terms {sums[side]}"


def _suspect(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
    said = found.row["printed_text"]
    if not any(said in (p.get("printed_text") or p.get("target_text") or "") for p in places):
        yield f"{said!r} is printed at none of its places"


def _department_year(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
    """Each total is the sum of its facts' rows, whose cells are among the places; changes and shares follow from totals."""
    row, basis = found.row, "final" if found.row["stage"] == "final" else "initial"
    ids = {p["id"] for p in places}
    wanted = {
        "expenditure": ("fct_expenditure_by_function", "true"),
        "basic": ("fct_expenditure_by_function", "expenditure_type = 'basic'"),
        "project": ("fct_expenditure_by_function", "expenditure_type = 'project'"),
        "other_expenditure": ("fct_expenditure_by_function", "expenditure_type not in ('basic', 'project')"),
        **{
            fund: ("fct_appropriation_by_function", f"fund = '{fund}'")
            for fund in ("general_public_budget", "government_fund", "state_capital")
        },
        "revenue": ("fct_revenue_by_source", "true"),
        "three_public": ("fct_three_public", "is_within_three_public and quantity = 'money'"),
    }
    for name, (fact, condition) in wanted.items():
        stated = "claim_id" if fact in ("fct_revenue_by_source", "fct_three_public") else "null"
        sql = f"""
            select amount_yuan, string_split(cell_ids, ','), {stated} from marts.{fact}
            where list_contains(string_split(?, ','), disclosure_id) and amount_basis = ? and {condition}
                and amount_yuan is not null
        """
        leaves = connection.execute(sql, [row["disclosure_ids"], basis]).fetchall()
        total = sum((amount for amount, _, _ in leaves), Decimal(0)) if leaves else None
        if decimal_of(row[f"{name}_yuan"]) != total:
            yield f"{name}_yuan {row[f'{name}_yuan']}, leaves {total}"
        if any(claim not in ids if claim else not ids.intersection(cells) for _, cells, claim in leaves):
            yield f"{name}_yuan: a leaf of it is not among the places"
        prior, change = decimal_of(row.get(f"{name}_prior_yuan")), decimal_of(row.get(f"{name}_change_yuan"))
        if prior is not None and total is not None and change != total - prior:
            yield f"{name}_change_yuan {change} is not {total} - {prior}"


def _change(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
    """A change leads to its figure, new or old; a new figure of one place is what that place prints."""
    if not places:
        yield "no printed place"
    new, old = found.row["new_value"], found.row["old_value"]
    is_text = found.row["mart"] == "fct_cell" and found.row["column_name"] == "printed_text"
    if is_text and new is not None and new not in {p["printed_text"] for p in places}:
        yield f"{new!r} is printed at none of its places"
    difference = found.row["difference_yuan"]
    if difference is not None and (number(new) or 0) - (number(old) or 0) != Decimal(difference):
        yield f"{new} - {old} is not {difference}"


def _coverage(connection: duckdb.DuckDBPyConnection, found: Explanation, places: list[Row]) -> Iterator[str]:
    """A form that is present has cells (or the statement, or the heading of it); one that is missing has none."""
    row = found.row
    sql = """
        select count(*) from marts.fct_cell as c inner join marts.dim_disclosure as d using (disclosure_id)
        where d.department_id = ? and d.fiscal_year = ? and d.stage = ? and c.form_id = ?
    """
    cells = connection.execute(sql, [row[c] for c in ("department_id", "fiscal_year", "stage", "form_id")]).fetchall()
    if row["coverage"] == "missing" and cells != [(0,)]:
        yield f"missing, and {cells[0][0]} cells are there"
    if row["coverage"] == "present" and not found.places:
        yield "present, and no document is named"


CHECKS = {
    "fct_carry_over": _same_multiset(("opening_yuan", "income_yuan", "spending_yuan", "closing_yuan")),
    "fct_performance_result": _any_of(
        ("score", "grade", "execution_rate_percent", "problems_found", "problems_rectified")
    ),
    "fct_performance_indicator": _any_of(("target_text", "target_value")),
    "fct_project": _project,
    "fct_identity_term": _term,
    "fct_identity_result": _result,
    "fct_suspect_cell": _suspect,
    "fct_department_year": _department_year,
    "fct_department_series": _department_year,
    "fct_change": _change,
    "fct_disclosure_coverage": _coverage,
}
