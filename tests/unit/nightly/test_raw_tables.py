"""Raw tables: the declared types, a fixed order, and no figure changed on the way."""

from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dagster_project import raw_tables
from dagster_project.reading import read_document
from dagster_project.records import Cell, Claim
from tests.disclosure_texts import expenditure_form


@pytest.fixture
def cells():
    return read_document(expenditure_form().encode(), "a.txt").cells


def test_every_table_is_written_even_without_rows(tmp_path):
    counts = raw_tables.write(tmp_path, {})
    assert set(counts.values()) == {0}
    assert {p.stem for p in tmp_path.glob("*.parquet")} == set(raw_tables.TABLES)


def test_money_and_figures_are_decimals_and_never_floats(tmp_path):
    schema = raw_tables.schema(Cell)
    assert schema.field("amount_yuan").type == pa.decimal128(20, 2)
    assert schema.field("value").type == pa.decimal128(28, 8)
    for record_type, _ in raw_tables.TABLES.values():
        assert not any(pa.types.is_floating(f.type) for f in raw_tables.schema(record_type))
    assert raw_tables.schema(Claim).field("decimals").type == pa.int64()


def test_figures_arrive_as_printed(tmp_path, cells):
    raw_tables.write(tmp_path, {"cells": cells})
    table = pq.read_table(tmp_path / "cells.parquet")
    assert table.column("printed_text").to_pylist() == [c.printed_text for c in cells]
    assert table.column("amount_yuan").to_pylist() == [c.amount_yuan for c in cells]


def test_the_order_of_rows_given_does_not_matter(tmp_path, cells):
    raw_tables.write(tmp_path / "a", {"cells": cells})
    raw_tables.write(tmp_path / "b", {"cells": list(reversed(cells))})
    assert (tmp_path / "a/cells.parquet").read_bytes() == (tmp_path / "b/cells.parquet").read_bytes()


def test_a_table_without_news_is_not_written_again(tmp_path, cells):
    raw_tables.write(tmp_path, {"cells": cells})
    stamp = (tmp_path / "cells.parquet").stat().st_mtime_ns
    raw_tables.write(tmp_path, {"cells": cells})
    assert (tmp_path / "cells.parquet").stat().st_mtime_ns == stamp


def test_a_figure_that_does_not_fit_is_named_and_not_rounded(tmp_path, cells):
    broken = replace(cells[4], amount_yuan=Decimal("0.005"))
    with pytest.raises(raw_tables.RawTableError, match=rf"cells {broken.cell_id}: amount_yuan = 0.005"):
        raw_tables.write(tmp_path, {"cells": [*cells, broken]})


def test_a_table_nobody_declared_is_refused(tmp_path):
    with pytest.raises(raw_tables.RawTableError, match="sells"):
        raw_tables.write(tmp_path, {"sells": []})
