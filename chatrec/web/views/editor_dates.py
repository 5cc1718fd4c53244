"""The part of the editor that moves a date: a limit and one day, or the first and the last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from ...catalog.facets import Facet
from ...dialogue.preferences import Preference
from ...dialogue.wording.values import value_words
from ...retrieval.facet_table import FacetTable, day_span

_LIMITS = {
    "<": "before", "<=": "until", ">": "after", ">=": "from", "between": "between",
    "about": "around", "is": "on",
}  # fmt: skip
_OFFERED = ("<=", ">=", "between", "is")


@dataclass(frozen=True, slots=True)
class Days:
    """A date as it can be changed; days are written as 2024-05-01."""

    operator: str
    value: str
    until: str | None
    """The last day of a range; None where the wish has one day."""
    low_words: str
    high_words: str
    """The first and the last day in the catalogue."""
    limits: tuple[tuple[str, str], ...]


def days_of(entry: Preference, facet: Facet | None, table: FacetTable) -> Days | None:
    """Return the days of a wish about a date, None where it is about something else or nothing is known."""
    if facet is None or facet.type != "date":
        return None
    numbers = table.numbers(facet.name)
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        return None
    low, high = float(known.min()), float(known.max())
    operator, first, last = _ends(entry, low, high)
    signs = dict.fromkeys((operator, *_OFFERED))
    return Days(
        operator=operator,
        value=_day(first),
        until=None if last is None else _day(last),
        low_words=value_words(facet, _day(low)),
        high_words=value_words(facet, _day(high)),
        limits=tuple((sign, words) for sign, words in _LIMITS.items() if sign in signs),
    )


def _ends(entry: Preference, low: float, high: float) -> tuple[str, float, float | None]:
    """Return the limit of a wish, and its first and last day; a month or a year that is meant whole is a range."""
    values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    spans = [span for one in values if (span := day_span(one)) is not None] or [(low, high)]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if entry.operator in ("<", ">="):
        return entry.operator, first, None
    if entry.operator in ("<=", ">"):
        return entry.operator, last, None
    if first != last:
        return "between", first, last
    return entry.operator if entry.operator in _LIMITS else "is", first, None


def _day(number: float) -> str:
    return date.fromordinal(int(number)).isoformat()
