"""Everything Dagster knows of the warehouse, put together."""

from __future__ import annotations

import dagster as dg

from dagster_project.defs.gate import gate_asset
from dagster_project.defs.intake import archive, raw, readings
from dagster_project.defs.jobs import nightly_job
from dagster_project.defs.night_resource import night_resource
from dagster_project.defs.publishing import publication
from dagster_project.defs.triggers import inbox_sensor, nightly_schedule
from dagster_project.defs.warehouse import warehouse_assets
from dagster_project.defs.watching import watching_sensor


def assemble(night: dg.ResourceDefinition = night_resource) -> dg.Definitions:
    """The definitions; `night` is the night that the steps share."""
    warehouse = warehouse_assets()
    models = sorted(warehouse.keys, key=lambda k: tuple(k.path))
    return dg.Definitions(
        assets=[archive, readings, raw, warehouse, gate_asset(models), publication],
        jobs=[nightly_job],
        schedules=[nightly_schedule],
        sensors=[inbox_sensor, watching_sensor],
        resources={"night": night},
    )
