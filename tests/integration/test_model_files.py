"""What Dagster draws of the models is what dbt itself makes of them: the files read by us are held against its manifest."""

import json

import pytest

from dagster_project import model_files, telemetry
from dagster_project.home import Home

telemetry.silence()  # before dagster is imported
import dagster as dg  # noqa: E402

from dagster_project.defs.warehouse import warehouse_assets  # noqa: E402


@pytest.fixture(scope="module")
def specs(tmp_path_factory):
    """The assets by dagster-dbt from the manifest of dbt, by key."""
    from dagster_dbt import build_dbt_asset_specs

    from dagster_project import models

    home = Home(tmp_path_factory.mktemp("parsed") / "home").create()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CITYBUDGET_HOME", "CITYBUDGET_DATABASE", "CITYBUDGET_RAW", "DAGSTER_HOME"):
            patch.setenv(name, "")
        models._invoke(home, ["parse"])
    manifest = json.loads((models.target(home) / "manifest.json").read_bytes())
    return {spec.key: spec for spec in build_dbt_asset_specs(manifest=manifest)}


@pytest.fixture(scope="module")
def ours():
    return {spec.key: spec for spec in warehouse_assets().specs}


def test_each_model_and_seed_is_an_asset_and_nothing_else(specs, ours):
    assert set(ours) == set(specs)
    assert len(ours) > 50


def test_each_is_made_from_what_dbt_makes_it_from(specs, ours):
    made_from = {key: sorted(d.asset_key for d in spec.deps) for key, spec in specs.items()}
    assert {key: sorted(d.asset_key for d in spec.deps) for key, spec in ours.items()} == made_from


def test_groups_descriptions_and_columns_are_the_same(specs, ours):
    for key, spec in specs.items():
        mine = ours[key]
        assert mine.group_name == (spec.group_name or "seeds")
        assert mine.kinds == spec.kinds
        assert (mine.description or "").split("\n\n#### Raw SQL")[0] == (spec.description or "").split(
            "\n\n#### Raw SQL"
        )[0].removesuffix("\n")
        assert _columns(mine) == _columns(spec), key
        assert mine.metadata["materialized"] == spec.metadata["dagster-dbt/materialization_type"]


def _columns(spec: dg.AssetSpec) -> list[tuple[str, str, str | None]]:
    schema = spec.metadata.get("dagster/column_schema")
    return [(c.name, c.type, c.description or None) for c in schema.columns] if schema else []


def test_a_name_in_a_variable_leads_to_the_names_that_are_quoted(tmp_path):
    (tmp_path / "dbt" / "models" / "marts").mkdir(parents=True)
    (tmp_path / "dbt" / "macros").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "funds.csv").write_text("a\n1\n")
    (tmp_path / "dbt" / "dbt_project.yml").write_text(
        "name: p\nseeds: {p: {+schema: seeds}}\n"
        "models: {p: {+materialized: view, marts: {+schema: marts, +group: g, +materialized: table}}}\n"
    )
    marts = tmp_path / "dbt" / "models" / "marts"
    (marts / "one.sql").write_text(
        "{# not ref('two') #} select 'two' from {{ source('raw', 'cells') }}, {{ ref('funds') }}"
    )
    (marts / "two.sql").write_text("select 1")
    (marts / "all.sql").write_text("{% for m in every() %}select * from {{ ref(m) }}{% endfor %}")
    (tmp_path / "dbt" / "macros" / "every.sql").write_text(
        '{% macro every() -%}{{ return(["one", "two"]) }}{% endmacro %}'
    )
    found = {m.key: m for m in model_files.load(tmp_path)}
    assert found["marts", "one"].upstream == [("raw", "cells"), ("seeds", "funds")]
    assert found["marts", "all"].upstream == [("marts", "one"), ("marts", "two")]
    assert (found["marts", "two"].group, found["marts", "two"].materialized) == ("g", "table")
