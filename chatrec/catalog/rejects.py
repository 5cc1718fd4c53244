"""Rows that did not become items, with the reason, kept so that nothing is lost silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..well_formed import json_text

_WRITABLE = 0o222
"""A folder that nobody may write to is left alone even by root, who could."""


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that did not become an item."""

    line: int
    reason: str
    row: str
    """The row as it was read: JSON, or the raw text where it could not be read."""


def write_rejects(rejects: Sequence[Reject], path: Path) -> bool:
    """Write one JSON object a line: line, reason, row; remove the file where there is nothing to write.

    Returns False where the place cannot be written to, or its folder is marked read-only: a load never fails for that.
    """
    try:
        if not path.parent.stat().st_mode & _WRITABLE:
            return False
        if not rejects:
            path.unlink(missing_ok=True)
            return True
        with path.open("w", encoding="utf-8", newline="\n") as out:
            for reject in rejects:
                record = {"line": reject.line, "reason": reject.reason, "row": reject.row}
                out.write(json_text(record) + "\n")
    except OSError:
        return False
    return True
