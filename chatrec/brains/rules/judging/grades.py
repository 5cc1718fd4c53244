"""Grades: how well the facts of an item answer one entry of the state.

A grade is 1 or 0 for a test, the closeness for "about", the place among the candidates for lower or higher is
better, and the share of its words that the item's text holds for a free wish.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ....catalog.facets import Facet, Schema
from ....catalog.items import Item, Value
from ....dialogue.preferences import Preference, Preferences
from ....grounding.matching import about_reach, holds
from .free_words import find_free_wish


@dataclass(frozen=True, slots=True)
class Graded:
    """An entry with its grade, and the facet and the fact that it was graded by."""

    entry: Preference
    grade: float
    facet: str
    value: Value | None


def grade(
    entry: Preference, item: Item, schema: Schema, spreads: Mapping[str, list[float]]
) -> Graded:
    """Grade an item by one entry; `spreads` are what spreads_of gives for the items it is compared with."""
    fact = item.fact(entry.facet)
    if entry.operator in ("low", "high"):
        return Graded(entry, _lean(entry, fact, spreads), entry.facet, fact)
    if entry.operator == "matches" and entry.polarity == "wanted":
        return Graded(entry, *find_free_wish(entry, item, schema))
    found = holds(entry, item, schema)
    if entry.polarity == "unwanted":
        value = found.value if found else fact
        return Graded(entry, 0.0 if found else 1.0, found.facet if found else entry.facet, value)
    if found is None:
        return Graded(entry, _nearness(entry, fact, schema.get(entry.facet)), entry.facet, fact)
    return Graded(entry, 1.0, found.facet, fact if entry.operator != "matches" else found.value)


def _lean(entry: Preference, fact: Value | None, spreads: Mapping[str, list[float]]) -> float:
    """Return the share of the candidates that are no better, half of the equals counted."""
    number = _number(fact)
    known = spreads.get(entry.facet, [])
    if number is None or not known:
        return 0.0
    below, upto = bisect_left(known, number), bisect_right(known, number)
    place = (below + upto) / 2 / len(known)
    upwards = (entry.operator == "high") == (entry.polarity == "wanted")
    return place if upwards else 1 - place


def _nearness(entry: Preference, fact: Value | None, facet: Facet | None) -> float:
    """Return how near a number comes to the one wished for, below one half: it does not count as met."""
    number, wished = _number(fact), _number(entry.value)
    if entry.operator != "about" or number is None or wished is None:
        return 0.0
    reach = about_reach(facet, wished) or 1.0
    return min(0.49, max(0.0, 0.49 * (2 - abs(number - wished) / reach)))


def spreads_of(
    items: Sequence[Item], preferences: Preferences, schema: Schema
) -> dict[str, list[float]]:
    """Return the sorted numbers of each facet of which less or more is better."""
    spreads: dict[str, list[float]] = {}
    for entry in preferences.entries:
        if entry.operator in ("low", "high") and entry.facet in schema:
            facts = (_number(item.fact(entry.facet)) for item in items)
            known = [fact for fact in facts if fact is not None]
            if known:
                spreads[entry.facet] = sorted(known)
    return spreads


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
