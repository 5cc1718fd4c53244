"""CSV and TSV: quotes, the delimiter found by looking, broken lines set aside one by one."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from .bytes import open_text
from .rows import BadRow, Row

_DELIMITERS = ",\t;|"
_MOST_LINES = 500
"""A quoted cell of more lines is taken for a quote that is never closed."""


def read_delimited(path: Path, *, delimiter: str | None = None) -> Iterator[Row | BadRow]:
    """Yield the rows of a CSV or TSV file under its header; the delimiter is found where none is given.

    A row with more cells than the header is bad, one with fewer leaves the last columns unknown. A quote that is not
    closed costs its own line only. The line of a row is the one it starts on.
    """
    csv.field_size_limit(sys.maxsize)
    with open_text(path) as stream:
        lines = _Lines(stream)
        head = lines.peek(0) or ""
        mark = delimiter or find_delimiter(head)
        header: list[str] | None = None
        while (start := lines.number) and lines.peek(0) is not None:
            row = _next_cells(lines, mark, len(header) if header else None)
            if isinstance(row, BadRow):
                yield row
            elif not any(cell.strip() for cell in row):
                continue
            elif header is None:
                header = name_columns(row)
            else:
                yield Row(start, dict(zip(header, row, strict=False)))


class _Lines:
    """The lines of a file with a look ahead."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._ahead: list[str] = []
        self.number = 1
        """The number of the next line."""

    def peek(self, place: int) -> str | None:
        """Return the line that many places ahead, or None beyond the end."""
        missing = place + 1 - len(self._ahead)
        if missing > 0:
            self._ahead.extend(islice(self._stream, missing))
        return self._ahead[place] if place < len(self._ahead) else None

    def ahead(self, most: int) -> Iterator[str]:
        """Give the next lines, at most so many, without passing by them."""
        for place in range(most):
            line = self.peek(place)
            if line is None:
                return
            yield line

    def pass_by(self, count: int) -> None:
        """Go on by that many lines."""
        del self._ahead[:count]
        self.number += count


def _next_cells(lines: _Lines, delimiter: str, wanted: int | None) -> list[str] | BadRow:
    """Read the next row; one of several lines that does not come out right is bad for its first line alone."""
    start, first = lines.number, lines.peek(0) or ""
    held, cells = _read_quoted(lines, delimiter)
    if cells is not None and not (wanted is not None and any(cells[wanted:])):
        lines.pass_by(held)
        return cells[:wanted]
    lines.pass_by(1)
    reason = "a quote that is not closed"
    if cells is not None and held == 1:
        reason = f"{len(cells)} cells where the header has {wanted}"
    return BadRow(start, reason, first.rstrip("\r\n"))


def _read_quoted(lines: _Lines, delimiter: str) -> tuple[int, list[str] | None]:
    """Return how many lines the next row takes and its cells, None where a quote is not closed."""
    text = lines.peek(0) or ""
    if '"' not in text:
        return 1, _split(text, delimiter)
    reader = csv.reader(lines.ahead(_MOST_LINES), delimiter=delimiter, strict=True)
    try:
        cells = next(reader, [])
    except csv.Error as error:
        lone = reader.line_num == 1 and "unexpected end of data" not in str(error)
        return 1, _split(text, delimiter) if lone else None
    return reader.line_num, cells


def _split(text: str, delimiter: str) -> list[str]:
    return next(csv.reader([text], delimiter=delimiter), [])


def find_delimiter(head: str) -> str:
    """Return the delimiter that stands most often in the header line, outside quotes."""
    outside = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def name_columns(header: list[str]) -> list[str]:
    """Return the names of the columns: nameless ones are numbered, doubled ones too."""
    named: dict[str, None] = {}
    for place, cell in enumerate(header, start=1):
        name = cell.strip() or f"column {place}"
        while name in named:
            name = f"{name} {place}"
        named[name] = None
    return list(named)
