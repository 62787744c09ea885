"""Findings of a disclosure grouped by root cause: one wrong figure breaks several identities and is one finding.

Belongs here: grouping and choosing what stands for a group. Does not belong here: judging (`expectations`), wording of
pages (`report_text`, `check_text`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dagster_project.records import (
    Cell,
    Claim,
    Confrontation,
    Disclosure,
    IdentityResult,
    IdentityTerm,
    Indicator,
    SuspectCell,
)
from dagster_project.standing import FINDINGS, Waiver, is_waived
from dagster_project.words import SEVERITY_ORDER


@dataclass(slots=True)
class Finding:
    """One root cause: the results it explains (the weightiest first) and the figures thought wrong (likeliest first)."""

    fault_group: str
    severity: str
    results: list[IdentityResult]
    suspects: list[SuspectCell] = field(default_factory=list)
    waived: bool = False

    @property
    def chief(self) -> IdentityResult:
        return self.results[0]


def findings(disclosure: Disclosure, confrontation: Confrontation, waivers: list[Waiver]) -> list[Finding]:
    """The findings of a disclosure, the most severe first; a finding is waived where all its results are."""
    groups: dict[str, list[IdentityResult]] = {}
    for result in confrontation.results:
        if result.verdict in FINDINGS:
            groups.setdefault(result.fault_group or result.identity_result_id, []).append(result)
    found = []
    for group, results in groups.items():
        results.sort(key=lambda r: (_weight(r.severity), r.identity_id, r.instance))
        suspects = [s for s in confrontation.suspects if s.fault_group == group]
        suspects.sort(key=lambda s: (s.rank, s.cell_id or "", s.claim_id or ""))
        waived = all(is_waived(r, disclosure, waivers) for r in results)
        found.append(Finding(group, results[0].severity, results, suspects, waived))
    return sorted(found, key=lambda f: (_weight(f.severity), f.chief.identity_id, f.chief.instance))


def _weight(severity: str) -> int:
    return SEVERITY_ORDER.index(severity) if severity in SEVERITY_ORDER else len(SEVERITY_ORDER)


class Places:
    """Where the figures of a disclosure stand, in words."""

    def __init__(self, disclosure: Disclosure, lang: str) -> None:
        self._lang = lang
        self._files = {d.document_id: d.file_name for d in disclosure.documents}
        self._cells = {c.cell_id: c for c in disclosure.cells}
        self._claims = {c.claim_id: c for c in disclosure.claims}
        self._indicators = {i.indicator_id: i for i in disclosure.indicators}

    def of(self, figure: IdentityTerm | SuspectCell) -> str:
        """The place of the figure; empty where it is no cell, claim or indicator of this disclosure."""
        if figure.cell_id and (cell := self._cells.get(figure.cell_id)):
            return self.of_cell(cell)
        if figure.claim_id and (claim := self._claims.get(figure.claim_id)):
            return self.of_claim(claim)
        if figure.indicator_id and (indicator := self._indicators.get(figure.indicator_id)):
            return self.of_indicator(indicator)
        return ""

    def unit(self, figure: IdentityTerm | SuspectCell) -> str:
        """The unit in which the figure is printed; empty where none is."""
        cell = self._cells.get(figure.cell_id or "")
        claim = self._claims.get(figure.claim_id or "")
        indicator = self._indicators.get(figure.indicator_id or "")
        return (cell.unit if cell else claim.unit if claim else indicator.target_unit if indicator else "") or ""

    def of_cell(self, cell: Cell) -> str:
        file = self._files.get(cell.document_id, "")
        if self._lang == "zh":
            where = f"第 {cell.line} 行" if cell.line else f"第 {cell.page} 页"
            where = f"工作表单元格 {cell.cell_reference}" if cell.cell_reference else where
            return f"{file} {where}，表 {cell.table_number}，“{cell.row_label}”行“{cell.column_label}”列"
        where = f"line {cell.line}" if cell.line else f"page {cell.page}"
        where = f"sheet cell {cell.cell_reference}" if cell.cell_reference else where
        return f"{file}, {where}, table {cell.table_number}, row “{cell.row_label}”, column “{cell.column_label}”"

    def of_claim(self, claim: Claim) -> str:
        file = self._files.get(claim.document_id, "")
        if self._lang == "zh":
            return f"{file} 第 {claim.page} 页第 {claim.line} 行，文字说明"
        return f"{file}, page {claim.page}, line {claim.line}, narrative"

    def of_indicator(self, indicator: Indicator) -> str:
        file = self._files.get(indicator.document_id, "")
        name = indicator.level_3 or indicator.level_2 or indicator.level_1 or ""
        if self._lang == "zh":
            where = f"第 {indicator.line} 行" if indicator.line else f"第 {indicator.page} 页"
            return f"{file} {where}，绩效表 {indicator.form_ordinal} 指标“{name}”"
        where = f"line {indicator.line}" if indicator.line else f"page {indicator.page}"
        return f"{file}, {where}, performance form {indicator.form_ordinal}, indicator “{name}”"
