"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .bytes import open_text
from .rows import BadRow, Row


def read_jsonl(path: Path) -> Iterator[Row | BadRow]:
    """Yield the objects of a JSONL file; blank lines are passed over, broken lines are bad rows."""
    with open_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield read_object(line, number)


def read_object(text: str, line: int) -> Row | BadRow:
    """Read one JSON object."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        return BadRow(line, f"broken JSON: {error}", text.rstrip("\n"))
    if not isinstance(found, dict):
        return BadRow(line, f"not an object but {type(found).__name__}", text.rstrip("\n"))
    return Row(line, found)
