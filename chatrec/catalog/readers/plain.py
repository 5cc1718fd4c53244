"""Cells of databases and Parquet files as the values that JSON knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal


def plain_cell(cell: object) -> object:
    """Return decimals as numbers, dates as ISO texts, spans as minutes, bytes as text; members of lists likewise."""
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 60
    if isinstance(cell, bytes | memoryview):
        return bytes(cell).decode("utf-8", "replace")
    if isinstance(cell, Mapping):
        return {str(key): plain_cell(value) for key, value in cell.items()}
    if isinstance(cell, list | tuple | set):
        return [plain_cell(member) for member in cell]
    return str(cell)


def plain_record(record: Mapping[str, object]) -> dict[str, object]:
    """Return a row with every cell plain."""
    return {str(name): plain_cell(cell) for name, cell in record.items()}
