"""One whole disclosure: cover, contents, profile, narrative, forms, performance forms, in the order of its family."""

from __future__ import annotations

from dagster_project.simulator import performance
from dagster_project.simulator.chance import chance
from dagster_project.simulator.document import Block, PageBreak, Paragraph, Printed, Table
from dagster_project.simulator.economy import Department, Unit
from dagster_project.simulator.family import Publisher
from dagster_project.simulator.forms import Drawing, draw
from dagster_project.simulator.ledger import Ledger, ledger
from dagster_project.simulator.narrative import Teller, prose
from dagster_project.simulator.narrative_topics import project_leaves


def compose(of: Department, unit: Unit | None, year: int, publisher: Publisher) -> Printed:
    """The disclosure of a department, or of one of its units, for a year in the publisher's family."""
    family = publisher.family
    stage, grain = family["stage"], publisher.grain
    now, prior = (ledger(of, unit, y, stage, grain, publisher.carries) for y in (year, year - 1))
    planned = ledger(of, unit, year, "budget", grain) if stage == "final" else None
    name = of.name(year) if unit is None or unit.administrative else unit.name
    level = "department" if unit is None else "unit"
    words = {
        "city": of.city,
        "department": name,
        "year": str(year),
        "prior": str(year - 1),
        "level": family["levels"][level],
    }
    printed = Printed(
        family["document"].format(**words), name, year, stage, level, family["family"], rounding=publisher.rounding
    )
    printed.landscape = family.get("landscape", False)
    printed.page_numbers = family.get("page_numbers", False)
    tables = _forms(publisher, now, planned, words)
    narrative = _narrative(publisher, now, prior, planned, words)
    forms: list[Block] = [x for table in tables for x in (table, PageBreak())]
    if "forms_heading" in family:
        forms.insert(0, Paragraph([family["forms_heading"].format(**words)], heading=2))
    printed.blocks = _front(family, words, tables, level)
    printed.blocks += _profile(of, now, words, Teller(publisher, now, prior, planned, words))
    printed.blocks += narrative + forms if family["tables_follow_narrative"] else forms + narrative
    if family["tables_follow_narrative"] and family["family"] == "shanghai":
        printed.blocks = _other_matters_last(printed.blocks)
    return printed


def _forms(publisher: Publisher, now: Ledger, planned: Ledger | None, words: dict[str, str]) -> list[Table]:
    tables = [
        draw(spec, Drawing(spec, publisher, now, planned, words | {"department": words["department"]}))
        for spec in publisher.family["forms"]
    ]
    for number, table in enumerate(tables, 1):
        table.number = publisher.family.get("form_number", "").format(number=number)
    if publisher.family.get("performance"):
        tables.append(performance.department_form(now, words["department"]))
        for number, leaf in enumerate(project_leaves(now), 1):
            tables.append(performance.project_form(now, leaf, number))
    return tables


def _front(family: dict, words: dict[str, str], tables: list[Table], level: str) -> list[Block]:
    """Cover and contents."""
    blocks: list[Block] = [Paragraph([line.format(**words)], centered=True) for line in family["cover"]]
    blocks += [PageBreak(), Paragraph(["目 录"], heading=1)]
    chapters = prose()["families"][family["narrative"]]["chapters"]
    blocks += [Paragraph([chapter.format(**words)], item=True) for chapter in chapters]
    seen: list[str] = []
    for table in tables:
        if table.title not in seen:
            seen.append(table.title)
            blocks.append(Paragraph([f"{len(seen)}. {table.title}"], item=True))
    blocks.append(PageBreak())
    return blocks


def _profile(of: Department, now: Ledger, words: dict[str, str], teller: Teller) -> list[Block]:
    said = prose()["profile"]
    draw = chance(of.seed, "profile", of.number)
    duties = "；".join(of.body["duties"])
    offices = ["办公室", *of.body["offices"]]
    units = [words["department"] + "（本级）", *(unit.name for unit in now.units[1:])]
    teller.words = words | {"duties": duties, "offices": "、".join(offices), "units": "、".join(units)}
    teller.words["units_count"] = str(len(units))
    blocks: list[Block] = [
        Paragraph(["第一部分 概况"], heading=2),
        Paragraph([said["headings"]["duties"]], heading=3),
        Paragraph(teller.parts(draw.choice(said["duties"]))),
        Paragraph([said["headings"]["structure"]], heading=3),
        Paragraph(teller.parts(draw.choice(said["offices"]))),
    ]
    phrase = said["units"] if len(now.units) > 1 else draw.choice(said["alone"])
    staff = draw.choice(said["staff"])
    return [*blocks, Paragraph(teller.parts(phrase)), Paragraph(teller.parts(staff)), PageBreak()]


def _narrative(
    publisher: Publisher, now: Ledger, prior: Ledger, planned: Ledger | None, words: dict[str, str]
) -> list[Block]:
    teller = Teller(publisher, now, prior, planned, words)
    number = "三" if not publisher.family["tables_follow_narrative"] else "二"
    kind = "决算" if now.stage == "final" else "预算"
    title = f"第{number}部分 {words['department']}{words['year']}年度{words['level']}{kind}情况说明"
    blocks: list[Block] = [] if publisher.family["family"] == "shanghai" else [Paragraph([title], heading=2)]
    for heading, paragraphs in teller.sections():
        blocks.append(Paragraph([heading], heading=3))
        blocks += paragraphs
    blocks.append(PageBreak())
    blocks.append(Paragraph(["名词解释"], heading=2))
    for position, (term, meaning) in enumerate(prose()["glossary"], 1):
        blocks.append(Paragraph([f"{'一二三四五六七八九'[position - 1]}、{term}：{meaning}。"]))
    return [*blocks, PageBreak()]


def _other_matters_last(blocks: list[Block]) -> list[Block]:
    """The other matters stand behind the tables in this family."""
    start = next(
        i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.heading == 3 and b.text.startswith("其他相关")
    )
    end = next(i for i in range(start, len(blocks)) if isinstance(blocks[i], PageBreak))
    return [*blocks[:start], *blocks[end:], *blocks[start:end]]
