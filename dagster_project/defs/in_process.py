"""The job run here and now, over a night that is on already, with the home's own Dagster instance."""

from __future__ import annotations

import logging

import dagster as dg

from dagster_project.defs import event_storage
from dagster_project.defs.assembly import assemble
from dagster_project.defs.gate import GATE
from dagster_project.defs.jobs import NIGHTLY
from dagster_project.defs.retention import forget_old_runs
from dagster_project.night import Night


def execute(night: Night) -> None:
    """Runs the job to its end. What breaks is in `night.failure`; a gate that does not pass leaves nothing published and
    says so there too."""
    night.progress("load", 0, 0)
    definitions = assemble(dg.ResourceDefinition.hardcoded_resource(night))
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    with event_storage.kept_open(), dg.DagsterInstance.get() as instance:
        job = definitions.resolve_job_def(NIGHTLY)
        result = job.execute_in_process(instance=instance, raise_on_error=False)
        try:
            forget_old_runs(instance, night.home.dagster)
        except Exception as error:  # noqa: BLE001 - tidying up costs no publication
            night.notes.append(f"{night.home.dagster}：旧的运行记录未能清理（{type(error).__name__}: {error}）")
    if night.failure is not None or night.published is not None:
        return
    broken = [e for e in result.all_events if e.is_failure and e.step_key and not _is_gate(e)]
    night.failure = _broken(broken[0]) if broken else gate_failure(night)


class OrchestrationError(Exception):
    """A step broke outside of the night's own code: names the step and says the orchestrator's reason."""


def _is_gate(event: dg.DagsterEvent) -> bool:
    return event.step_key == GATE.path[-1]


def _broken(event: dg.DagsterEvent) -> OrchestrationError:
    info = getattr(event.event_specific_data, "error", None)
    whole = info.to_string() if info else str(event.message)
    while info and info.cause:
        info = info.cause
    error = OrchestrationError(f"{event.step_key}：{info.message if info else event.message}")
    error.add_note(whole)
    return error


def gate_failure(night: Night) -> Exception:
    """Why a run without an error published nothing: the gate, with the first fatal expectation named."""
    from dagster_project.publication.publish import GateNotPassedError

    fatal = [r for r in night.gate.rows if r.is_fatal] if night.gate else []
    if not fatal:
        return GateNotPassedError("校验门没有结果，不发布；上一次发布保持不变")
    more = f"（另有 {len(fatal) - 1} 项）" if len(fatal) > 1 else ""
    first = f"{fatal[0].message_zh}{'：' if fatal[0].observed_zh else ''}{fatal[0].observed_zh}"
    where = night.home.gate / "expectations.html"
    return GateNotPassedError(f"校验门未通过，不发布，上一次发布保持不变。{first}{more}；详情见 {where}")
