"""JSON Lines: one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .bytes import open_text
from .json_object import read_object
from .rows import BadRow, Row


def read_jsonl(path: Path) -> Iterator[Row | BadRow]:
    """Yield the objects of a JSONL file; blank lines are passed over, broken lines are bad rows."""
    with open_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield read_object(line, number)
