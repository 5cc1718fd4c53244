"""Reads a correction of a preference entry as a person types it: "< 900", "drama", "90..100", "not"."""

from __future__ import annotations

import math
import re

from ..catalog.facets import Facet, Schema
from ..dialogue.preferences import Operator, Preference
from ..errors import EditError

_RANGE = re.compile(r"\A(-?\d+(?:\.\d+)?)\s*(?:\.\.|-|to)\s*(-?\d+(?:\.\d+)?)")
_LEAD = re.compile(r"(<=|>=|<|>|=|~)\s*")
_SIGNS: dict[str, Operator] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "~": "about"}
_TRUE, _FALSE = frozenset({"yes", "true", "on"}), frozenset({"no", "false", "off"})


def read_edit(words: str, entry: Preference, schema: Schema) -> dict[str, object]:
    """Return the fields of an entry that a person's words change.

    Args:
        words: a value, with a sign before it where it is a number ("< 900", "~ 14", "90..100"); several values
            with commas; "must", "prefer", "wanted" or "unwanted".
        entry: the entry as it is.
        schema: what its facet can hold.

    Raises:
        EditError: the words are no value that the entry can have.
    """
    text = words.strip()
    if not text:
        raise EditError(
            "say what the entry should be: /edit 2 < 900, /edit 1 drama, /edit 1 unwanted"
        )
    if text in ("must", "prefer"):
        return {"strength": text}
    if text in ("wanted", "unwanted"):
        return {"polarity": text}
    facet = schema.get(entry.facet)
    if facet is not None and facet.numeric:
        return _number(text, entry)
    if facet is not None and facet.type == "flag":
        return _flag(text)
    return _values(text, entry, facet)


def _number(text: str, entry: Preference) -> dict[str, object]:
    between = _RANGE.fullmatch(text)
    if between is not None:
        low, high = sorted(map(float, between.groups()))
        return {"operator": "between", "value": (low, high)}
    sign = _LEAD.match(text)
    digits = text[sign.end() :] if sign else text
    try:
        value = float(digits.replace(",", "").lstrip("$€£"))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise EditError(f"{text!r} is no number; write it as 900, < 900, >= 4, ~ 14 or 90..100")
    if sign is not None and sign.group(1) != "=":
        return {"operator": _SIGNS[sign.group(1)], "value": value}
    keep = entry.operator in ("<", "<=", ">", ">=", "about")
    return {"operator": entry.operator if keep else "is", "value": value}


def _flag(text: str) -> dict[str, object]:
    if text.lower() in _TRUE | _FALSE:
        return {"operator": "is", "value": text.lower() in _TRUE}
    raise EditError(f"{text!r} is neither yes nor no; write one of them")


def _values(text: str, entry: Preference, facet: Facet | None) -> dict[str, object]:
    if facet is None or facet.type == "text":
        return {"value": text}
    values = tuple(part.strip() for part in text.split(",") if part.strip())
    if not values:
        raise EditError(f"{text!r} holds no value; write one, or several with commas between them")
    if len(values) > 1:
        return {"operator": "any_of", "value": values}
    return {"operator": "contains" if facet.type == "many" else "is", "value": values[0]}
