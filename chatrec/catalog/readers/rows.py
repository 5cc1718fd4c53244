"""What a reader yields: one row of a source, or why a row could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file (or its number, from 1, where there are no lines) and what it holds."""

    line: int
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read, as it stands in the source."""

    line: int
    reason: str
    raw: str
