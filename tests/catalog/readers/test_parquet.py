from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from chatrec.catalog.readers.parquet import read_parquet
from chatrec.catalog.readers.rows import Row
from chatrec.errors import CatalogError


def test_rows_of_a_parquet_file_are_plain(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pyarrow.table(
        {
            "id": ["a", "b"],
            "price": [Decimal("9.90"), None],
            "day": [date(2024, 5, 1), None],
            "tags": [["x", "y"], []],
        }
    )
    pyarrow.parquet.write_table(table, path)
    assert list(read_parquet(path)) == [
        Row(1, {"id": "a", "price": 9.9, "day": "2024-05-01", "tags": ["x", "y"]}),
        Row(2, {"id": "b", "price": None, "day": None, "tags": []}),
    ]


def test_a_broken_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 not really")
    with pytest.raises(CatalogError, match="Parquet"):
        list(read_parquet(path))
