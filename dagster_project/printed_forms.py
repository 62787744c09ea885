"""Which forms a document states: what decides whether two files complete each other or are the same thing again."""

from __future__ import annotations

from dagster_project.records import Reading

_UNRECOGNISED = "unrecognised"
_PROJECT = "project_performance"
_NARRATIVE = "narrative"


def forms_of(reading: Reading) -> frozenset[str]:
    """The forms of a document. A project form counts by its project, since each may come as a file of its own; a table
    that fits no form says nothing about what it repeats."""
    forms = {c.form_id for c in reading.cells if c.form_id not in (_UNRECOGNISED, _PROJECT)}
    forms |= {f"{_PROJECT} {''.join(p.project_name.split())}" for p in reading.projects}
    if reading.claims:
        forms.add(_NARRATIVE)
    return frozenset(forms)
