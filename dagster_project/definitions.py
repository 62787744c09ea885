"""The entry point of Dagster (`[tool.dagster]` in pyproject.toml). Assembly only.

Nothing is read from the environment or from the models when this is imported; both happen when Dagster asks for the
definitions.
"""

from __future__ import annotations

import dagster as dg


@dg.definitions
def defs() -> dg.Definitions:
    """The definitions for the home that `CITYBUDGET_HOME` names."""
    from dagster_project.defs.assembly import assemble
    from dagster_project.defs.night_resource import configured_home
    from dagster_project.environment import prepare

    home = configured_home().create()
    prepare(home)
    return assemble()
