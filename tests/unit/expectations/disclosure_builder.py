"""Records from compact tables, so that a test states figures and not boilerplate.

Amounts are the printed texts; the unit is 万元 unless told. Ids are the coordinates themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from dagster_project.records import Cell, Claim, Disclosure, DocumentRow, Indicator, Passage, Project

FACTORS = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
DOCUMENT = "document"
BASES = ("initial", "adjusted", "final")
CODED = {3: "class", 5: "group", 7: "item"}


def number(text: str) -> tuple[Decimal | None, int | None, str]:
    """(value, decimals, value_state) of a printed text."""
    if text == "":
        return None, None, "blank"
    if text == "-":
        return None, None, "dash"
    value = Decimal(text)
    return value, max(0, -int(value.as_tuple().exponent)), "printed" if value else "zero"


def cell(form: str, row: int, column: int, text: str, **coordinates: object) -> Cell:
    """One cell; `coordinates` are fields of `Cell`."""
    unit = str(coordinates.pop("unit", "万元"))
    ordinal = int(str(coordinates.pop("form_ordinal", 1)))
    value, decimals, state = number(text)
    built = Cell(
        cell_id=f"{form}#{ordinal}:{row}:{column}",
        document_id=DOCUMENT,
        form_id=form,
        page=1,
        table_number=sum(map(ord, form)) + ordinal,
        row_number=row,
        column_number=column,
        row_label=str(coordinates.pop("row_label", "")),
        column_label=str(coordinates.get("measure", "")),
        function_code=None,
        economic_code=None,
        measure=None,
        line=None,
        printed_text=text,
        value=value,
        quantity=str(coordinates.pop("quantity", "money")),
        unit=unit,
        decimals=decimals,
        amount_yuan=None if value is None else value * FACTORS.get(unit, 1),
        value_state=state,
        is_total=False,
        form_ordinal=ordinal,
    )
    return replace(built, **coordinates)  # type: ignore[arg-type]


def coded_form(
    form: str, measures: Sequence[str], rows: Iterable[tuple[str, str]], unit_code: str | None = None, **common: object
) -> list[Cell]:
    """A form of classification rows. Each row is (head, figures separated by |): head `total`, `unit:<code>` or a code;
    a unit row gives its code to the rows below it."""
    cells = []
    for n, (head, texts) in enumerate(rows, 1):
        row: dict[str, object] = {"row_label": head}
        if head == "total":
            row |= {"row_kind": "total", "line_item": "total"}
        elif head.startswith("unit:"):
            unit_code = head[5:]
            row |= {"row_kind": "unit", "line_item": "unit", "unit_code": unit_code}
        else:
            row |= {"row_kind": CODED[len(head)], "line_item": "function", "classification_code": head}
            row["unit_code"] = unit_code
        for m, (measure, text) in enumerate(zip(measures, texts.split("|"), strict=True), 1):
            cells.append(cell(form, n, m, text.strip(), measure=measure, **(row | common)))
    return cells


def lines(form: str, rows: dict[str, str], measure: str = "total", first_row: int = 1, **common: object) -> list[Cell]:
    """A form of named lines: line item -> printed figure."""
    return [
        cell(form, n, 1, text, line_item=item, measure=measure, row_label=item, **common)
        for n, (item, text) in enumerate(rows.items(), first_row)
    ]


def claims(section: str, *sentences: str, year: int | None = None) -> list[Claim]:
    """Claims of one section. A sentence lists statements separated by `;`, each `topic[:code] measure text [direction]
    [base]`; the unit follows from the measure unless the text carries one (`137元`)."""
    made = []
    for s, sentence in enumerate(sentences, 1):
        for p, statement in enumerate(filter(None, (part.strip() for part in sentence.split(";"))), 1):
            topic, measure, text, *rest = statement.split()
            topic, _, code = topic.partition(":")
            short = {"amount": "万元", "change_amount": "万元", "count": "个"}
            unit = short.get(measure, "%")
            for known in sorted(FACTORS, key=len, reverse=True):
                if text.endswith(known):
                    text, unit = text[: -len(known)], known
                    break
            value, decimals, _ = number(text)
            assert value is not None
            money = measure in ("amount", "change_amount")
            made.append(
                Claim(
                    claim_id=f"{section}:{s}.{p}:{topic}{code}:{measure}",
                    document_id=DOCUMENT,
                    page=1,
                    line=s,
                    topic=topic,
                    measure=measure,
                    value=value,
                    unit=unit,
                    direction=next((r for r in rest if r in ("up", "down", "flat")), "none"),
                    quote="",
                    section=section,
                    sentence=s,
                    position=p,
                    printed_text=text,
                    decimals=decimals or 0,
                    amount_yuan=value * FACTORS[unit] if money else None,
                    classification_code=code or None,
                    fiscal_year=next((int(r[5:]) for r in rest if r[:5] == "year="), year),
                    amount_basis=next((r for r in rest if r in BASES), "initial"),
                    base="threshold" if "threshold" in rest else next((r[5:] for r in rest if r[:5] == "base="), None),
                )
            )
    return made


def project(ordinal: int, name: str, annual: str, mid_term: str | None = None, fiscal: str | None = None) -> Project:
    """A project form; its money is all appropriation unless `fiscal` says otherwise."""
    yuan = lambda text: None if text is None else Decimal(text) * 10_000  # noqa: E731
    return Project(
        project_id=f"project-{ordinal}",
        document_id=DOCUMENT,
        form_ordinal=ordinal,
        project_name=name,
        attribute="continuing",
        period_start=None,
        period_end=None,
        basis=None,
        mid_term_total_yuan=yuan(mid_term),
        mid_term_fiscal_yuan=yuan(mid_term),
        mid_term_other_yuan=None,
        annual_total_yuan=yuan(annual),
        annual_fiscal_yuan=yuan(fiscal or annual),
        annual_other_yuan=None,
    )


def indicator(form: int, horizon: str, kind: str, ordinal: int, value: str, unit: str) -> Indicator:
    """A numeric target of a project form."""
    return Indicator(
        indicator_id=f"indicator-{form}-{horizon}-{kind}-{ordinal}",
        document_id=DOCUMENT,
        project_id=f"project-{form}",
        horizon=horizon,
        level_1=None,
        level_2=None,
        level_3=kind,
        target_text=value + unit,
        target_value=Decimal(value),
        target_unit=unit,
        form_ordinal=form,
        ordinal=ordinal,
        kind=kind,
    )


def passage(kind: str, form: str | None, ordinal: int = 1, text: str = "", title: str | None = None) -> Passage:
    return Passage(f"{kind}-{form}-{ordinal}", DOCUMENT, kind, ordinal, title, text, 1, 1, form_id=form)


def disclosure(
    cells: Iterable[Cell] = (),
    claims: Iterable[Claim] = (),
    projects: Iterable[Project] = (),
    indicators: Iterable[Indicator] = (),
    passages: Iterable[Passage] = (),
    **fields: object,
) -> Disclosure:
    """A department's budget of 2021 that holds these records; sentences are numbered in the order of the claims."""
    statements = list(claims)
    number = 0
    last = None
    for statement in statements:
        key = (statement.section, statement.sentence, statement.fiscal_year)
        number += key != last
        last, statement.sentence = key, number
    settings: dict[str, object] = {"fiscal_year": 2021, "stage": "budget", "level": "department"} | fields
    return Disclosure(
        disclosure_id=str(settings.pop("disclosure_id", "disclosure")),
        department_id=str(settings.pop("department_id", "department")),
        department_code=None,
        department_name=str(settings.pop("department_name", "测试部门")),
        documents=[DocumentRow(DOCUMENT, "0" * 64, "test.txt", "text", 1)],
        cells=list(cells),
        claims=statements,
        projects=list(projects),
        indicators=list(indicators),
        passages=list(passages),
        **settings,  # type: ignore[arg-type]
    )
