"""The ten questions of the docs give one answer, whatever reads the publication."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from tests.sample_queries import QUERIES, in_duckdb, parquet_tables, plain


@pytest.fixture(scope="module")
def publication(sample_home: Path) -> Path:
    return (sample_home / "published" / "current").resolve()


def test_there_are_ten() -> None:
    assert sorted(QUERIES) == list(range(1, 11))


@pytest.mark.parametrize("number", sorted(QUERIES))
def test_parquet_answers_as_the_database_does(publication: Path, number: int) -> None:
    expected = in_duckdb(publication, QUERIES[number])
    assert expected
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        for table, files in parquet_tables(publication).items():
            connection.execute(f"create view marts.{table} as select * from '{files}'")
        assert plain(connection.execute(QUERIES[number]).fetchall()) == expected


@pytest.mark.parametrize("number", sorted(QUERIES))
def test_polars_answers_as_the_database_does(publication: Path, number: int) -> None:
    frames = {table: pl.scan_parquet(files) for table, files in parquet_tables(publication).items()}
    with pl.SQLContext(frames) as context:
        answer = context.execute(QUERIES[number].replace("marts.", ""), eager=True)
    assert plain(answer.rows()) == in_duckdb(publication, QUERIES[number])


def test_pandas_reads_the_parquet_and_csv_to_the_cent(publication: Path) -> None:
    """pandas has no SQL; the second question in its own words, once from each kind of file."""
    expected = in_duckdb(publication, QUERIES[2])

    def parquet(table: str) -> pd.DataFrame:
        return pd.read_parquet(publication / "parquet" / table)

    def csv(table: str) -> pd.DataFrame:
        from decimal import Decimal

        frame = pd.read_csv(publication / "csv" / f"{table}.csv", dtype="str", encoding="utf-8-sig")
        if "amount_yuan" in frame:
            frame["amount_yuan"] = frame["amount_yuan"].map(lambda text: None if pd.isna(text) else Decimal(text))
        return frame.assign(**{c: frame[c] == "true" for c in ("is_additive",) if c in frame})

    for read in (parquet, csv):
        disclosures = read("dim_disclosure")
        wanted = disclosures[
            (disclosures["fiscal_year"].astype(str) == "2022")
            & (disclosures["stage"] == "budget")
            & disclosures["is_additive"]
        ]
        facts = read("fct_expenditure_by_function")
        facts = facts[(facts["amount_basis"] == "initial") & facts["disclosure_id"].isin(wanted["disclosure_id"])]
        joined = facts.dropna(subset=["amount_yuan"]).merge(
            read("dim_function"), on="function_code", how="left"
        )  # a form may state its money by no function at all
        sums = joined.groupby(["class_code", "class_name"], sort=True, dropna=False)["amount_yuan"].agg(
            lambda amounts: sum(amounts)
        )
        rows = [(*(None if pd.isna(k) else k for k in key), amount) for key, amount in sums.items()]
        assert plain(rows) == expected
