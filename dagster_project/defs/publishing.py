"""The publication as an asset: what readers use."""

import dagster as dg

from dagster_project import night as steps
from dagster_project.defs.gate import GATE
from dagster_project.defs.steps import run_step
from dagster_project.defs.watching import PUBLICATION, SPECS, evaluations, received_in
from dagster_project.night import Night


@dg.asset(
    key=PUBLICATION,
    check_specs=SPECS,
    group_name="publication",
    deps=[GATE],
    required_resource_keys={"night"},
    description="对外发布：DuckDB、Parquet、CSV、数据字典，整体替换或完全不变。",
)
def publication(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Switches in a new publication; the step itself refuses without a passed gate."""
    night: Night = context.resources.night
    run_step(steps.publish, night)
    assert night.published
    documents = night.published["counts"]["documents"]
    return dg.MaterializeResult(
        metadata={
            "publication_id": night.published["publication_id"],
            "path": dg.MetadataValue.path(str(night.home.current)),
            "documents_in": documents["in"],
            "documents_out": documents["out"],
            "documents_refused": documents["refused"],
        },
        check_results=evaluations(night.home, received_in(night.home), night.started, published=True),
    )
