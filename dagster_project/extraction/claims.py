"""Statements as records, and which numbers of which part of a document are none."""

from __future__ import annotations

from decimal import Decimal

from dagster_project.extraction.amounts import is_money, unit_factor
from dagster_project.extraction.clauses import Statement
from dagster_project.extraction.personal_data import Removal
from dagster_project.extraction.printed_text import PrintedText
from dagster_project.extraction.sections import Situated
from dagster_project.extraction.sentences import Token
from dagster_project.records import Claim, stable_id

# In these regions no number states anything.
ASIDE = frozenset({"contents", "glossary", "page_number", "appendix", "note"})

# In these a bare amount is no part of a sentence.
OF_FIGURES = frozenset({"cover", "appendix"})


def looks_like_an_amount(token: Token) -> bool:
    """Whether a number without a unit is printed as amounts are: with decimals or separators."""
    return token.quantity == "bare" and ("." in token.printed or "," in token.printed or "，" in token.printed)


def claim_of(
    sentence: PrintedText,
    s: Statement,
    document_id: str,
    section: str | None,
    number: int,
    position: int,
    removal: Removal,
) -> Claim:
    """The record of one statement: the `position`-th of the `number`-th sentence of the document."""
    place, token = sentence.place(s.token.start), s.token
    value = token.value or Decimal(0)  # a token that states something has been read
    money = s.measure in ("amount", "change_amount") and (is_money(token.unit) or (value == 0 and not token.unit))
    subject = s.subject.words or None
    return Claim(
        claim_id=stable_id(document_id, "claim", place.page, place.line, place.column),
        document_id=document_id,
        page=place.page,
        line=place.line,
        topic=s.subject.topic,
        measure=s.measure,
        value=value,
        unit=token.unit,
        direction=s.direction,
        quote=removal.clean(sentence.raw.strip()),
        section=section or "other",
        sentence=number,
        position=position,
        printed_text=token.printed,
        decimals=token.decimals,
        amount_yuan=value * unit_factor(token.unit or "元") if money else None,
        classification_code=s.subject.code,
        subject=removal.clean(subject) if subject else None,
        fiscal_year=s.year,
        amount_basis=s.basis,
        base=s.base,
    )


def not_claimed(situated: Situated, token: Token, statement: Statement | None) -> str | None:
    """Why a number is no claim; none where it is one."""
    if situated.region in OF_FIGURES and looks_like_an_amount(token):
        return "number_without_unit"  # a table that lost its lines stands before or behind the narrative
    if situated.region in ASIDE:
        return situated.region
    if situated.is_heading:
        return "heading"
    if statement is None:
        return "not_a_number"
    known = statement.subject.topic is not None
    if situated.region == "profile" and not known:
        return "quantity_in_profile"
    if situated.region == "cover" and not (known or token.quantity in ("money", "percent")):
        return "cover"
    if token.quantity == "bare" and not (known and token.value == 0 and statement.measure == "amount"):
        return "number_without_unit"  # only nought is the same in every unit
    return None
