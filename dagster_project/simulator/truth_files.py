"""The truth as files: a table a kind of row, as CSV and Parquet, written as the city goes on so that memory stays flat."""

from __future__ import annotations

import csv
from dataclasses import astuple, fields
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

_MONEY = (20, 2)
_VALUE = (28, 8)
_AT_ONCE = 1_000  # rows of a group of a Parquet file


class TruthFiles:
    """Tables below a folder, opened at their first row; a context manager that closes them all."""

    def __init__(self, folder: Path, records: dict[str, type]) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.tables = {name: _TruthTable(folder, name, record) for name, record in sorted(records.items())}

    def __enter__(self) -> TruthFiles:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for table in self.tables.values():
            table.close()

    def add(self, name: str, rows: list[Any]) -> None:
        self.tables[name].add(rows)


class _TruthTable:
    def __init__(self, folder: Path, name: str, record: type) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.record = record
        self.waiting: list[Any] = []
        self.names = [f.name for f in fields(record)]
        self.schema = pa.schema([(f.name, _type(str(f.type), f.name)) for f in fields(record)])
        self.stream = (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="")
        self.csv = csv.writer(self.stream, lineterminator="\n")
        self.csv.writerow(self.names)
        self.parquet = pq.ParquetWriter(folder / f"{name}.parquet", self.schema, compression="zstd")

    def add(self, rows: list[Any]) -> None:
        self.waiting += rows
        if len(self.waiting) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        if not self.waiting:
            return
        rows, self.waiting = self.waiting, []
        values = [astuple(row) for row in rows]
        self.csv.writerows(
            [["" if v is None else f"{v:f}" if isinstance(v, Decimal) else v for v in r] for r in values]
        )
        columns = zip(*values, strict=True)
        arrays = [pa.array(list(c), f.type) for c, f in zip(columns, self.schema, strict=True)]
        self.parquet.write_table(pa.Table.from_arrays(arrays, schema=self.schema))

    def close(self) -> None:
        self._write()
        self.stream.close()
        self.parquet.close()


def _type(annotation: str, name: str) -> Any:
    import pyarrow as pa

    if annotation.startswith("Decimal"):
        return pa.decimal128(*(_VALUE if name == "value" else _MONEY))
    return {"str": pa.string(), "int": pa.int64(), "bool": pa.bool_()}[annotation.removesuffix(" | None")]
