"""Assets from the inbox to the raw tables: archive, readings, and one raw table each."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import dagster as dg

from dagster_project import night as steps
from dagster_project.defs.steps import run_step
from dagster_project.night import Night
from dagster_project.raw_tables import TABLES
from dagster_project.records import IdentityResult
from dagster_project.standing import ERRORS, FINDINGS

GROUP = "intake"
JUDGED = dg.AssetKey(["raw", "identity_results"])
FOUND = "findings"
_SHOWN = 20  # findings said in words; all are in the publication


NOTHING_NEW = "没有新内容：后面的步骤跳过，沿用现有发布"


@dg.asset(
    group_name=GROUP,
    required_resource_keys={"night"},
    output_required=False,  # without news there is none, and what comes after is skipped
    description="收到的每一个字节，按哈希存放，永不改动。",
)
def archive(context: dg.AssetExecutionContext) -> Iterator[dg.Output[None] | dg.AssetObservation]:
    """Everything received; a night of the command line has received already when the job starts."""
    night: Night = context.resources.night
    if night.collected is None:
        run_step(steps.receive, night)
    collected = night.collected
    assert collected
    metadata: dict[str, Any] = {
        "files_in_inbox": collected.files,
        "new": len(collected.new),
        "ignored": collected.ignored,
        "unreadable": len(collected.unreadable),
        "received_tonight": dg.MetadataValue.md("\n".join(f"- {r.path}" for r in collected.new) or "-"),
    }
    if night.has_news:
        yield dg.Output(None, metadata=metadata)
    else:
        context.log.info(NOTHING_NEW)
        yield dg.AssetObservation(context.asset_key, description=NOTHING_NEW, metadata=metadata)


@dg.asset(
    group_name=GROUP,
    deps=[archive],
    required_resource_keys={"night"},
    description="每份文件的读取结果，按字节哈希缓存。",
)
def readings(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """The readings of all documents; only what this reader version has not read is read."""
    night: Night = context.resources.night
    run_step(steps.read, night)
    read = [o.reading for o in night.outcomes if o.reading is not None]
    refused = [o.refusal for o in night.outcomes if o.refusal is not None]
    return dg.MaterializeResult(
        metadata={
            "documents": len(read),
            "read_tonight": night.read_now,
            "pages": sum(r.page_count for r in read),
            "cells": sum(len(r.cells) for r in read),
            "claims": sum(len(r.claims) for r in read),
            "refused": len(refused),
            "refusals": dg.MetadataValue.md("\n".join(f"- {r.file_name}：{r.reason}" for r in refused) or "-"),
        }
    )


@dg.multi_asset(
    specs=[dg.AssetSpec(["raw", name], deps=[readings], group_name="raw") for name in TABLES],
    check_specs=[
        dg.AssetCheckSpec(FOUND, asset=JUDGED, description="各部门公开文件的勾稽关系中没有整改一级的疑点；不影响发布")
    ],
    required_resource_keys={"night"},
)
def raw(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
    """The raw tables: documents joined into disclosures and confronted with the identities."""
    night: Night = context.resources.night
    run_step(steps.put_together, night)
    run_step(steps.write_raw, night)
    assert night.assembled
    results = [r for c in night.assembled.confrontations.values() for r in c.results]
    found = Counter(r.severity for r in results if r.verdict in FINDINGS)
    for name, rows in night.raw_counts.items():
        metadata: dict[str, int] = {"dagster/row_count": rows}
        if name == "identity_results":
            metadata |= {f"findings_{severity}": n for severity, n in sorted(found.items())}
        if name == "disclosures":
            metadata["held"] = sum(d.status == "held" for d in night.assembled.disclosures)
        checked = [_found(results)] if name == JUDGED.path[-1] else []
        yield dg.MaterializeResult(asset_key=["raw", name], metadata=metadata, check_results=checked)
    counts = {"documents": sum(o.reading is not None for o in night.outcomes), "refused": len(night.refusals)}
    counts |= {name: night.raw_counts[name] for name in ("disclosures", "cells", "claims")}
    counts |= {f"findings_{severity}": n for severity, n in sorted(found.items())}
    context.instance.add_run_tags(context.run.run_id, {f"citybudget/{name}": str(n) for name, n in counts.items()})


def _found(results: list[IdentityResult]) -> dg.AssetCheckResult:
    """The identities that fail, each with how often, and the gravest of them in words."""
    wrong = [r for r in results if r.verdict in FINDINGS]
    errors = sorted((r for r in wrong if r.severity in ERRORS), key=lambda r: (r.identity_id, r.instance))
    counted = Counter(r.identity_id for r in wrong)
    said = [f"{identity} × {n}" for identity, n in sorted(counted.items(), key=lambda c: (-c[1], c[0]))]
    return dg.AssetCheckResult(
        check_name=FOUND,
        asset_key=JUDGED,
        passed=not errors,
        severity=dg.AssetCheckSeverity.WARN,
        description="\n".join([*said, *(r.message_zh for r in errors[:_SHOWN])]) or "没有疑点",
        metadata={"errors": len(errors), "findings": len(wrong)},
    )
