"""The dbt models as assets, built in this process: starting dbt anew costs as long as running it."""

from collections.abc import Collection, Iterator
from graphlib import TopologicalSorter

import dagster as dg

from dagster_project import model_files
from dagster_project import night as steps
from dagster_project.defs.steps import run_step
from dagster_project.model_files import ModelFile
from dagster_project.night import Night

_GROUP_OF_SEEDS = "seeds"
_KINDS = {"dbt", "duckdb"}


def warehouse_assets() -> dg.AssetsDefinition:
    """The models and seeds; their sources are the raw tables. dbt's own tests run within the build and fail it; the gate is
    the one check that publication waits for."""

    @dg.multi_asset(
        specs=[_spec(model) for model in model_files.load()], required_resource_keys={"night"}, name="warehouse"
    )
    def warehouse(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
        night: Night = context.resources.night
        run_step(steps.build_models, night)
        rows = _row_counts(night)
        for key in _in_order(context.assets_def, context.selected_asset_keys):
            metadata = {"dagster/row_count": rows[key.path[-1]]} if key.path[-1] in rows else {}
            yield dg.MaterializeResult(asset_key=key, metadata=metadata)

    return warehouse


def _spec(model: ModelFile) -> dg.AssetSpec:
    columns = [dg.TableColumn(name, kind or "?", said or None) for name, kind, said in model.columns]
    schema = {"dagster/column_schema": dg.TableSchema(columns)} if columns else {}
    raw = f"\n\n#### Raw SQL:\n```sql\n{model.sql}\n```" if model.sql else ""
    return dg.AssetSpec(
        list(model.key),
        deps=[dg.AssetKey(list(key)) for key in model.upstream],
        group_name=model.group or _GROUP_OF_SEEDS,
        kinds=_KINDS,
        description=model.description + raw,
        metadata={"materialized": model.materialized, "dagster/table_name": ".".join(model.key), **schema},
    )


def _in_order(assets: dg.AssetsDefinition, selected: Collection[dg.AssetKey]) -> list[dg.AssetKey]:
    """The keys, each after those it depends on: Dagster takes the results in no other order."""
    upstream = {s.key: {d.asset_key for d in s.deps} for s in assets.specs}
    return [k for k in TopologicalSorter(upstream).static_order() if k in selected]


def _row_counts(night: Night) -> dict[str, int]:
    import duckdb

    with duckdb.connect(str(night.home.database), read_only=True) as connection:
        sql = "select table_name, estimated_size from duckdb_tables() where schema_name <> 'history'"
        return dict(connection.execute(sql).fetchall())
