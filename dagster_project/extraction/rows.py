"""The coordinates of each row of a panel: printed code, mapped code, label path, kind of row, unit of the budget.

What a row is follows from what it prints: a code makes it a class, group or item; a known label a named line; a unit's code
or name a unit row. A row that is none of these keeps its figures, without coordinates, and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dagster_project.extraction import labels
from dagster_project.extraction.form_definitions import (
    FormDefinition,
    classification_named,
    columns,
    line_item,
    names_a_body,
)
from dagster_project.extraction.headings import Cover
from dagster_project.extraction.panels import Panel
from dagster_project.extraction.pieces import Piece

_DIGITS = re.compile(r"^\d+$")
_KIND_BY_LENGTH = {3: "class", 5: "group", 7: "item"}
_NAMING = ("code", "code_class", "code_group", "code_item", "label")
_LONG_DASHES = frozenset("—–─－")
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
    named: Callable[[str, str, str], str | None]  # (system, name, code above) -> the only code below it of this name


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
    system = system_of(panel, piece, form)
    others = _other_columns(panel, piece, system)
    panel = replace(panel, roles={c: role for c, role in panel.roles.items() if c not in others}) if others else panel
    may_name_units = _may_name_units(panel, piece, form)
    for row in range(piece.headed.first_data_row, cover.grid.rows + 1):
        if row in piece.skipped_rows:
            continue
        label = _label(panel, cover, row) + piece.cut_labels.get((row, number), "")
        if not label and number and reaches_over(piece, number - 1, row):
            label = _label(piece.panels[number - 1], cover, row)
        code = _code(panel, cover, row, carried)
        unit_code = next((t for c in panel.with_role("unit_code") if (t := labels.squeeze(cover.text(row, c)))), None)
        unit_name = next((t for c in panel.with_role("unit_name") if (t := labels.squeeze(cover.text(row, c)))), None)
        for named in (unit_code, unit_name):
            if named and line_item(named, None) == "total":  # 合计 stands in the columns of the units
                label, unit_code, unit_name = label or named, None, None
        if not unit_code and not code and may_name_units and names_a_body(label):
            unit_name = label
        printed = Row(row, label or unit_name or "", code, unit_code, unit_name, not label or unit_name == label)
        found.append(_coordinates(printed, form, system, mapping, carried, _is_headline(panel, cover, row, form)))
    return _with_codes_of_units(found)


def _with_codes_of_units(rows: list[RowCoordinates]) -> list[RowCoordinates]:
    """The rows of a unit that prints its code only on some of them (its items): one unit, one code."""
    section: list[int] = []
    for i, row in enumerate([*rows, None]):
        if row is None or row.kind in ("unit", "total"):
            codes = {c for n in section if (c := rows[n].unit_code)}
            if len(codes) == 1 and rows[section[0]].kind == "unit":
                code = codes.pop()
                for n in section:
                    rows[n] = replace(rows[n], unit_code=code)
            section = []
        section.append(i)
    return rows


@dataclass(frozen=True, slots=True)
class Row:
    """What a row prints of itself."""

    row: int
    label: str
    code: str | None
    unit_code: str | None
    unit_name: str | None
    names_only_a_unit: bool


def system_of(panel: Panel, piece: Piece, form: FormDefinition | None) -> str:
    """The classification of a panel's rows: the one its headings name, where they name no other, else that of the form;
    where a coded form says nothing, that of most of its codes."""
    own = (form.classification if form else None) or "function"
    if own not in ("function", "economic"):
        return own
    named = {s for c in panel.with_role(*_NAMING) if (s := classification_named(piece.headed.paths[c - 1]))}
    if named and own not in named:
        return "function" if named == {"function"} else "economic"
    if form is None or form.kind != "coded" or named:
        return own
    column = next(iter(panel.with_role("code", "code_class")), None)
    rows = range(piece.headed.first_data_row, piece.cover.grid.rows + 1)
    codes = [t for r in rows if column and _DIGITS.match(t := labels.fold(piece.cover.text(r, column))) and len(t) >= 3]
    firsts = {"function": sum(c[0] == "2" for c in codes), "economic": sum(c[0] in "35" for c in codes)}
    other = "economic" if own == "function" else "function"
    return other if firsts[other] > firsts[own] else own


def _other_columns(panel: Panel, piece: Piece, system: str) -> frozenset[int]:
    """Naming columns of another classification than the rows': codes and names of both may stand side by side."""
    named = {c: classification_named(piece.headed.paths[c - 1]) for c in panel.with_role(*_NAMING)}
    kept = system if system in named.values() else "government"
    return frozenset(c for c, s in named.items() if s not in (None, kept)) if kept in named.values() else frozenset()


def _may_name_units(panel: Panel, piece: Piece, form: FormDefinition | None) -> bool:
    """Whether a column of labels holds names of units too: its heading says so (单位名称（科目）)."""
    paths = (piece.headed.paths[c - 1] for c in panel.with_role("label"))
    return (
        form is not None
        and form.kind != "two_sided"
        and any(labels.heading(e) in columns().units for p in paths for e in p)
    )


def _is_headline(panel: Panel, cover: Cover, row: int, form: FormDefinition | None) -> bool:
    """Whether a row of components only holds dashes: the national form sets headlines so (一、“三公”经费支出 — —)."""
    texts = [t for c in panel.amounts if (t := labels.squeeze(cover.text(row, c)))]
    return form is not None and form.kind == "components" and bool(texts) and all(set(t) <= _LONG_DASHES for t in texts)


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
    parts: list[str] = []
    covering = None
    for role in ("code_class", "code_group", "code_item"):
        column = next(iter(panel.with_role(role)), None)
        cell = cover.at(row, column) if column else None
        text = labels.fold(cell.text) if cell and cell is not covering else ""  # one code merged over 类, 款, 项
        parts.append(text if _DIGITS.match(text) else "")
        covering = cell or covering
    if any(parts):
        deepest = max(i for i, p in enumerate(parts) if p)
        for i in range(deepest):
            parts[i] = parts[i] or carried.get(f"part{i}") or ""
        for i in range(3):
            carried[f"part{i}"] = parts[i] if i <= deepest else None
        return "".join(parts)
    cells = {id(cell): cell for c in panel.with_role("code") if (cell := cover.at(row, c))}  # once, however merged
    texts = [t for cell in cells.values() if _DIGITS.match(t := labels.fold(cell.text))]
    return "".join(texts) or None


def _coordinates(
    printed: Row,
    form: FormDefinition | None,
    system: str,
    mapping: Mapping,
    carried: dict[str, str | None],
    is_headline: bool,
) -> RowCoordinates:
    form_id = form.form_id if form else None
    row, label, code, unit_code, unit_name = (
        printed.row,
        printed.label,
        printed.code,
        printed.unit_code,
        printed.unit_name,
    )
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
        return _classified(here, system, mapped, carried)
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
        carried["unit_code"] = carried["unit_name"] = carried["above"] = None
        return RowCoordinates(row, label, None, None, "total", "total", None, None, True)
    if unit_code or (printed.names_only_a_unit and unit_name) or (label and labels.fold(label) in mapping.units):
        carried["unit_code"], carried["unit_name"], carried["above"] = unit_code, label or unit_name, None
        return RowCoordinates(row, label, None, None, "unit", "unit", unit_code, label or unit_name, True)
    if item and is_headline and mapping.role(item) in ("total", "subtotal"):
        return here("line", None)
    if item:
        kind = "part" if is_part else _KIND_BY_ROLE.get(mapping.role(item), "line")
        return here(kind, item)
    if form and form.kind == "two_sided" and system == "economic":
        return here("part", "economic", mapping.named(system, labels.line(last)[0], ""))
    if form and form.classification == system == "function" and (mapped := mapping.function_class(last)):
        carried["above"] = mapped
        return here("part" if is_part else "class", "function", mapped)
    if system == "government_revenue" and (mapped := mapping.code(system, "", labels.line(last)[0])):
        return here("part" if is_part else _KIND_BY_LENGTH[len(mapped)], system, mapped)
    if form and form.kind == "coded" and form.classification and not is_part:
        name, above = labels.line(last)[0], carried.get("above") or ""
        for within in dict.fromkeys((above, above[:3], "")):
            if mapped := mapping.named(system, name, within):
                return _classified(here, system, mapped, carried)
    return here("part" if is_part else "line", None, None, not label)


def _classified(
    here: Callable[..., RowCoordinates], system: str, mapped: str | None, carried: dict[str, str | None]
) -> RowCoordinates:
    """A row of the classification: its level by the length of its code."""
    kind = _KIND_BY_LENGTH.get(len(mapped or ""), "line")
    if kind in ("class", "group"):
        carried["above"] = mapped
    if system == "economic" and kind == "item":
        kind = "group"
    return here(kind, system, mapped, mapped is not None)
