"""The catalogues of identities and forms as rows: what `dim_identity` and `dim_form` are made of."""

from __future__ import annotations

from collections.abc import Iterator

from dagster_project.raw_tables import FormRow, IdentityRow


def identity_rows() -> Iterator[IdentityRow]:
    """One row an identity file, in the order of their ids."""
    from expectations.identity import load_identities

    for identity in sorted(load_identities(), key=lambda i: i.identity_id):
        yield IdentityRow(**{name: getattr(identity, name) for name in IdentityRow.__dataclass_fields__})


def form_rows() -> Iterator[FormRow]:
    """One row a form file, in the order of their ids; the narrative, which is no table, and the tables that fit no form
    are forms too."""
    from dagster_project.extraction.form_definitions import forms

    rows = {form_id: FormRow(form_id, form.title_zh, form.title_en) for form_id, form in forms().items()}
    rows.setdefault("narrative", FormRow("narrative", "文字说明", "Narrative"))
    rows.setdefault("unrecognised", FormRow("unrecognised", "未识别的表", "Table that fits no known form"))
    yield from (rows[form_id] for form_id in sorted(rows))
