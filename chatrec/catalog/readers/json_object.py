"""One JSON object as a row: what is no object, nested too deeply or not text is found here, before it does harm."""

from __future__ import annotations

import json

from .rows import BadRow, Row

_DEEPEST = 20
_SUSPICIOUS = 3 * _DEEPEST


def read_object(text: str, line: int) -> Row | BadRow:
    """Read one JSON object from a line of text."""
    raw = text.rstrip("\r\n")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        return BadRow(line, f"broken JSON: {error}", raw)
    if text.count("[") + text.count("{") > _SUSPICIOUS and is_too_deep(found):
        return BadRow(line, f"nested deeper than {_DEEPEST} levels", raw)
    return as_row(found, line, raw)


def as_row(found: object, line: int, raw: str) -> Row | BadRow:
    """Return a row of what stood on a line, or why it is none; halves of characters become question marks."""
    if not isinstance(found, dict):
        return BadRow(line, f"not an object but {type(found).__name__}", raw)
    if "\\ud" in raw or "\\uD" in raw:
        whole = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
        return Row(line, dict(json.loads(whole)))
    return Row(line, found)


def is_too_deep(found: object) -> bool:
    """Tell whether lists and objects are nested deeper than any catalogue needs."""
    level = [found]
    for _ in range(_DEEPEST):
        inner = [one for one in level if isinstance(one, list | dict)]
        if not inner:
            return False
        level = [
            member for one in inner for member in (one.values() if isinstance(one, dict) else one)
        ]
    return any(isinstance(one, list | dict) for one in level)
