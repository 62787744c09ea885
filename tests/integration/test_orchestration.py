"""What Dagster sees: the definitions load, no job can publish without the gate, and news start a run once."""

import datetime as dt
import json
from dataclasses import asdict

import pytest
import yaml

from dagster_project import changes, collection, deadlines, telemetry

telemetry.silence()  # before dagster is imported
import dagster as dg  # noqa: E402

from dagster_project.defs import gate, intake, night_resource, publishing, triggers, watching  # noqa: E402
from dagster_project.home import Home  # noqa: E402
from dagster_project.publication import checksums  # noqa: E402
from dagster_project.raw_tables import TABLES  # noqa: E402

GATE_CHECK = dg.AssetCheckKey(gate.GATE, gate.CHECK)


@pytest.fixture(scope="module")
def definitions(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYBUDGET_HOME", str(tmp_path_factory.mktemp("orchestration")))
        from dagster_project.definitions import defs

        yield defs()


def test_the_definitions_load_with_an_asset_for_each_step(definitions):
    keys = {k.to_user_string() for k in definitions.resolve_all_asset_keys()}
    assert {"archive", "readings", "expectations", "publication"} <= keys
    assert {f"raw/{name}" for name in TABLES} <= keys
    assert any(k.endswith("fct_cell") for k in keys)


def test_only_jobs_that_contain_the_gate_exist(definitions):
    jobs = [j for j in definitions.resolve_all_job_defs() if not j.name.startswith("__")]
    assert [j.name for j in jobs] == ["nightly"]
    for job in jobs:
        assert GATE_CHECK in job.asset_layer.asset_graph.asset_check_keys


def test_the_gate_blocks_and_publication_waits_for_it(definitions):
    graph = definitions.resolve_asset_graph()
    assert graph.get_check_spec(GATE_CHECK).blocking
    assert gate.GATE in graph.get(publishing.publication.key).parent_keys
    models = {k for k in graph.get_all_asset_keys() if k.path[-1].startswith(("fct_", "dim_", "ctl_"))}
    assert models <= graph.get(gate.GATE).parent_keys


def test_the_gate_cannot_be_taken_without_its_check(definitions):
    (assets,) = [a for a in definitions.resolve_asset_graph().assets_defs if gate.GATE in a.keys]
    assert not assets.can_subset
    assert [c.key for c in assets.check_specs] == [GATE_CHECK]


def test_the_schedule_keeps_the_citys_time(definitions):
    (schedule,) = [definitions.get_schedule_def("nightly_schedule")]
    assert schedule.execution_timezone == "Asia/Shanghai"
    assert schedule.job_name == "nightly"


@pytest.fixture
def waiting(tmp_path, monkeypatch):
    """An inbox with a file that no publication knows."""
    home, inbox = Home(tmp_path / "home").create(), tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("x")
    monkeypatch.setenv("CITYBUDGET_HOME", str(home.path))
    monkeypatch.setenv("CITYBUDGET_INBOX", str(inbox))
    return home, inbox


def asked(trigger, context):
    result = trigger(context)
    return result if isinstance(result, dg.RunRequest | dg.SkipReason) else next(iter(result))


def test_news_start_one_run_and_receive_nothing_themselves(waiting):
    home, _ = waiting
    first = asked(triggers.inbox_sensor, dg.build_sensor_context())
    second = asked(triggers.inbox_sensor, dg.build_sensor_context())
    assert isinstance(first, dg.RunRequest)
    assert first.run_key == second.run_key
    assert not list(home.receipts.iterdir())


def test_without_news_neither_sensor_nor_schedule_starts_anything(waiting):
    home, inbox = waiting
    collected = collection.collect(home, inbox, "r1", "2026-01-01T00:00:00Z", 0)
    (home.published / "p1").mkdir()
    home.current.symlink_to("p1")
    fingerprint = asdict(changes.fingerprint(collected, dt.datetime.now(dt.UTC).date().isoformat()))
    manifest = {"publication_id": "p1", "fingerprint": fingerprint}
    (home.current / "manifest.json").write_text(json.dumps(manifest))
    checksums.write(home.current)
    context = dg.build_schedule_context(scheduled_execution_time=dt.datetime.now(dt.UTC))
    assert isinstance(asked(triggers.inbox_sensor, dg.build_sensor_context()), dg.SkipReason)
    assert isinstance(asked(triggers.nightly_schedule, context), dg.SkipReason)


def test_a_missing_inbox_is_a_reason_and_no_error(waiting):
    _, inbox = waiting
    (inbox / "a.txt").unlink()
    inbox.rmdir()
    skipped = asked(triggers.inbox_sensor, dg.build_sensor_context())
    assert isinstance(skipped, dg.SkipReason)
    assert "--inbox" in skipped.skip_message


def test_telemetry_is_off_in_the_homes_own_configuration(definitions, monkeypatch):
    import os
    from pathlib import Path

    settings = yaml.safe_load((Path(os.environ["DAGSTER_HOME"]) / "dagster.yaml").read_text())
    assert settings["telemetry"] == {"enabled": False}


def test_a_run_of_the_schedule_publishes_like_the_command_line(tmp_path, monkeypatch):
    from dagster_project.environment import prepare
    from tests.disclosure_texts import expenditure_form

    home, inbox = Home(tmp_path / "home").create(), tmp_path / "inbox"
    inbox.mkdir()
    wrong = expenditure_form().replace("合计\t120.00", "合计\t130.00")
    (inbox / "a.txt").write_text(wrong, encoding="utf-8")
    for name in ("CITYBUDGET_HOME", "CITYBUDGET_DATABASE", "CITYBUDGET_RAW", "DAGSTER_HOME"):
        monkeypatch.setenv(name, "")  # given back when the test is over
    prepare(home)
    monkeypatch.setenv("CITYBUDGET_INBOX", str(inbox))
    from dagster_project.definitions import defs

    with dg.DagsterInstance.get() as instance:
        result = defs().resolve_job_def("nightly").execute_in_process(instance=instance)
    assert result.success
    checks = {e.asset_check_key: e for e in result.get_asset_check_evaluations()}
    assert checks[GATE_CHECK].passed
    found = checks[dg.AssetCheckKey(intake.JUDGED, intake.FOUND)]
    assert not found.passed
    assert "basic_and_project_sum_to_total × " in found.description
    assert checks[dg.AssetCheckKey(watching.PUBLICATION, watching.FRESH)].passed
    assert result.dagster_run.tags["citybudget/documents"] == "1"
    assert int(result.dagster_run.tags["citybudget/findings_error"]) > 0
    manifest = json.loads((home.current / "manifest.json").read_bytes())
    assert manifest["counts"]["documents"] == {"in": 1, "out": 1, "refused": 0}
    (record,) = (home.history / "nights.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(record)["outcome"] == "published"

    # the schedule starts a night wherever departments' pages are looked at; without news it makes nothing and is recorded
    standing = home.current.readlink()
    with dg.DagsterInstance.get() as instance:
        result = defs().resolve_job_def("nightly").execute_in_process(instance=instance)
    assert result.success
    assert {e.step_key for e in result.all_events if e.is_step_success} == {"archive"}
    assert {"readings", "raw", "warehouse", "expectations", "publication"} == {
        e.step_key for e in result.all_events if e.is_step_skipped
    }
    assert home.current.readlink() == standing
    (_, record) = (home.history / "nights.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(record)["outcome"], json.loads(record)["publication_id"]) == ("unchanged", str(standing))


def test_old_runs_do_not_pile_up(tmp_path):
    from dagster_project.defs.retention import forget_old_runs

    @dg.job
    def nothing():
        pass

    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        runs = [nothing.execute_in_process(instance=instance).run_id for _ in range(4)]
        assert sorted(forget_old_runs(instance, tmp_path, kept=2)) == sorted(runs[:2])
        assert [run.run_id for run in instance.get_runs()] == runs[:1:-1]
        assert instance.all_logs(runs[3])
    left = {p.name for p in tmp_path.rglob("*") if any(run in p.name for run in runs[:2])}
    assert left == set()


@pytest.fixture
def overdue_city(tmp_path, monkeypatch):
    """A home whose last good night is an hour old, and a city whose approval is long past."""
    home = Home(tmp_path / "home").create()
    monkeypatch.setenv("CITYBUDGET_HOME", str(home.path))
    night = {"started": (dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)).isoformat(), "outcome": "unchanged"}
    (home.history / "nights.jsonl").write_text(json.dumps(night) + "\n")
    late = deadlines.Overdue(dt.date(2021, 3, 1), "d1", "甲市乙局", 2021, "budget")
    monkeypatch.setattr(watching, "overdue", lambda *_: [late])
    return home


def test_what_is_overdue_is_a_check_that_fails_and_is_said_once(overdue_city):
    first = watching.watching_sensor(dg.build_sensor_context())
    said = {e.check_name: e for e in first.asset_events}
    assert said["freshness"].passed
    assert not said["deadlines"].passed
    assert "甲市乙局 2021 年预算：应于 2021-03-01 前公开" in said["deadlines"].description
    again = watching.watching_sensor(dg.build_sensor_context(cursor=first.cursor))
    assert isinstance(again, dg.SkipReason)


def test_nights_that_do_not_happen_are_a_check_that_fails(overdue_city):
    (overdue_city.history / "nights.jsonl").unlink()
    said = {e.check_name: e for e in watching.watching_sensor(dg.build_sensor_context()).asset_events}
    assert not said["freshness"].passed


def test_only_the_gate_blocks(definitions):
    graph = definitions.resolve_asset_graph()
    blocking = [key for key in graph.asset_check_keys if graph.get_check_spec(key).blocking]
    assert blocking == [GATE_CHECK]
    names = {key.name for key in graph.asset_check_keys}
    assert {gate.CHECK, intake.FOUND, watching.FRESH, watching.DEADLINES} == names


def test_a_backfill_of_a_year_reads_the_documents_of_that_year_again(waiting):
    from dagster_project import night as steps
    from tests.disclosure_texts import expenditure_form

    _, inbox = waiting
    text = expenditure_form()
    assert "2023" in text
    (inbox / "a.txt").write_text(text, encoding="utf-8")
    (inbox / "b.txt").write_text(text.replace("2023", "2022"), encoding="utf-8")
    read = []
    for years in ([], [], [2022], [1999]):
        config = {"night": {"config": {"fiscal_years": years}}}
        with dg.build_resources({"night": night_resource.night_resource}, resource_config=config) as resources:
            steps.receive(resources.night)
            steps.read(resources.night)
            read.append(resources.night.read_now)
            assert len(resources.night.outcomes) == 2
    assert read == [2, 0, 1, 0]


def test_a_year_is_asked_for_as_run_configuration(definitions):
    job = definitions.resolve_job_def("nightly")
    asked = {"resources": {"night": {"config": {"fiscal_years": [2021]}}}}
    assert dg.validate_run_config(job, asked)["resources"]["night"]["config"] == {"fiscal_years": [2021]}
    with pytest.raises(dg.DagsterInvalidConfigError):
        dg.validate_run_config(job, {"resources": {"night": {"config": {"fiscal_years": ["last"]}}}})


def test_one_run_at_a_time_and_a_run_that_died_again(definitions):
    with dg.DagsterInstance.get() as instance:
        assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
        assert instance.run_monitoring_enabled
        assert instance.run_retries_enabled
    job = definitions.resolve_job_def("nightly")
    assert (job.tags["dagster/max_retries"], job.tags["dagster/retry_strategy"]) == ("2", "ALL_STEPS")


def test_settings_that_a_person_changed_stay(tmp_path, monkeypatch):
    from dagster_project.environment import ORCHESTRATION, prepare

    for name in ("CITYBUDGET_HOME", "CITYBUDGET_DATABASE", "CITYBUDGET_RAW", "DAGSTER_HOME"):
        monkeypatch.setenv(name, "")
    home = Home(tmp_path / "home").create()
    path = home.dagster / "dagster.yaml"
    first = "# Written by the nightly job; what the orchestrator keeps lies beside it.\n"
    path.write_text(first + "nux:\n  enabled: false\ntelemetry:\n  enabled: false\n")
    prepare(home)
    assert yaml.safe_load(path.read_text()) == telemetry.DAGSTER_SETTINGS | ORCHESTRATION
    path.write_text("telemetry:\n  enabled: false\n")
    prepare(home)
    assert path.read_text() == "telemetry:\n  enabled: false\n"


def test_the_storage_is_forced_to_disk_once_and_whole_when_the_night_is_over(tmp_path):
    import sqlalchemy

    from dagster_project.defs.event_storage import kept_open

    path = tmp_path / "events.db"

    def said(query):
        engine = sqlalchemy.create_engine(f"sqlite:///{path}", poolclass=sqlalchemy.pool.NullPool)
        with engine.begin() as connection:
            found = connection.exec_driver_sql(query)
            return found.fetchall() if found.returns_rows else []

    said("pragma journal_mode = wal")
    with kept_open():
        said("create table t as select 1 as a")
        assert said("pragma synchronous") == [(1,)]
        assert path.with_name("events.db-wal").stat().st_size > 0  # no close has written it through
    assert not path.with_name("events.db-wal").exists()
    assert (said("select a from t"), said("pragma synchronous")) == ([(1,)], [(2,)])
