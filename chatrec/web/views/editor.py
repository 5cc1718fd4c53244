"""The editor of one entry: a slider for a number, days for a date, a picker for values with how many items each leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...catalog.facets import Facet
from ...dialogue.preferences import Preference
from ...dialogue.wording.patterns import label
from ...dialogue.wording.values import quantity_words, value_words
from ...retrieval.facet_table import FacetTable, Mask
from .editor_dates import days_of
from .panel import entry_words
from .render import render

EDITOR = "editor"
_BARS = 24
_MOST_VALUES = 60
_LIMITS = {
    "<": "at most", "<=": "at most", ">": "at least", ">=": "at least",
    "between": "between", "about": "about", "is": "exactly",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slider:
    """A number that can be moved along the range that the catalogue holds."""

    low: float
    high: float
    step: float
    operator: str
    value: float
    until: float | None
    """The upper end of a range; None where the entry has one number."""
    bars: tuple[float, ...]
    """How many of the items that fit otherwise lie in each part of the range, as shares of the fullest."""
    low_words: str
    high_words: str
    limits: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be picked."""

    value: str
    words: str
    count: int
    chosen: bool


def show_editor(entry: Preference, table: FacetTable, fitting: Mask) -> str:
    """Return the editor of an entry.

    Args:
        entry: What is edited.
        table: The columns of the catalogue.
        fitting: Which items fit all other wishes.
    """
    catalog = table.catalog
    facet = catalog.schema.get(entry.facet)
    return render(
        "editor.html",
        id=EDITOR,
        entry=entry.id,
        words=entry_words(entry, catalog),
        label="" if facet is None else label(facet),
        unwanted=entry.polarity == "unwanted",
        lasting=entry.scope == "user",
        slider=_slider(entry, facet, table, fitting),
        days=days_of(entry, facet, table),
        choices=_choices(entry, facet, table, fitting),
        several=facet is not None and facet.type in ("many", "category"),
    )


def _slider(
    entry: Preference, facet: Facet | None, table: FacetTable, fitting: Mask
) -> Slider | None:
    if facet is None or not facet.numeric:
        return None
    numbers = table.numbers(facet.name)
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        return None
    value, until = _ends(entry, float(known.min()))
    low, high = float(known.min()), float(known.max())
    inside = numbers[fitting & ~np.isnan(numbers)]
    counts, _ = np.histogram(inside, bins=_BARS, range=(low, high if high > low else low + 1))
    tallest = max(int(counts.max()), 1)
    step = _step(known)
    return Slider(
        low=_down(min(low, value), step),
        high=_up(max(high, value if until is None else until), step),
        step=step,
        operator=entry.operator,
        value=value,
        until=until,
        bars=tuple(float(count) / tallest for count in counts),
        low_words=quantity_words(facet, low),
        high_words=quantity_words(facet, high),
        limits=tuple(_LIMITS.items()) if entry.operator not in _LIMITS else _limits_for(entry),
    )


def _limits_for(entry: Preference) -> tuple[tuple[str, str], ...]:
    """Return the operators that can be chosen, the entry's own in the place of its like."""
    kept = {"<=": "at most", ">=": "at least", "between": "between", "about": "about"}
    own = {entry.operator: _LIMITS[entry.operator]}
    return tuple(
        (own | {sign: words for sign, words in kept.items() if words not in own.values()}).items()
    )


def _ends(entry: Preference, low: float) -> tuple[float, float | None]:
    match entry.value:
        case (int() | float() as first, int() | float() as last):
            return float(first), float(last)
        case bool() | str() | None:
            return low, None
        case int() | float() as number:
            return float(number), None
        case _:
            return low, None


def _step(known: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Return a step that is round and fine enough for the numbers: 1 for years, .01 for weights."""
    whole = bool(np.all(known == np.round(known)))
    spread = float(np.ptp(known)) or 1.0
    fine = 10.0 ** np.floor(np.log10(spread / 100))
    return float(max(1.0, fine) if whole else min(fine, 1.0))


def _down(number: float, step: float) -> float:
    return round(float(np.floor(round(number / step, 6))) * step, 6)


def _up(number: float, step: float) -> float:
    return round(float(np.ceil(round(number / step, 6))) * step, 6)


def _choices(
    entry: Preference, facet: Facet | None, table: FacetTable, fitting: Mask
) -> list[Choice]:
    if facet is None or facet.numeric:
        return []
    values = table.values(facet.name)
    members = table.membership(facet.name)[np.flatnonzero(fitting)]
    counts = np.bincount(members.indices, minlength=len(values))
    chosen = {str(one).casefold() for one in _listed(entry)}
    found = [
        Choice(
            value=str(value),
            words=("yes" if value else "no")
            if isinstance(value, bool)
            else value_words(facet, value),
            count=int(counts[place]),
            chosen=str(value).casefold() in chosen,
        )
        for place, value in enumerate(values)
    ]
    found.sort(key=lambda one: (not one.chosen, -one.count))
    return found[:_MOST_VALUES]


def _listed(entry: Preference) -> tuple[object, ...]:
    return entry.value if isinstance(entry.value, tuple) else (entry.value,)
