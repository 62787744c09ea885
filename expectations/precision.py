"""How precisely a statement of the narrative is printed, where a form prints the same amount finer.

Prose drops trailing zeros: "4 万元" stands for the 4.00 of the form, not for 3.5 to 4.5. Where the cell a statement
speaks of holds exactly the stated amount, the statement has the precision of the cell; "0 万元" is nothing at all, as
precise as its sisters are. Does not belong here: amounts that differ from their cell, which keep the precision they are
printed with.
"""

from __future__ import annotations

from expectations.book import Book
from expectations.figures import Figure, last_place
from expectations.identity import Printed
from expectations.selectors import parse_selector
from expectations.vocabulary import vocabulary


def refine(book: Book) -> None:
    """Gives claims that equal their cell to the last digit the finer unit of the two."""
    for claim in book.figures:
        if claim.source == "claim" and claim.quantity == "money" and claim.state == "zero":
            factor = vocabulary().money_units.get(claim.unit_name or "", 1)
            claim.printed = Printed(0, last_place(claim.usual_decimals, factor))
        if claim.source != "claim" or claim.quantity != "money" or claim.measure != "amount" or not claim.printed.atoms:
            continue
        for cell in cells_of(claim, book):
            if cell.printed.atoms == claim.printed.atoms and cell.printed.unit < claim.printed.unit:
                claim.printed = Printed(claim.printed.atoms, cell.printed.unit)


def cells_of(claim: Figure, book: Book) -> list[Figure]:
    """The single cells that state the same as a claim."""
    if claim.period != "current":
        return []
    found = []
    for alternative in vocabulary().topic_cells.get(claim.topic or "", []):
        if isinstance(alternative, dict):
            found += [f for f in book.select(parse_selector(alternative, "vocabulary.yml")) if f.basis == claim.basis]
    return found
