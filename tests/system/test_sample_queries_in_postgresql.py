"""The ten questions of the docs in PostgreSQL, through psycopg, SQLAlchemy with pandas, and psql: the same answers."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pandas as pd
import psycopg
import pytest
import sqlalchemy

from dagster_project.publication.targets import copy
from tests.sample_queries import QUERIES, in_duckdb, plain

pytestmark = pytest.mark.system


def test_every_client_answers_as_the_database_of_the_publication_does(sample_home: Path, database: str) -> None:
    publication = (sample_home / "published" / "current").resolve()
    copy(publication, database)
    engine = sqlalchemy.create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    for number, sql in QUERIES.items():
        expected = in_duckdb(publication, sql)
        assert expected
        with psycopg.connect(database) as connection:
            assert plain(connection.execute(sql).fetchall()) == expected, number
        with engine.connect() as connection:
            frame = pd.read_sql(sqlalchemy.text(sql), connection, coerce_float=False)
        rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
        assert plain(rows) == expected, number
        shown = subprocess.run(
            ["psql", database, "--no-psqlrc", "--csv", "--tuples-only", "--command", sql],
            check=True,
            capture_output=True,
            text=True,
        )
        rows = csv.reader(shown.stdout.splitlines())
        kinds = [type(value) for value in expected[0]]
        read = [[kind(text) if text else None for kind, text in zip(kinds, row, strict=True)] for row in rows]
        assert plain(read) == expected, number
    engine.dispose()
