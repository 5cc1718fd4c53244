"""The numbers of picks on shared strips: where each stands in the catalogue, beside the others and what was asked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...catalog.facets import Facet
from ...catalog.items import Item
from ...dialogue.preferences import Preference, Preferences
from ...dialogue.wording import describe_preference
from ...dialogue.wording.patterns import label
from ...dialogue.wording.values import quantity_words
from ...retrieval.facet_table import FacetTable
from ...retrieval.predicates import ABOUT, ABOUT_YEARS, is_predicate, mask

FIGURES = ("price", "year", "rating")
"""What picks are compared by at first sight, in this order."""
UNKNOWN = "–"
_MOST = 3
_TAILS = (2, 98)
"""The percentiles of a range: what lies beyond would push all else together."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One number of one pick, and the scale it stands on; places are percents of the scale."""

    facet: str
    label: str
    value: str
    asked: bool
    """Whether the request spoke of it."""
    at: float | None
    others: tuple[float, ...]
    zone: tuple[float, float] | None
    """Where what was asked for begins, and how long it is."""
    words: str
    """All of it in words."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """A facet with the range that its strips show, and what was asked of it."""

    facet: Facet
    low: float
    high: float
    zone: tuple[float, float] | None
    asked: str

    def place(self, number: float) -> float:
        """Return where a number stands, in percents; beyond the ends it stands at them."""
        share = (number - self.low) / (self.high - self.low)
        return round(min(1.0, max(0.0, share)) * 100, 1)


def strips(
    items: Sequence[Item], table: FacetTable, preferences: Preferences
) -> list[tuple[Strip, ...]]:
    """Return the strips of each item of a list: for all of them the same, so that they can be compared."""
    scales = [
        _scale(facet, items, table, preferences) for facet in _told(items, table, preferences)
    ]
    return [tuple(_strip(scale, item, items) for scale in scales) for item in items]


def _told(items: Sequence[Item], table: FacetTable, preferences: Preferences) -> list[Facet]:
    """Return the numbers worth a strip: the figure, those that the request spoke of, then others people ask for."""
    schema = table.catalog.schema
    asked = {entry.facet for entry in preferences.entries}
    figure = schema.measuring(*FIGURES)
    worth = sorted(
        (facet for facet in schema if facet.numeric and _worth(facet, asked)),
        key=lambda facet: (facet != figure, facet.name not in asked),
    )
    known = [facet for facet in worth if sum(_number(facet, item) is not None for item in items)]
    return known[:_MOST]


def _worth(facet: Facet, asked: set[str]) -> bool:
    return facet.name in asked or (facet.show and facet.ask and facet.measure is not None)


def _scale(
    facet: Facet, items: Sequence[Item], table: FacetTable, preferences: Preferences
) -> _Scale:
    numbers = table.numbers(facet.name)
    alike = numbers[_alike(table, preferences) & ~np.isnan(numbers)]
    shown = [number for item in items if (number := _number(facet, item)) is not None]
    low, high = np.percentile(alike, _TAILS) if len(alike) > 1 else (min(shown), max(shown))
    low, high = float(min(low, *shown)), float(max(high, *shown))
    if np.all(alike == np.round(alike)):
        low, high = math.floor(low), math.ceil(high)
    if low == high:
        low, high = low - 1, high + 1
    entries = [one for one in preferences.entries if one.facet == facet.name]
    asked = [describe_preference(one, table.catalog.schema) for one in entries]
    return _Scale(facet, low, high, _zone(entries, facet), " and ".join(filter(None, asked)))


def _alike(
    table: FacetTable, preferences: Preferences
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell which items are of the kind that was asked for, whatever their numbers; all where hardly any is."""
    fitting = np.ones(len(table), dtype=np.bool_)
    for entry in preferences.entries:
        facet = table.catalog.schema.get(entry.facet)
        if facet is not None and not facet.numeric and is_predicate(entry):
            fitting &= mask(table, entry)
    return fitting if fitting.sum() > 2 else np.ones(len(table), dtype=np.bool_)


def _zone(entries: Sequence[Preference], facet: Facet) -> tuple[float, float] | None:
    """Return the range that all wanted entries leave, or None where they set no end."""
    ends = [end for entry in entries if (end := _ends(entry, facet)) is not None]
    if not ends:
        return None
    low, high = max(end[0] for end in ends), min(end[1] for end in ends)
    return (low, high) if low <= high else None


def _ends(entry: Preference, facet: Facet) -> tuple[float, float] | None:
    if entry.polarity == "unwanted":
        return None
    match entry.operator, entry.value:
        case "between", (int() | float() as low, int() | float() as high):
            return float(low), float(high)
        case (("<" | "<="), int() | float() as high):
            return -math.inf, float(high)
        case ((">" | ">="), int() | float() as low):
            return float(low), math.inf
        case (("about" | "is"), int() | float() as middle):
            reach = ABOUT_YEARS if facet.measure == "year" else abs(middle) * ABOUT
            reach = reach if entry.operator == "about" else 0.0
            return middle - reach, middle + reach
        case _:
            return None


def _strip(scale: _Scale, item: Item, items: Sequence[Item]) -> Strip:
    number = _number(scale.facet, item)
    others = [
        one
        for other in items
        if other.id != item.id and (one := _number(scale.facet, other)) is not None
    ]
    return Strip(
        facet=scale.facet.name,
        label=label(scale.facet),
        value=UNKNOWN if number is None else quantity_words(scale.facet, number),
        asked=bool(scale.asked),
        at=None if number is None else scale.place(number),
        others=tuple(sorted({scale.place(one) for one in others})),
        zone=_part(scale),
        words="; ".join(_in_words(scale, number, others)),
    )


def _part(scale: _Scale) -> tuple[float, float] | None:
    if scale.zone is None or scale.zone[1] < scale.low or scale.zone[0] > scale.high:
        return None
    first, last = (scale.place(end) for end in scale.zone)
    return first, max(round(last - first, 1), 1.0)


def _in_words(scale: _Scale, number: float | None, others: Sequence[float]) -> Iterator[str]:
    def told(one: float) -> str:
        return quantity_words(scale.facet, one)

    yield "not known" if number is None else told(number)
    if others:
        yield f"the others: {', '.join(map(told, sorted(others)))}"
    if scale.asked:
        yield f"asked for: {scale.asked}"
    yield f"the strip shows {told(scale.low)} to {told(scale.high)}"


def _number(facet: Facet, item: Item) -> float | None:
    value = item.fact(facet.name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
