"""How precisely a statement of the narrative is printed, where a form prints the same amount finer.

Prose drops trailing zeros: "4 万元" stands for the 4.00 of the form, not for 3.5 to 4.5. Where the cell a statement
speaks of holds exactly the stated amount, the statement has the precision of the cell. A nought is as precise as its
sisters are, however it is printed: "0" among figures of two decimals is not "up to a half". Words for no change (持平) say
that two amounts are printed alike: in a sum of changes they stand for what rounding may hide between the two. Does not
belong here: amounts that differ from their cell, which keep the precision they are printed with.
"""

from __future__ import annotations

from expectations.book import Book
from expectations.figures import Figure, last_place
from expectations.identity import Printed
from expectations.relations.statements import amount_meant, claims_of
from expectations.selectors import parse_selector
from expectations.vocabulary import vocabulary


def refine(book: Book) -> None:
    """Gives claims that equal their cell to the last digit the finer unit of the two."""
    cuts_off: set[bool] = set()
    for figure in book.figures:
        if figure.quantity == "money" and not figure.printed.atoms and figure.printed.unit:
            factor = vocabulary().money_units.get(figure.unit_name or "", 1)
            figure.printed = Printed(0, min(figure.printed.unit, last_place(figure.usual_decimals, factor)))
    for flat in claims_of(book, "change_amount"):
        if flat.direction == "flat" and not flat.unit_name and (amount := amount_meant(book, flat)):
            flat.printed = Printed(0, 2 * amount.printed.unit)
    for claim in book.figures:
        if claim.source != "claim" or claim.quantity != "money" or claim.measure != "amount" or not claim.printed.atoms:
            continue
        for cell in cells_of(claim, book):
            if cell.printed.atoms == claim.printed.atoms and cell.printed.unit < claim.printed.unit:
                claim.printed = Printed(claim.printed.atoms, cell.printed.unit)
            elif 0 < 2 * abs(cell.printed.atoms - claim.printed.atoms) != claim.printed.unit > 2 * cell.printed.unit:
                cut = cell.printed.atoms // claim.printed.unit * claim.printed.unit
                rounded = (2 * cell.printed.atoms + claim.printed.unit) // (2 * claim.printed.unit) * claim.printed.unit
                if cut != rounded and claim.printed.atoms in (cut, rounded):
                    cuts_off.add(claim.printed.atoms == cut)
    if cuts_off == {True}:
        for figure in book.figures:
            figure.cuts_off = figure.source == "claim"


def cells_of(claim: Figure, book: Book) -> list[Figure]:
    """The single cells that state the same as a claim."""
    if claim.period != "current":
        return []
    found = []
    for alternative in vocabulary().topic_cells.get(claim.topic or "", []):
        if isinstance(alternative, dict):
            found += [f for f in book.select(parse_selector(alternative, "vocabulary.yml")) if f.basis == claim.basis]
    return found
