"""How well items meet the wishes that do not filter: prefer entries, and less or more of something."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ...dialogue.preferences import Preference
from ..facet_table import FacetTable, day_span
from ..lexical import Scores
from ..predicates import ABOUT, ABOUT_YEARS, DAYS_A_YEAR, is_predicate, met

Rows = NDArray[np.int64]
_ORDERS = ("low", "high")
_UNKNOWN = 0.25
"""How far an item meets a wish on a fact that is not known."""


def wishes_met(table: FacetTable, preferences: Iterable[Preference], rows: Rows) -> Scores:
    """Return for each row the sum over the soft wishes of how far it meets them.

    A wanted entry adds 1 where it is met, less the farther a number is off, and 0.25 where the fact is not
    known; an unwanted one takes 1 off where it holds. Entries that filter, free words, and less or more of
    something are left to others.
    """
    total = np.zeros(len(rows), dtype=np.float32)
    for preference in preferences:
        if preference.operator in (*_ORDERS, "matches") or is_predicate(preference):
            continue
        holds = met(table, preference)[rows].astype(np.float32)
        if preference.polarity == "unwanted":
            total -= holds
            continue
        near = _nearness(table, preference, rows)
        known = table.known(preference.facet)[rows]
        total += np.where(known, np.maximum(holds, near), _UNKNOWN)
    return total


def order_met(table: FacetTable, preferences: Iterable[Preference], rows: Rows) -> Scores:
    """Return for each row the sum over the wishes for less or more of where it stands among the rows.

    The lowest number has 1 and the highest 0 where less is wanted, and the other way round; 0 where unknown.
    """
    total = np.zeros(len(rows), dtype=np.float32)
    for preference in preferences:
        if preference.operator not in _ORDERS:
            continue
        numbers = table.numbers(preference.facet)[rows]
        standing = _standing(numbers)
        less = (preference.operator == "low") == (preference.polarity == "wanted")
        total += np.where(np.isnan(numbers), 0.0, 1.0 - standing if less else standing)
    return total


def _standing(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the place of each number among the distinct known ones, 0 the lowest and 1 the highest."""
    known = np.unique(numbers[~np.isnan(numbers)])
    if len(known) < 2:
        return np.full(len(numbers), 0.5)
    return np.asarray(np.searchsorted(known, numbers) / (len(known) - 1))


def _nearness(table: FacetTable, preference: Preference, rows: Rows) -> Scores:
    """Return how near a number comes to the wish where it misses it: e^-1 at the reach of "about"."""
    facet = table.catalog.schema.get(preference.facet)
    value = preference.value
    none = np.zeros(len(rows), dtype=np.float32)
    if facet is None or not (facet.numeric or facet.type == "date"):
        return none
    ends = [day_span(one) if facet.type == "date" else _number(one) for one in _both(value)]
    spans = [end for end in ends if end is not None]
    if not spans:
        return none
    numbers = table.numbers(facet.name)[rows]
    low, high = spans[0][0], spans[-1][1]
    if preference.operator in ("<", "<="):
        low = -np.inf
    elif preference.operator in (">", ">="):
        high = np.inf
    if facet.type == "date":
        reach = ABOUT_YEARS * DAYS_A_YEAR
    elif facet.measure == "year":
        reach = ABOUT_YEARS
    else:
        reach = max(ABOUT * max(abs(spans[0][0]), abs(spans[-1][1])), 1e-9)
    off = np.maximum(np.maximum(low - numbers, numbers - high), 0.0)
    return np.nan_to_num(np.exp(-off / reach)).astype(np.float32)


def _both(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _number(value: object) -> tuple[float, float] | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value), float(value)
