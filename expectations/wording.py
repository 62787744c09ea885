"""The sentences of a result: one in Chinese, one in English, with the figures as they are printed.

Belongs here: putting places, figures and explanations into the sentences of `messages.yml`. Does not belong here:
judging or explaining.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import yaml

from expectations.explain import explanations
from expectations.figures import Figure
from expectations.identity import DECIMALS_KEPT, FAILS, INCOMPLETE, UNDECIDED, to_decimal
from expectations.relations.outcome import Outcome, Term
from expectations.vocabulary import LOADER, vocabulary

TERMS_SHOWN = 8
SIGNS = {"at_most": "≤", "increase_at_most_amount": "≤", "at_least": "≥", "units_at_most_department": "≥"}


@lru_cache(maxsize=1)
def messages() -> Mapping[str, Mapping]:
    return yaml.load((Path(__file__).parent / "messages.yml").read_bytes(), Loader=LOADER)


def in_unit(atoms: Fraction | int, unit: str | None, quantity: str) -> Decimal:
    """The exact value in its unit of print (money is kept in yuan)."""
    factor = vocabulary().money_units.get(unit or "", 1) if quantity == "money" else 1
    return to_decimal(Fraction(atoms) / factor)


@lru_cache(maxsize=8192)
def number(atoms: Fraction | int, unit: str | None, quantity: str, decimals: int) -> str:
    """A figure with its unit: at least `decimals` decimals, more where it needs them, at most the precision kept."""
    factor = vocabulary().money_units.get(unit or "", 1) if quantity == "money" else 1
    exact = Fraction(atoms) / factor
    value = to_decimal(exact)
    places = max(decimals, -int(value.as_tuple().exponent))
    if places > decimals + 4 and places >= DECIMALS_KEPT:
        places = decimals + 2
    shown = to_decimal(exact, places)
    return f"{shown:f} {unit}" if unit else f"{shown:f}"


def figure_text(figure: Figure, english: bool) -> str:
    if figure.is_blank:
        return str(messages()["en" if english else "zh"]["blank"])
    return number(figure.printed.atoms, figure.unit_name, figure.quantity, figure.decimals)


def place_of(outcome: Outcome, english: bool) -> str:
    """Where it stands: form, row and column, or section and topic of the first figure."""
    first = next((t.figure for t in outcome.terms if t.side == "reported"), None)
    if first is None and outcome.subject_kind == "form":
        return vocabulary().label("form", outcome.subject, english)
    first = first or next((t.figure for t in outcome.terms), None)
    if first is None:
        return outcome.identity.statement_en if english else outcome.identity.statement_zh
    words = vocabulary()
    label = words.label
    if first.source == "claim":
        section = label("section", first.section, english) if first.section else ""
        what = first.label if first.label and not english else label("topic", first.topic, english)
        parts = [section, f"{what} {label('statement', first.measure, english)}"]
    elif first.source == "project":
        parts = [f"{label('form', first.form, english)} {first.ordinal}", label("project", first.measure, english)]
    elif first.source == "indicator":
        parts = [f"{label('form', first.form, english)} {first.ordinal}", label("project", "target", english)]
    elif english:
        row = " ".join(filter(None, (first.code, label("line_item", first.line_item, True))))
        parts = [label("form", first.form, True), row, label("measure", first.measure, True)]
    else:
        parts = [label("form", first.form, False), first.label or first.code or "", first.column_label]
    return (", " if english else "·").join(p for p in parts if p)


def side_text(outcome: Outcome, side: str, english: bool) -> str:
    """One side as printed figures: a single one alone, a sum with its result; percentages and counts as computed."""
    value = outcome.reported if side == "reported" else outcome.computed
    assert value is not None
    total = number(value, outcome.unit_name, outcome.quantity, outcome.decimals)
    terms = [t for t in outcome.terms if t.side == side and t.coefficient]
    bare = any(t.figure.unit_name is None and t.figure.quantity == "money" for t in terms if not t.figure.is_blank)
    if not outcome.linear or not terms or bare or (outcome.quantity == "percent" and side == "computed"):
        return total
    if len(terms) == 1 and terms[0].coefficient == 1:
        return text_in(terms[0].figure, outcome, english)
    if len([t for t in terms if not t.figure.is_blank]) < 2:
        return total
    return f"{formula(terms, outcome, english)} = {total}"


def text_in(figure: Figure, outcome: Outcome, english: bool) -> str:
    """A figure in the unit of the reported one, so that a sentence has one unit."""
    units = vocabulary().money_units
    if figure.quantity != "money" or figure.is_blank or outcome.unit_name is None:
        return figure_text(figure, english)
    if units.get(figure.unit_name or "") == units.get(outcome.unit_name):
        return figure_text(figure, english)
    return number(figure.printed.atoms, outcome.unit_name, "money", outcome.decimals)


def formula(terms: list[Term], outcome: Outcome, english: bool) -> str:
    shown: list[str] = []
    terms = [t for t in terms if not t.figure.is_blank]
    for n, term in enumerate(terms[:TERMS_SHOWN]):
        sign = "-" if term.coefficient < 0 else "+" if n else ""
        weight = f"{abs(term.coefficient)}×" if abs(term.coefficient) != 1 else ""
        text = text_in(term.figure, outcome, english)
        shown.append(f"{sign} {weight}{text}".strip() if sign else f"{weight}{text}")
    if len(terms) > TERMS_SHOWN:
        shown.append(str(messages()["en" if english else "zh"]["more"]).format(count=len(terms)))
    return " ".join(shown)


def subject_text(outcome: Outcome, english: bool) -> str:
    if outcome.subject_kind in (None, "text", "code"):
        return outcome.subject or ""
    return vocabulary().label(outcome.subject_kind or "", outcome.subject, english)


def explanation_text(outcome: Outcome, english: bool) -> str:
    """The sentence of the explanation with its numbers, or an empty one."""
    code = outcome.explanation
    if not code or code == "unexplained":
        return ""
    language = "en" if english else "zh"
    show = lambda atoms: number(atoms, outcome.unit_name, outcome.quantity, outcome.decimals)  # noqa: E731
    difference = outcome.difference
    numbers = {
        "printed": show(abs(outcome.reported)) if outcome.reported is not None else "",
        "right": show(abs(outcome.computed)) if outcome.computed is not None else "",
        "implied": show(-difference if outcome.quantity == "percent" else difference) if difference is not None else "",
    }
    if suspect := outcome.facts.get("suspect"):
        figure, right = suspect
        numbers["printed"] = figure_text(figure, english)
        numbers["right"] = number(right, figure.unit_name, figure.quantity, figure.decimals)
    if row := outcome.facts.get("missing_row"):
        numbers["missing"] = f"{row.code} {row.label.split(' / ')[-1]}"  # type: ignore[attr-defined]
    if "current" in outcome.facts:
        current, delta = outcome.facts["current"], outcome.facts["delta"]
        money = lambda atoms: number(atoms, current.unit_name, "money", current.decimals)  # type: ignore[attr-defined]  # noqa: E731
        numbers |= {
            "current": money(current.printed.atoms),  # type: ignore[attr-defined]
            "change": money(abs(delta.atoms)),  # type: ignore[attr-defined]
            "prior": money(current.printed.atoms - delta.atoms),  # type: ignore[attr-defined]
        }
    if real := outcome.facts.get("real"):
        numbers["real"] = figure_text(real, english)  # type: ignore[arg-type]
        numbers["real_basis"] = vocabulary().label("basis", real.basis, english)  # type: ignore[attr-defined]
    text = str(explanations()[code][language]).format_map(numbers)
    return str(messages()[language]["explanation"]).format(text=text)


def sentence(outcome: Outcome, english: bool) -> str:
    """The message of a result in one language."""
    language = "en" if english else "zh"
    templates = messages()[language]
    if "announced" in outcome.facts:
        return forms_sentence(outcome, english)
    if "remark" in outcome.facts:
        return remark_sentence(outcome, english)
    if outcome.verdict == UNDECIDED and not (outcome.computed is not None and outcome.terms):
        reason = messages()["reasons"].get(outcome.reason or "", {}).get(language, outcome.reason or "")
        text = reason.format(subject=subject_text(outcome, english), instances=outcome.facts.get("instances", 1))
        return str(templates["undecided"]).format(reason=text)
    values = {
        "place": place_of(outcome, english),
        "sign": SIGNS.get(outcome.identity.relation, "="),
        "subject": subject_text(outcome, english),
        "explanation": explanation_text(outcome, english),
        "bound": templates["at_least" if SIGNS.get(outcome.identity.relation) == "≥" else "at_most"],
        "right": side_text(outcome, "computed", english),
    }
    if outcome.reported is not None:
        show = lambda atoms: number(atoms, outcome.unit_name, outcome.quantity, outcome.decimals)  # noqa: E731
        values["left"] = side_text(outcome, "reported", english)
        values["difference"] = show(outcome.difference or Fraction(0))
        values["allowed"] = show(outcome.allowed or Fraction(0))
    if outcome.verdict == UNDECIDED:
        if outcome.reported is None:
            if outcome.subject_kind == "code":
                values["place"] = f"{values['place'].split(', ' if english else '·')[0]} {outcome.subject}"
            return str(templates["derived"]).format_map(values)
        if outcome.explanation:
            return str(templates["flag"]).format_map(values)
        reason = messages()["reasons"][outcome.reason][language]
        return f"{values['place']}{': ' if english else '：'}" + str(templates["undecided"]).format(reason=reason)
    if outcome.verdict == FAILS and outcome.facts.get("quote"):
        return str(templates["empty_statement"]).format_map(values | {"quote": outcome.facts["quote"]})
    if outcome.verdict == FAILS and (budget := outcome.facts.get("budget")) and "whole" not in outcome.facts:
        basis = vocabulary().label("basis", budget.basis, english)  # type: ignore[attr-defined]
        more = {"basis": basis, "budget": figure_text(budget, english)}  # type: ignore[arg-type]
        return str(templates["of_nothing"]).format_map(values | more)
    key = "fails_bound" if outcome.verdict == FAILS and outcome.is_bound else outcome.verdict
    return str(templates[key]).format_map(values)


def remark_sentence(outcome: Outcome, english: bool) -> str:
    """A finding on words or codes: the page, what is printed there, and what is odd about it."""
    templates = messages()["en" if english else "zh"]
    text, page, about = (outcome.facts.get(key) for key in ("remark", "page", "about"))
    if not text:
        return str(templates["nothing_to_remark"])
    count = outcome.facts.get("places", 1)
    where = str(templates["page"]).format(page=page) if page else place_of(outcome, english)
    shown = str(templates["about"]).format(about=about) if about else ""
    if count != 1:
        shown += str(templates["places"]).format(count=count)
    explanation = explanations()[outcome.explanation or "unexplained"]["en" if english else "zh"]
    key = "remark" if page else "remark_item"
    return str(templates[key]).format(where=where, text=text, about=shown, explanation=explanation)


def forms_sentence(outcome: Outcome, english: bool) -> str:
    templates = messages()["en" if english else "zh"]
    quantity = vocabulary().label("quantity", "form", english)
    names = lambda forms: ("; " if english else "、").join(vocabulary().label("form", f, english) for f in forms)  # noqa: E731
    explained = outcome.facts["explained"]
    return str(templates["forms" if outcome.verdict == INCOMPLETE else "forms_hold"]).format(
        place=templates["contents"],
        left=f"{outcome.facts['announced']} {quantity}",
        right=f"{outcome.facts['present']} {quantity}",
        missing=names(outcome.facts["missing"]),
        explained=str(templates["explained"]).format(forms=names(explained)) if explained else "",
    )
