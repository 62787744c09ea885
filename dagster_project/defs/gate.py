"""The gate as an asset with its blocking check: both are one step, so that no selection can have one without the other."""

from collections import Counter
from collections.abc import Sequence

import dagster as dg

from dagster_project import night as steps
from dagster_project.defs.steps import run_step
from dagster_project.night import Night

GATE = dg.AssetKey("expectations")
CHECK = "gate"


def gate_asset(models: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The expectations over everything the models built."""

    @dg.asset(
        key=GATE,
        group_name="publication",
        deps=list(models),
        check_specs=[dg.AssetCheckSpec(CHECK, asset=GATE, blocking=True, description="控制数和完整性，不通过则不发布")],
        required_resource_keys={"night"},
        description="对结果表和各数据集市的检验；本库自身的控制数不平则不发布。",
    )
    def expectations(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        night: Night = context.resources.night
        run_step(steps.judge, night)
        rows = night.gate.rows
        fatal = [r for r in rows if r.is_fatal]
        outcome = dg.AssetCheckResult(
            passed=night.gate.passed,
            severity=dg.AssetCheckSeverity.ERROR,
            metadata={
                "expectations": len(rows),
                "fatal": dg.MetadataValue.md("\n".join(f"- {r.message_zh} {r.observed_zh}" for r in fatal) or "-"),
            },
        )
        statuses = Counter(f"{r.status}_{r.severity}" if r.status != "success" else r.status for r in rows)
        return dg.MaterializeResult(metadata=dict(sorted(statuses.items())), check_results=[outcome])

    return expectations
