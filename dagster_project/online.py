"""What a department put online against what it sent: the same disclosure under both, by bytes and then by figures.

Pure: readings and receipts in, differences out. Belongs here: comparing. Does not belong here: fetching (`web`), wording
(`online_text`). Bytes that differ say little (a PDF beside the workbook it was printed from); figures that differ say all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from dagster_project.departments import Registry
from dagster_project.readings import Outcome
from dagster_project.receipts import Receipt
from dagster_project.records import DocumentIdentity, Reading
from dagster_project.web.department_pages import NAME

_Key = tuple[str, str, int, str | None, str | None]  # department id and name, year, stage, level
_Figure = tuple[str, int, str, str, str]  # form, which of its kind, unit, row, column


@dataclass(frozen=True, slots=True)
class OnlineDifference:
    """`kind` is `not_online`, `not_sent` or `differs`; for the last, how many figures differ, how many stand in one of the
    two only, and the first that differs (place, as sent, as online)."""

    kind: str
    department_name: str
    fiscal_year: int
    stage: str | None
    level: str | None
    differing: int = 0
    only_in_one: int = 0
    first: tuple[str, str, str] | None = None


@dataclass(slots=True)
class _Sides:
    sent: list[Reading] = field(default_factory=list)
    online: list[Reading] = field(default_factory=list)


def differences(
    outcomes: Iterable[Outcome], receipts: Iterable[Receipt], registry: Registry, checked: Collection[str]
) -> list[OnlineDifference]:
    """The differences of the departments whose pages could all be read (`checked`, their names as in the sources). A
    document that does not say its year or department is compared with nothing."""
    from_where: dict[str, set[bool]] = {}
    for receipt in receipts:
        from_where.setdefault(receipt.sha256, set()).add(receipt.inbox == NAME)
    watched = {registry.resolve(DocumentIdentity(name, None, None, None)).department_id for name in checked}
    sides: dict[_Key, _Sides] = {}
    for outcome in outcomes:
        reading = outcome.reading
        if reading is None or reading.identity.fiscal_year is None:
            continue
        body, identity = registry.resolve(reading.identity), reading.identity
        if body.department_id not in watched:
            continue
        key = (body.department_id, body.department_name, identity.fiscal_year or 0, identity.stage, identity.level)
        here = sides.setdefault(key, _Sides())
        if False in from_where.get(reading.sha256, ()):
            here.sent.append(reading)
        if True in from_where.get(reading.sha256, ()):
            here.online.append(reading)
    senders = {key[0] for key, here in sides.items() if here.sent}
    found = [_compared(key, here) for key, here in sorted(sides.items(), key=lambda s: str(s[0])) if key[0] in senders]
    return [difference for difference in found if difference is not None]


def _compared(key: _Key, here: _Sides) -> OnlineDifference | None:
    if not here.online:
        return OnlineDifference("not_online", *key[1:])
    if not here.sent:
        return OnlineDifference("not_sent", *key[1:])
    if {r.sha256 for r in here.sent} & {r.sha256 for r in here.online}:
        return None
    sent, online = _figures(here.sent), _figures(here.online)
    differing = [k for k in sent if k in online and sent[k][0] != online[k][0]]
    only = len(sent.keys() ^ online.keys())
    if not differing and not only:
        return None
    first = None
    if differing:
        _, _, _, row, column = differing[0]
        first = (f"{row}·{column}", sent[differing[0]][1], online[differing[0]][1])
    return OnlineDifference("differs", *key[1:], differing=len(differing), only_in_one=only, first=first)


def _figures(readings: Iterable[Reading]) -> dict[_Figure, tuple[Decimal, str]]:
    """The printed figures of a side by their place in the form, in yuan where they are money; a later document counts."""
    found: dict[_Figure, tuple[Decimal, str]] = {}
    for reading in readings:
        for cell in reading.cells:
            value = cell.amount_yuan if cell.amount_yuan is not None else cell.value
            if value is not None:
                place = (cell.form_id, cell.form_ordinal, cell.unit_code or "", cell.row_label, cell.column_label)
                found[place] = (value, cell.printed_text.strip())
    return found
