"""From readings to the rows of the raw tables: documents joined into disclosures, disclosures confronted.

Pure but for the engine it calls: knows no clock and no files. Belongs here: putting together. Does not belong here:
the rules of joining (`disclosures`) and of judging (`expectations`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dagster_project import standing
from dagster_project.departments import Registry
from dagster_project.disclosures import Arrival, join
from dagster_project.records import Confrontation, Disclosure, Refusal


@dataclass(slots=True)
class Assembled:
    """Disclosures with what the identities say of each (by disclosure_id), and the documents that could not be placed
    because they do not say what they are."""

    disclosures: list[Disclosure] = field(default_factory=list)
    confrontations: dict[str, Confrontation] = field(default_factory=dict)
    unplaced: list[Refusal] = field(default_factory=list)


def assemble(
    arrivals: Iterable[Arrival],
    registry: Registry,
    waivers: list[standing.Waiver],
    advance: Callable[[Disclosure], None] = lambda _: None,
) -> Assembled:
    """Joins, confronts and marks everything that was read. `advance` is told of each disclosure confronted."""
    joined = join(arrivals, registry)
    standing.mark_additive(joined.disclosures, registry)
    result = Assembled(joined.disclosures)
    for disclosure in joined.disclosures:
        confrontation = _confronted(disclosure, neighbours(disclosure, joined.disclosures, registry))
        result.confrontations[disclosure.disclosure_id] = confrontation
        failed = any(r.code == "engine_failed" for r in disclosure.refusals)
        held = (
            failed
            or disclosure.disclosure_id in joined.contradictory
            or standing.open_errors(disclosure, confrontation.results, waivers)
        )
        disclosure.status = "held" if held else "accepted"
        advance(disclosure)
    return result


def placed(assembled: Assembled) -> Assembled:
    """What a warehouse takes: a disclosure whose department, year, stage or level nobody states has no place in it; its
    documents are refused, named and kept in the archive."""
    kept = []
    for disclosure in assembled.disclosures:
        missing = missing_words(disclosure)
        if not missing:
            kept.append(disclosure)
            continue
        assembled.confrontations.pop(disclosure.disclosure_id, None)
        for document in disclosure.documents:
            reason = f"没有写明{missing}，不能归入任何部门的公开"
            remedy = "请在文件标题中写明部门、年度和预算或决算，或与写明的文件放在同一目录一并报送"
            assembled.unplaced.append(
                Refusal(document.file_name, "整个文件", reason, remedy, document.document_id, "identity_unknown")
            )
    assembled.disclosures = kept
    return assembled


def missing_words(disclosure: Disclosure) -> str:
    """What a disclosure leaves unsaid of itself, in words; empty where it says all."""
    said = {
        "部门": disclosure.department_id,
        "年度": disclosure.fiscal_year,
        "阶段（预算或决算）": disclosure.stage,
        "层级（政府、部门或单位）": disclosure.level,
    }
    return "、".join(word for word, value in said.items() if not value)


def neighbours(disclosure: Disclosure, every: list[Disclosure], registry: Registry) -> list[Disclosure]:
    """The current disclosures this one may be confronted with: the same body in other years and stages, and in the same
    year what lies above and below it, the city's own document included."""
    above = registry.above(disclosure.department_id)
    found = []
    for other in every:
        if other is disclosure or not other.is_current:
            continue
        same_body = other.department_id == disclosure.department_id
        same_version_of = (other.fiscal_year, other.stage, other.level) == (
            disclosure.fiscal_year,
            disclosure.stage,
            disclosure.level,
        )
        if same_body and not same_version_of:
            found.append(other)
        elif other.fiscal_year == disclosure.fiscal_year and not same_body:
            related = other.department_id in above or disclosure.department_id in registry.above(other.department_id)
            if related or "government" in (other.level, disclosure.level):
                found.append(other)
    return found


def _confronted(disclosure: Disclosure, around: list[Disclosure]) -> Confrontation:
    from expectations.confront import confront

    try:
        return confront(disclosure, around)
    except Exception as error:  # noqa: BLE001 - one disclosure's mistake must not cost the others; it is held and named
        first = disclosure.documents[0]
        disclosure.refusals.append(
            Refusal(
                first.file_name,
                "整个文件",
                f"校验程序在此公开上出错（{type(error).__name__}: {error}），各项关系未能判断",
                "请把该文件和本行信息一并报告给维护者",
                first.document_id,
                "engine_failed",
            )
        )
        return Confrontation()
