"""The coordinates of each row of a panel: printed code, mapped code, label path, kind of row, unit of the budget.

What a row is follows from what it prints: a code makes it a class, group or item; a known label a named line; a unit's code
or name a unit row. A row that is none of these keeps its figures, without coordinates, and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dagster_project.extraction import labels
from dagster_project.extraction.form_definitions import FormDefinition, line_item
from dagster_project.extraction.headings import Cover
from dagster_project.extraction.panels import Panel
from dagster_project.extraction.pieces import Piece

_DIGITS = re.compile(r"^\d+$")
_KIND_BY_LENGTH = {3: "class", 5: "group", 7: "item"}
_OWN_TOTALS = ("小计", "合计")
# what a named line is within its table (roles of seeds/line_items.csv)
_KIND_BY_ROLE = {"grand_total": "total", "total": "subtotal", "subtotal": "subtotal", "part": "part"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """How names and codes are looked up; given by the caller so that this module reads no seeds."""

    code: Callable[[str, str, str], str | None]  # (system, printed code, name) -> mapped code
    function_class: Callable[[str], str | None]  # class name as printed, ordinals allowed -> code
    role: Callable[[str], str]  # line item -> role
    units: frozenset[str]  # folded names of the department and of its units


@dataclass(frozen=True, slots=True)
class RowCoordinates:
    """Where a row of a panel stands; all text as the contract wants it (white space removed)."""

    row: int
    label: str
    printed_code: str | None
    mapped_code: str | None
    kind: str
    line_item: str | None
    unit_code: str | None
    unit_name: str | None
    is_known: bool


def read_rows(
    panel: Panel,
    number: int,
    piece: Piece,
    form: FormDefinition | None,
    mapping: Mapping,
    carried: dict[str, str | None],
) -> list[RowCoordinates]:
    """Coordinates of the data rows of a piece's panel (the `number`-th from the left), in order. `carried` holds the unit
    and the last codes of the rows before, and is updated, so that a table goes on over its pieces."""
    found = []
    cover = piece.cover
    for row in range(piece.headed.first_data_row, cover.grid.rows + 1):
        if row in piece.skipped_rows:
            continue
        label = _label(panel, cover, row) + piece.cut_labels.get((row, number), "")
        if not label and number and reaches_over(piece, number - 1, row):
            label = _label(piece.panels[number - 1], cover, row)
        code = _code(panel, cover, row, carried)
        unit_code = next((t for c in panel.with_role("unit_code") if (t := labels.squeeze(cover.text(row, c)))), None)
        unit_name = next((t for c in panel.with_role("unit_name") if (t := labels.squeeze(cover.text(row, c)))), None)
        found.append(_coordinates(row, label, code, unit_code, unit_name, form, mapping, carried))
    return found


def reaches_over(piece: Piece, number: int, row: int) -> bool:
    """Whether the label of a panel is merged over its own amounts into the next panel, where its figure stands. Only a
    format that keeps no spans has to be asked; its merged cells look like blank ones."""
    if piece.cover.grid.spans_known or number + 1 >= len(piece.panels):
        return False
    panel, following = piece.panels[number], piece.panels[number + 1]
    if not _label(panel, piece.cover, row) or _label(following, piece.cover, row):
        return False
    own = any(labels.squeeze(piece.cover.text(row, column)) for column in panel.amounts)
    return not own and any(labels.squeeze(piece.cover.text(row, column)) for column in following.amounts)


def _label(panel: Panel, cover: Cover, row: int) -> str:
    """The label path: several label columns from left to right, a code column where a total stands in it."""
    path: list[str] = []
    for column in panel.with_role("code_class", "code_group", "code_item", "code", "label"):
        text = labels.squeeze(cover.text(row, column))
        if not text or (panel.roles[column] != "label" and (_DIGITS.match(labels.fold(text)))):
            continue
        if not path or path[-1] != text:
            path.append(text)
    return " / ".join(path)


def _code(panel: Panel, cover: Cover, row: int, carried: dict[str, str | None]) -> str | None:
    """The printed code, its parts joined; a part left blank under the same class or group is the one above."""
    single = panel.with_role("code")
    parts: list[str] = []
    for role in ("code_class", "code_group", "code_item"):
        columns = panel.with_role(role)
        text = labels.fold(cover.text(row, columns[0])) if columns else ""
        parts.append(text if _DIGITS.match(text) else "")
    if any(parts):
        deepest = max(i for i, p in enumerate(parts) if p)
        for i in range(deepest):
            parts[i] = parts[i] or carried.get(f"part{i}") or ""
        for i in range(3):
            carried[f"part{i}"] = parts[i] if i <= deepest else None
        return "".join(parts)
    texts = [t for c in single if _DIGITS.match(t := labels.fold(cover.text(row, c)))]
    return "".join(texts) or None


def _coordinates(
    row: int,
    label: str,
    code: str | None,
    unit_code: str | None,
    unit_name: str | None,
    form: FormDefinition | None,
    mapping: Mapping,
    carried: dict[str, str | None],
) -> RowCoordinates:
    form_id = form.form_id if form else None
    system = (form.classification if form else None) or "function"
    last = label.split(" / ")[-1]
    is_part = labels.line(last)[1]

    def here(kind: str, item: str | None, mapped: str | None = None, known: bool = True) -> RowCoordinates:
        return RowCoordinates(
            row,
            label,
            code,
            mapped,
            kind,
            item,
            unit_code or carried.get("unit_code"),
            unit_name or carried.get("unit_name"),
            known,
        )

    if code:
        mapped = mapping.code(system, code, labels.line(last)[0])
        kind = _KIND_BY_LENGTH.get(len(mapped or ""), "line")
        if system == "economic" and kind == "item":
            kind = "group"
        return here(kind, system, mapped, mapped is not None)
    item = line_item(last, form_id)
    if item is None and " / " in label and labels.fold(last) in _OWN_TOTALS:
        item = line_item(
            label.split(" / ")[-2], form_id
        )  # 小计 within a line that several rows make up: the line itself
    if form and item in form.after:
        carried["after"] = item
    elif form and (after := carried.get("after")):
        item = form.after[after].get(item or "", item)
    if item == "total":
        carried["unit_code"] = carried["unit_name"] = None
        return RowCoordinates(row, label, None, None, "total", "total", None, None, True)
    if unit_code or (label and labels.fold(label) in mapping.units):
        carried["unit_code"], carried["unit_name"] = unit_code, label or unit_name
        return RowCoordinates(row, label, None, None, "unit", "unit", unit_code, label or unit_name, True)
    if item:
        kind = "part" if is_part else _KIND_BY_ROLE.get(mapping.role(item), "line")
        return here(kind, item)
    if form and form.classification == "function" and (mapped := mapping.function_class(last)):
        return here("part" if is_part else "class", "function", mapped)
    if system == "government_revenue" and (mapped := mapping.code(system, "", labels.line(last)[0])):
        return here("part" if is_part else _KIND_BY_LENGTH[len(mapped)], system, mapped)
    return here("part" if is_part else "line", None, None, not label)
