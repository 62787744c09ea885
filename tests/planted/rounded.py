"""Correct documents as publishers round them: each figure on its own, cut off, or levelled so that printed sums tie.

Belongs here: making one from a number, and what the identities call broken in it (nothing, if they are right). The money
behind it is exact to the cent and printed in 万元 with two decimals.
"""

from __future__ import annotations

from random import Random

from expectations.confront import confront
from tests.unit.expectations.figure_lines import disclosure_of

WAYS = ("rounded", "truncated", "levelled")
CODES = ("2010101", "2010102", "2010301", "2080505", "2080506", "2101101", "2101102", "2210201", "2210202")
CENTS = 10_000  # of a yuan's hundredth in one hundredth of 万元: a printed unit is 100 yuan
COLUMNS = ("basic", "project")


def printed(cents: int, way: str) -> int:
    """The amount in hundredths of 万元."""
    return cents // CENTS if way == "truncated" else (2 * cents + CENTS) // (2 * CENTS)


def levelled(leaves: dict[str, int], order: list[str]) -> dict[str, int]:
    """Leaves in printed units that add up to their rounded total: the rest is put on leaves in turn."""
    shown = {code: printed(cents, "rounded") for code, cents in leaves.items()}
    rest = printed(sum(leaves.values()), "rounded") - sum(shown.values())
    step = 1 if rest > 0 else -1
    for code in (order * 2)[: abs(rest)]:
        shown[code] += step
    return shown


def text(units: int) -> str:
    return f"{units // 100}.{units % 100:02d}"


def form(name: str, money: dict[str, dict[str, int]], way: str, order: list[str]) -> list[str]:
    """The rows of one form: total, classes, groups and items, with their columns."""
    codes = list(money["basic"])
    even = {c: levelled(money[c], order) for c in COLUMNS}
    rows = ["total", *sorted({code[:n] for code in codes for n in (3, 5, 7)})]
    lines = []
    for row in rows:
        own = [code for code in codes if row == "total" or code.startswith(row)]
        if way == "levelled":
            cells = {c: sum(even[c][code] for code in own) for c in COLUMNS}
            total = sum(cells.values())
        else:
            cells = {c: printed(sum(money[c][code] for code in own), way) for c in COLUMNS}
            total = printed(sum(money[c][code] for c in COLUMNS for code in own), way)
        figures = " ".join(f"{c}={text(v)}" for c, v in cells.items())
        lines.append(f"{name} {row}: total={text(total)} {figures}")
    return lines


def correct_document(number: int) -> tuple[str, list[str]]:
    """The way of rounding, and the lines of a document whose money is right, made from its number alone."""
    random = Random(number)
    way = WAYS[number % len(WAYS)]
    codes = sorted(random.sample(CODES, random.randint(3, len(CODES))))
    money = {c: {code: random.randint(1, 10**9) for code in codes} for c in COLUMNS}
    other = random.sample(codes, len(codes))
    lines = form("expenditure_summary", money, way, codes) + form("general_budget_expenditure", money, way, other)
    whole = sum(sum(column.values()) for column in money.values())
    total = sum(sum(levelled(money[c], codes).values()) for c in COLUMNS) if way == "levelled" else printed(whole, way)
    lines.append(f"budget_summary revenue_grand_total: total={text(total)}")
    lines.append(f"budget_summary expenditure_grand_total: total={text(total)}")
    basic = printed(sum(money["basic"].values()), "truncated" if number % 2 else "rounded")
    if way == "levelled":
        basic = sum(levelled(money["basic"], codes).values())
    lines.append(f"@expenditure: basic_expenditure amount {text(basic)}")
    return way, lines


def false_failures(number: int) -> list[str]:
    """What the identities call broken in a correct document: way, identity and instance of each."""
    way, lines = correct_document(number)
    results = confront(disclosure_of(lines), withheld=()).results
    return [f"{number} {way}: {r.identity_id} {r.message_en}" for r in results if r.verdict in ("fails", "incomplete")]
