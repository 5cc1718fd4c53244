"""What one cell of a file says: nothing, a number with its unit, yes or no, a date, several values."""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Iterable
from datetime import date, datetime

from ..short_cache import cache_short_texts
from ..well_formed import well_formed

_UNKNOWN = frozenset(
    ["", "n/a", "na", "nan", "none", "null", "nil", "-", "--", "–", "—", "?", "unknown", "n.a.",
     "not available", "tbd", "tba", "undefined", "\\n", "#n/a", "(no genres listed)", "not specified"]
)  # fmt: skip
_LONGEST_UNKNOWN = max(map(len, _UNKNOWN))
_YES = frozenset(["true", "yes", "y", "on", "t", "✓", "✔", "x"])
_NO = frozenset(["false", "no", "n", "off", "f", "✗", "✘"])
_DATE_SHAPE = re.compile(
    r"\A(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{4}-\d{2}-\d{2}[T ].*|(?=.*?[^\W\d_]{3}).*\d{4})"
)
_DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y")  # fmt: skip


LIST_TEXT = "[]"
"""The separator of lists that were written as texts: see read_list_text."""


def is_unknown(cell: object) -> bool:
    """Tell whether a cell says nothing: None, NaN or infinity, an empty text or list, "N/A" and its like."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return len(cell) <= _LONGEST_UNKNOWN and cell.strip().lower() in _UNKNOWN
    if isinstance(cell, int):
        return False
    if isinstance(cell, float):
        return not math.isfinite(cell)
    if isinstance(cell, list | tuple | dict | set):
        return not cell
    return False


def read_flag(cell: object) -> bool | None:
    """Read yes or no in the usual words, or 1 and 0; None for anything else."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float) and cell in (0, 1):
        return bool(cell)
    word = str(cell).strip().lower()
    if word in _YES or word == "1":
        return True
    return False if word in _NO or word == "0" else None


@cache_short_texts(most=65_536, longest=60)
def read_date(text: str) -> str | None:
    """Read a day in ISO, in the European form with dots or with the month's name; return it as YYYY-MM-DD, or None.

    01/02/2020 is left unread: nobody can tell which is the month. A day above 12 settles it.
    """
    plain = text.strip()
    if len(plain) > 40 or not _DATE_SHAPE.fullmatch(plain):
        return None
    try:
        return datetime.fromisoformat(plain.replace("Z", "+00:00")).date().isoformat()
    except ValueError:
        pass
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(plain, form).date().isoformat()
        except ValueError:
            continue
    return _read_slashes(plain)


def _read_slashes(plain: str) -> str | None:
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", plain)
    if match is None:
        return None
    first, second, year = (int(part) for part in match.groups())
    if first == second or first > 12 >= second:
        day, month = first, second
    elif second > 12 >= first:
        day, month = second, first
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_many(cell: object, separator: str | None) -> tuple[str, ...]:
    """Return the values of a cell, each once and stripped: a list, or a text split at the separator.

    A member that is an object gives its name: [{"id": 28, "name": "Action"}] is ("Action",).
    """
    if isinstance(cell, str):
        parts: Iterable[object] = _split(cell, separator)
    elif isinstance(cell, list | tuple | set):
        parts = cell
    else:
        parts = (cell,)
    read = [_text(part if type(part) is str else _member(part)) for part in parts]
    return tuple(dict.fromkeys([part for part in read if not is_unknown(part)]))


def read_list_text(text: str) -> list[object] | None:
    """Read a list that was written as a text, in JSON or as Python prints it: "['a', 'b']"; None where it is none."""
    plain = text.strip()
    if not (plain.startswith("[") and plain.endswith("]")):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(plain)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return found if isinstance(found, list) else None
    return None


def _split(text: str, separator: str | None) -> Iterable[object]:
    if separator is None:
        return (text,)
    if separator == LIST_TEXT:
        found = read_list_text(text)
        return (text,) if found is None else found
    return text.split(separator)


def _member(part: object) -> str:
    if isinstance(part, dict):
        for key in ("name", "title", "label", "value"):
            if key in part:
                return str(part[key]).strip()
        return "; ".join(f"{key} {value}" for key, value in part.items())
    return plain_text(part)


def _text(words: str) -> str:
    """Return a text stripped and well-formed: the escapes of a list that was written as a text may be half of a character."""
    return well_formed(words).strip()


def plain_text(cell: object) -> str:
    """Return a cell as a text: numbers without a needless ".0", lists joined by commas."""
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, list | tuple | set):
        return well_formed(", ".join(_member(part) for part in cell))
    if isinstance(cell, dict):
        return well_formed("; ".join(f"{key} {plain_text(value)}" for key, value in cell.items()))
    return str(cell)
