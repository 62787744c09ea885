"""What Dagster sees: the only modules that import it. Each asset calls one step of `dagster_project.night`."""
