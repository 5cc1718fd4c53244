"""Parquet, through pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...errors import CatalogError
from .plain import plain_record
from .rows import Row


def read_parquet(path: Path) -> Iterator[Row]:
    """Yield the rows of a Parquet file, numbered from 1. CatalogError where it is not one."""
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            number = 0
            for batch in file.iter_batches():
                for record in batch.to_pylist():
                    number += 1
                    yield Row(number, plain_record(record))
    except (OSError, pyarrow.ArrowException) as error:
        raise CatalogError(
            f"cannot read {str(path)!r} as Parquet: {error}; write it anew, or give a CSV or JSONL file"
        ) from error
