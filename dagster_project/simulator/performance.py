"""Performance forms: one of each project, and the department's own. People stand on them as they do on real ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dagster_project.simulator.chance import chance
from dagster_project.simulator.document import Cell, Row, Table
from dagster_project.simulator.economy import city_words
from dagster_project.simulator.ledger import FISCAL, Leaf, Ledger
from dagster_project.simulator.numbers import Dress
from dagster_project.simulator.projects import Project

_COLUMNS = 8
_PLAIN = Dress("万元", 2)


@cache
def words() -> dict[str, Any]:
    """words/performance.yml."""
    return yaml.safe_load((Path(__file__).parent / "words" / "performance.yml").read_text(encoding="utf-8"))


def project_form(ledger: Ledger, leaf: Leaf, ordinal: int) -> Table:
    """The form of one project leaf; the mid-term is three years for what continues, this year else."""
    project = leaf.project
    assert project is not None
    said, label = words(), words()["labels"]
    draw = chance(ledger.department.seed, "form", leaf.unit, project.name, project.start)
    year = ledger.year
    kind = "one_off" if project.years == 1 else "new" if project.start == year else "continuing"
    terms = 1 if kind == "one_off" else 3
    unit = next(u.name for u in ledger.units if u.code == leaf.unit)
    mark = chance(ledger.department.seed, "mark", ledger.department.number).choice(said["checked"])
    boxes = "  ".join((mark if k == kind else "□") + name for k, name in said["attributes"].items())

    def row(*cells: tuple[int, Cell | str]) -> Row:
        """Cells at their columns, each merged up to the next one."""
        made: Row = [None] * _COLUMNS
        ends = [column for column, _ in cells[1:]] + [_COLUMNS]
        for (column, cell), end in zip(cells, ends, strict=True):
            drawn = cell if isinstance(cell, Cell) else Cell(cell)
            drawn.column_span = end - column
            made[column] = drawn
        if made[0] is None and cells[0][0] > 0:
            made[0] = Cell("")
        return made

    def text(key: str) -> str:
        return draw.choice(said[key]).format(noun=project.noun)

    people = city_words()["people"]
    person = Cell(draw.choice(people["surnames"]) + draw.choice(people["given"]), role="person")
    telephone = Cell("139" + "0" * 8, role="person")
    body: list[Row] = [
        row((0, label["name"]), (1, project.name), (4, label["period"] + "："), (5, f"{year} 年")),
        row(
            (0, label["period"]),
            (1, said["period"]["start"].format(year=year)),
            (3, label["attribute"]),
            (4, boxes),
            (5, label["person"]),
            (7, person),
        ),
        row((1, said["period"]["end"].format(year=year + terms - 1)), (5, label["telephone"]), (7, telephone)),
        row((0, label["overview"]), (1, text("overview"))),
        row((0, label["basis"]), (1, text("basis"))),
    ]
    body += _funds(leaf, terms, row)
    body.append(row((0, label["goals"]), (1, label["mid_goal"]), (5, label["annual_goal"])))
    body.append(row((1, text("mid_goal")), (5, text("annual_goal"))))
    body += _indicators(leaf, project, terms, draw, row, text)
    body.append(row((0, label["review"][0]), (2, label["review"][1])))
    body.append(row((0, ""), (3, label["date"]), (5, label["date"])))
    _merge_down(body, (0, 1))
    table = Table("project_performance", said["title"], _COLUMNS, [], body, ordinal=ordinal)
    table.above = [(said["above"].format(unit=unit), ""), ("", said["unit_line"])]
    table.widths = [1.4, 1.4, 1.4, 2.0, 2.2, 1.4, 1.7, 1.6]
    table.landscape = False
    return table


def _merge_down(body: list[Row], columns: tuple[int, ...]) -> None:
    """Labels reach down over the empty cells of one column below them."""
    for column in columns:
        label: Cell | None = None
        for row in body:
            cell = row[column]
            if cell is not None and cell.column_span == 1 and not cell.text and cell.role == "label" and label:
                label.row_span += 1
                row[column] = None
            else:
                label = cell if cell is not None and cell.text and cell.column_span == 1 else None


def _money(fen: int, item: str, measure: str) -> Cell:
    text = _trimmed(fen) if fen else ""
    return Cell(text, 1, 1, "figure", fen, text, measure, item, unit="万元")


def _trimmed(fen: int) -> str:
    """An amount in 万元 without the zeros behind it, as these forms print it."""
    text = _PLAIN.number(fen)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _funds(leaf: Leaf, terms: int, row) -> list[Row]:
    label = words()["labels"]
    fiscal = leaf.amount if leaf.fund in FISCAL else 0
    other = leaf.amount - fiscal
    rows = []
    for place, (first, second, fen, kind) in enumerate(
        (
            (label["mid_total"], label["annual_total"], leaf.amount, "total"),
            (label["fiscal"], label["fiscal"], fiscal, "fiscal"),
            (label["other"], label["other"], other, "other"),
        )
    ):
        cells = [
            (1, first),
            (3, _money(fen * terms, "", f"mid_term_{kind}")),
            (4, second),
            (6, _money(fen, "", f"annual_{kind}")),
        ]
        rows.append(row(*([(0, label["funds"])] if place == 0 else []), *cells))
    return rows


def _indicators(leaf: Leaf, project: Project, terms: int, draw, row, text) -> list[Row]:
    said, label = words(), words()["labels"]
    kinds = said["kinds"]
    a, b, c, d = label["levels"]
    number = draw.randint(2, 40)
    unit = draw.choice(said["quantity_units"])
    quantity, quality, social = text("quantity"), text("quality"), text("social")
    satisfied = f"{draw.randint(85, 98)}%"

    def both(first: str, second: str, third: str, mid: str, annual: str) -> Row:
        return row((1, first), (2, second), (3, third), (4, mid), (5, second), (6, third), (7, annual))

    return [
        row((0, label["indicators"]), (1, a), (2, b), (3, c), (4, d), (5, b), (6, c), (7, d)),
        both(kinds["output"], kinds["quantity"], quantity, f"{number * terms} {unit}", f"{number} {unit}"),
        both("", kinds["quality"], quality, said["met"], said["met"]),
        both("", kinds["timeliness"], said["timeliness"], "100%", "100%"),
        both("", kinds["cost"], said["cost"], _trimmed(leaf.amount * terms) + "万元", _trimmed(leaf.amount) + "万元"),
        both(kinds["effect"], kinds["social"], social, said["achieved"], said["achieved"]),
        both(kinds["content"], kinds["satisfied"], said["satisfaction"], satisfied, satisfied),
    ]


def department_form(ledger: Ledger, department: str) -> Table:
    """The department's overall form: its budget by source and use, and a few indicators."""
    said = words()["department"]
    label = words()["labels"]
    draw = chance(ledger.department.seed, "overall", ledger.department.number)
    fiscal = ledger.sum(lambda x: x.fund in FISCAL)
    whole = ledger.sum()
    numbers = {"n": draw.randint(3, 12), "p": draw.randint(85, 98)}

    def line(first: str, second: str, fen: int, item: str) -> Row:
        return [Cell(first), Cell(second), Cell(""), _stated(fen, item), Cell("")]

    body: list[Row] = [
        [Cell(said["name"]), Cell(department), Cell(""), Cell(""), Cell("")],
        [Cell(said["goal_label"]), Cell(draw.choice(said["goal"])), Cell(""), Cell(""), Cell("")],
        line(said["budget"], said["total"], whole, "expenditure_grand_total"),
        line("", said["fiscal"], fiscal, "revenue_appropriation"),
        line("", said["other"], whole - fiscal, "revenue_other"),
        line("", said["basic"], ledger.sum(lambda x: x.kind == "basic"), "basic"),
        line("", said["project"], ledger.sum(lambda x: x.kind == "project"), "project"),
        [Cell(x) for x in (*label["levels"], label["remark"])],
    ]
    for first, second, third, target in said["indicators"]:
        body.append([Cell(first), Cell(second), Cell(third), Cell(target.format(**numbers)), Cell("")])
    table = Table("department_performance", words()["department_title"].format(year=ledger.year), 5, [], body)
    table.above = [("单位名称：" + department, ""), ("", words()["unit_line"])]
    return table


def _stated(fen: int, item: str) -> Cell:
    if not fen:
        return Cell("")
    text = _PLAIN.number(fen)
    return Cell(text, 1, 1, "figure", fen, text, "total", item, unit="万元")
