"""Limits in words: "under $900", "from the 1990s", "with at least 16 GB of memory"."""

from __future__ import annotations

import math

from ...catalog.facets import Facet
from ..preferences import Operator, PreferenceValue
from .frames import fill, plain
from .patterns import Pattern, pattern
from .values import compound_words, list_words, number_words, quantity_words, value_words

FIELDS = {"<": "under", "<=": "at_most", ">": "over", ">=": "at_least", "about": "about"}
"""The part of a pattern that words each limit."""


def describe_bound(facet: Facet, operator: Operator, value: PreferenceValue) -> str:
    """Return a limit on a number or date: "under $900", "from the 1990s", "with at least 16 GB of memory"."""
    return plain(_bound(facet, pattern(facet), operator, values_of(value)))


def values_of(value: PreferenceValue) -> tuple[str | float | bool, ...]:
    """Return what a preference holds as a tuple, empty for nothing."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _quantity(facet: Facet, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value_words(facet, str(value))
    if facet.type == "date":
        return number_words(value, grouped=False)
    return quantity_words(facet, float(value))


def _bound(
    facet: Facet, words: Pattern, operator: Operator, values: tuple[str | float | bool, ...]
) -> str:
    if operator == "between" and len(values) == 2:
        low, high = values
        if isinstance(low, int | float) and low in (0, -math.inf):
            return _limit(facet, words, "at_most", high)
        if high == math.inf:
            return _limit(facet, words, "at_least", low)
        return _between(facet, words, low, high)
    if operator in FIELDS and values:
        return _limit(facet, words, FIELDS[operator], values[0])
    shown = list_words([_quantity(facet, one) for one in values], "or")
    single = values[0] if len(values) == 1 else None
    adj = compound_words(facet, float(single)) if isinstance(single, int | float) else shown
    frame = words.exactly or words.bound or "{label} {bound}"
    return fill(frame, facet, shown, adj=adj, more={"bound": shown})


def _limit(facet: Facet, words: Pattern, field: str, value: object) -> str:
    shown = _quantity(facet, value)
    bound = fill(getattr(words, field), facet, shown)
    if words.own(field) or not words.bound:
        return bound
    return fill(words.bound, facet, shown, more={"bound": bound})


def _between(facet: Facet, words: Pattern, low: object, high: object) -> str:
    ends = {"low": _quantity(facet, low), "high": _quantity(facet, high)}
    if " " in ends["high"] and ends["low"].endswith(ends["high"].partition(" ")[2]):
        ends["low"] = ends["low"].partition(" ")[0] or ends["low"]
    decade = _decade(facet, low, high)
    if decade:
        return decade
    if ends["low"] == ends["high"]:
        return fill(words.exactly or "{value}", facet, ends["low"], more={"bound": ends["low"]})
    bound = fill(words.between, facet, "", more=ends)
    if words.own("between") or not words.bound:
        return bound
    return fill(words.bound, facet, "", more={"bound": bound})


def _decade(facet: Facet, low: object, high: object) -> str:
    if facet.measure != "year" or not isinstance(low, int | float):
        return ""
    if isinstance(high, int | float) and low % 10 == 0 and high - low == 9:
        return f"from the {int(low)}s"
    return ""
