"""One pure function: the bytes of a document in, everything it says out.

Readable from top to bottom; no clock, network, database or orchestrator. The same function runs in the nightly job's
process pool, in `citybudget check` and in tests.
"""

from __future__ import annotations

import hashlib

from dagster_project.extraction.cells import Context, read_cells
from dagster_project.extraction.classification import code_by_name, function_class, mapped_code, read_seed
from dagster_project.extraction.department_performance import FORM_ID as DEPARTMENT_FORM
from dagster_project.extraction.department_performance import extract_department_performance
from dagster_project.extraction.document_identity import identify
from dagster_project.extraction.form_definitions import forms
from dagster_project.extraction.labels import fold
from dagster_project.extraction.narrative import NarrativeContext, read_prose
from dagster_project.extraction.personal_data import without_people
from dagster_project.extraction.pieces import LogicalTable
from dagster_project.extraction.project_vocabulary import vocabulary
from dagster_project.extraction.projects import FORM_ID as PROJECT_FORM
from dagster_project.extraction.projects import ProjectContext, extract_projects
from dagster_project.extraction.rows import Mapping
from dagster_project.extraction.table_ledger import not_taken_of_prose, not_taken_of_tables
from dagster_project.extraction.tables import read_layout
from dagster_project.formats import detect
from dagster_project.formats.document import Line
from dagster_project.records import DocumentIdentity, Passage, Reading, Refusal, stable_id


def read_document(content: bytes, file_name: str) -> Reading:
    """Read one document. `file_name` only tells the format (its suffix). Raises `UnreadableError` where nothing can be
    read; what cannot be understood within a document is in `refusals`, and kept."""
    sha256 = hashlib.sha256(content).hexdigest()
    document_id = stable_id("document", sha256)
    document = without_people(detect.read(content, file_name), frozenset(vocabulary().labels))
    layout = read_layout(document.blocks, function_class)
    above = [line.text for table in layout.tables for line in table.above]
    identity = identify(layout.prose, above)
    reading = Reading(document_id, sha256, document.format, document.page_count, identity)
    roles = {r["line_item"]: r["role"] for r in read_seed("line_items")}
    mapping = Mapping(
        mapped_code,
        function_class,
        lambda item: roles.get(item, "leaf"),
        frozenset({fold(identity.department_name or "")}),
        lambda system, name, within: code_by_name(system, name, within=within),
    )
    unit = None
    for table in layout.tables:
        if table.form_id in (PROJECT_FORM, DEPARTMENT_FORM):
            _take_performance(reading, table, table.unit or unit)
            continue
        context = Context(document_id, identity.fiscal_year, identity.stage, unit)
        cells, refusals = read_cells(table, context, mapping)
        unit = table.unit or unit
        reading.cells.extend(cells)
        reading.refusals.extend(refusals)
        if table.form_id and not cells:
            reading.passages.append(_empty_form(table, document_id, len(reading.passages)))
        if table.form_id is None:
            reading.refusals.append(_unrecognised(table, document_id))
    told = NarrativeContext(document_id, identity.fiscal_year, identity.stage, identity.level)
    prose = read_prose(layout.prose, told)
    sure = {(b.page, b.line): b.confidence for b in document.blocks if isinstance(b, Line)}
    for claim in prose.claims:
        claim.confidence = sure.get((claim.page, claim.line))
    reading.claims.extend(prose.claims)
    reading.passages.extend(prose.passages)
    reading.passages.extend(_unread_form(line, form_id, document_id) for line, form_id in layout.titles_without_table())
    reading.refusals.extend(prose.refusals)
    not_taken, refusals = not_taken_of_tables(document_id, layout.tables, reading.cells)
    reading.not_taken = [*not_taken, *not_taken_of_prose(document_id, prose.ledger)]
    reading.refusals.extend(refusals)
    for place in document.unread:
        reading.refusals.append(Refusal(None, place.place, place.reason, place.remedy, document_id, place.code))
    return reading


def _take_performance(reading: Reading, table: LogicalTable, unit: str | None) -> None:
    context = ProjectContext(
        reading.document_id,
        table.ordinal,
        unit,
        tuple(line.text for line in table.above),
        _basis(reading.identity),
    )
    grids = [p.headed.grid for p in table.pieces]
    if table.form_id == PROJECT_FORM:
        projects, indicators, cells, refusals = extract_projects(grids, context)
        reading.projects.extend(projects)
    else:
        indicators, cells, refusals = extract_department_performance(grids, context)
    reading.indicators.extend(indicators)
    reading.cells.extend(cells)
    reading.refusals.extend(refusals)


def _basis(identity: DocumentIdentity) -> str:
    return "final" if identity.stage == "final" else "initial"


def _empty_form(table: LogicalTable, document_id: str, number: int) -> Passage:
    """A form that is there with nothing in it: headings without rows. Present, though it has no cell."""
    first = table.above[0] if table.above else None
    page = first.page if first else table.pieces[0].headed.grid.page
    return Passage(
        stable_id(document_id, "empty_form", table.form_id, table.ordinal),
        document_id,
        "empty_form",
        number,
        table.title,
        table.title or "",
        page,
        first.line if first else 0,
        table.form_id,
    )


def _unread_form(title: Line, form_id: str, document_id: str) -> Passage:
    """A form whose title and unit are printed, and whose figures could not be told from prose."""
    place = stable_id(document_id, "unread_form", title.page, title.line)
    return Passage(place, document_id, "unread_form", 0, title.text, title.text, title.page, title.line, form_id)


def _unrecognised(table: LogicalTable, document_id: str) -> Refusal:
    grid = table.pieces[0].headed.grid
    nearest = "、".join(forms()[form_id].title_zh for form_id in table.recognition.nearest) or "无"
    line = grid.cells[0].line if grid.cells else None
    place = (f"第 {grid.page} 页" if line is None else f"第 {line} 行") + f"，第 {grid.number} 个表"
    return Refusal(
        None,
        place,
        f"不认识的表（{table.recognition.title or '无标题'}），最接近：{nearest}",
        "如为新表样，请在 forms 中补充",
        document_id,
        "unrecognised",
    )
