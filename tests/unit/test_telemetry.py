"""Nothing is reported home, whatever the environment said before."""

from __future__ import annotations

from dagster_project.telemetry import DAGSTER_SETTINGS, silence


def test_silence_overrides_what_stood_there():
    environment = {"GX_ANALYTICS_ENABLED": "true", "DBT_SEND_ANONYMOUS_USAGE_STATS": "true", "PATH": "kept"}
    silence(environment)
    assert environment["GX_ANALYTICS_ENABLED"] == "false"
    assert environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PATH"] == "kept"
    assert DAGSTER_SETTINGS["telemetry"] == {"enabled": False}
