"""The city's own document: the money of all its departments added up, what no department has, and where it comes from.

Belongs here: the sum of the departments as one ledger, the city's revenue, the document around its forms. A department's
own disclosure is `composition`; what the document adds up is never added to the departments again by whoever reads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dagster_project.simulator.chance import chance
from dagster_project.simulator.document import Cell, PageBreak, Paragraph, Printed, Row, Table
from dagster_project.simulator.economy import Department, city_words
from dagster_project.simulator.family import Publisher
from dagster_project.simulator.figures import seed as read_seed
from dagster_project.simulator.forms import Drawing, draw
from dagster_project.simulator.headings import heading_rows
from dagster_project.simulator.ledger import Leaf, Ledger, ledger
from dagster_project.simulator.narrative import Teller, prose

CODE = "000"
_GRAIN = 10_000  # fen
# What no department has in its own budget, in percent of all they have from the general public budget: from, to.
_HELD_CENTRALLY = (
    ("23203", "30701", "general_public_budget", 60, 90),  # interest on the city's debt
    ("22902", "39999", "general_public_budget", 80, 120),  # kept back to be dealt out during the year
    ("2010302", "30212", "general_public_budget", 1, 2),  # journeys and vehicles of all bodies
    ("2010302", "31013", "general_public_budget", 1, 2),
    ("2120801", "31009", "government_fund", 25, 40),  # what land costs before it is sold
)
# of a hundred: the city's own income, of which its taxes; what remains comes from the superior government
_OWN, _TAXES = (55, 75), (70, 88)


def city_body(seed: int, city: str) -> Department:
    """The city itself as a body that publishes; it has no unit of its own."""
    city = city or city_words()["city"]
    return Department(seed, -1, city, CODE, city_words()["government"], {}, (), 0, False)


class CityLedger:
    """Adds departments to one ledger, by function, economic item, fund and kind: it does not grow with their number."""

    def __init__(self, seed: int, city: str, year: int, stage: str) -> None:
        self.of, self.year, self.stage = city_body(seed, city), year, stage
        self.leaves: dict[Leaf, list[int]] = {}
        self.opening: Counter[str] = Counter()
        self.closing: Counter[str] = Counter()

    def add(self, body: Department, grain: int) -> None:
        """A department's money of that year and stage, as it prints it itself. What units earn is not the city's."""
        book = ledger(body, None, self.year, self.stage, grain)
        for leaf in book.leaves:
            if leaf.fund != "undertaking":
                key = replace(leaf, unit="", project=None, subtype="", amount=0, revenue=0)
                sums = self.leaves.setdefault(key, [0, 0])
                sums[0] += leaf.amount
                sums[1] += leaf.revenue
        for mine, theirs in ((self.opening, book.opening), (self.closing, book.closing)):
            mine.update({fund: fen for fund, fen in theirs.items() if fund != "undertaking"})

    def sum(self) -> Ledger:
        """The city's ledger: the departments', and what is held centrally."""
        self._hold_centrally()
        order = sorted(self.leaves.items(), key=lambda item: (item[0].function, item[0].economic, item[0].fund))
        leaves = [replace(leaf, amount=spent, revenue=received) for leaf, (spent, received) in order]
        return Ledger(self.of, (), self.year, self.stage, leaves, dict(self.opening), dict(self.closing))

    def _hold_centrally(self) -> None:
        whole = sum(sums[0] for leaf, sums in self.leaves.items() if leaf.fund == "general_public_budget")
        for function, economic, fund, low, high in _HELD_CENTRALLY:
            share = chance(self.of.seed, "central", function, economic, self.stage).randint(low, high)
            fen = whole * share // 100 // _GRAIN * _GRAIN
            sums = self.leaves.setdefault(Leaf("", function, economic, fund, "project", "", 0, 0), [0, 0])
            sums[0] += fen
            sums[1] += fen


def revenues(book: Ledger, grain: int) -> list[tuple[str, str, int]]:
    """(code, name, fen) of the city's general public budget income: taxes, other income, transfers, each with its parts."""
    names = read_seed("government_revenue_classification", "code")
    received = book.income(lambda x: x.fund == "general_public_budget")
    draw = chance(book.department.seed, "revenue", book.year, book.stage)
    own = received * draw.randint(*_OWN) // 100 // grain * grain
    taxes = own * draw.randint(*_TAXES) // 100 // grain * grain
    rows: list[tuple[str, str, int]] = []
    for cls, whole in (("101", taxes), ("103", own - taxes), ("110", received - own)):
        parts = _parted(whole, city_words()["revenues"][cls], grain, draw)
        rows.append((cls, names[cls]["name"], whole))
        rows += [(code, names[code]["name"], fen) for code, fen in parts if fen]
    return rows


def _parted(whole: int, codes: list[str], grain: int, draw) -> Iterable[tuple[str, int]]:
    """`whole` over the codes, by chance; the last takes what is left."""
    left = whole
    for position, code in enumerate(codes):
        last = position == len(codes) - 1
        fen = left if last else left * draw.randint(15, 45) // 100 // grain * grain
        left -= fen
        yield code, fen


def compose_city(now: Ledger, prior: Ledger, planned: Ledger | None, publisher: Publisher) -> Printed:
    """The city's document of one year and stage."""
    family, of = publisher.family, now.department
    words = {
        "city": of.city,
        "department": of.name(now.year),
        "year": str(now.year),
        "prior": str(now.year - 1),
        "level": family["levels"]["government"],
    }
    printed = Printed(family["document"].format(**words), of.city, now.year, now.stage, "government", family["family"])
    printed.rounding = publisher.rounding
    tables = [_form(spec, Drawing(spec, publisher, now, planned, words)) for spec in family["forms"]]
    blocks = printed.blocks
    blocks += [Paragraph([line.format(**words)], centered=True) for line in family["cover"]]
    blocks += [PageBreak(), Paragraph(["目 录"], heading=1)]
    blocks += [Paragraph([f"{number}. {table.title}"], item=True) for number, table in enumerate(tables, 1)]
    blocks.append(PageBreak())
    for table in tables:
        blocks += [table, PageBreak()]
    teller = Teller(publisher, now, prior, planned, words)
    blocks.append(Paragraph([prose()["families"][family["narrative"]]["title"].format(**words)], heading=2))
    for heading, paragraphs in teller.sections():
        blocks += [Paragraph([heading], heading=3), *paragraphs]
    return printed


def _form(spec: dict, drawing: Drawing) -> Table:
    if spec["shape"] != "revenues":
        return draw(spec, drawing)
    head = heading_rows([drawing.text(column) for column in spec["columns"]])
    body: list[Row] = []
    rows = revenues(drawing.ledger, drawing.publisher.grain)
    for code, name, fen in rows:
        kind = "class" if len(code) == 3 else "group"
        what = {"measure": "total", "line_item": "government_revenue", "code": code, "row_kind": kind}
        body.append([Cell(code, role="code"), Cell(name, align="left"), drawing.figure(fen, **what)])
    total = sum(fen for code, _, fen in rows if len(code) == 3)
    opening = drawing.ledger.opening.get("general_public_budget", 0)
    closing = {"revenue_current_total": total, "opening_carry_over": opening, "revenue_grand_total": total + opening}
    for item, fen in closing.items():
        kind = "line" if item == "opening_carry_over" else "subtotal" if item == "revenue_current_total" else "total"
        figure = drawing.figure(fen, measure="total", line_item=item, row_kind=kind)
        body.append([Cell(""), Cell(spec["closing"][item], align="center"), figure])
    table = Table(spec["form"], "", len(spec["columns"]), head, body)
    table.widths = [1.2, 3.2, 1.6]
    return drawing.titled(table)
