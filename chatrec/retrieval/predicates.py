"""Exact predicates: which items a preference lets through. A fitting item is never lost here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..catalog.facets import Facet
from ..catalog.items import Value
from ..catalog.rules import Condition
from ..dialogue.preferences import TEXT, Preference
from ..dialogue.wording import describe_preference, label
from ..text import stem, words
from .facet_table import FacetTable, Mask, Numbers, day_span, value_key
from .item_words import texts_of

ABOUT = 0.15
"""How far from a number "about" reaches, as a share of it."""
ABOUT_YEARS = 3.0
"""How far from a year "about" reaches, in years."""
DAYS_A_YEAR = 365.25
_SOFT = ("low", "high")
_NUMERIC = ("<", "<=", ">", ">=", "between", "about")


class WordIndex(Protocol):
    """Finds the items whose words include all of some stems, so that few texts are read."""

    def rows_with_all(self, stems: Sequence[str]) -> NDArray[np.int32]:
        """Return the rows of the items that hold every stem, in any order."""
        ...

    def tells_alone(self, stems: Sequence[str]) -> bool:
        """Tell whether rows_with_all answers by itself which items hold these stems in a row."""
        ...


@dataclass(frozen=True, slots=True)
class Eligible:
    """Which items may come back, and how many were left after each step."""

    mask: Mask
    steps: tuple[tuple[str, int], ...]


def is_predicate(preference: Preference) -> bool:
    """Tell whether a preference filters: a must, or an unwanted value; the others weigh in the ranking.

    Lower or higher is better and wanted free words never filter; unwanted numbers filter only as a must.
    """
    if preference.operator in _SOFT:
        return False
    if preference.operator == "matches":
        return preference.polarity == "unwanted"
    if preference.strength == "must":
        return True
    numeric = preference.operator in _NUMERIC or _is_number(preference.value)
    return preference.polarity == "unwanted" and not numeric


def mask(table: FacetTable, preference: Preference, *, index: WordIndex | None = None) -> Mask:
    """Tell for each item whether it passes a preference taken as a predicate.

    Values compare without case and accents. A fact that is not known fails a wanted predicate and passes an
    unwanted one. Lower or higher is better and wanted free words let everything pass. `index` speeds up
    unwanted free words and changes nothing else.
    """
    unwanted = preference.polarity == "unwanted"
    if preference.operator in _SOFT or (preference.operator == "matches" and not unwanted):
        return np.ones(len(table), dtype=np.bool_)
    holds = met(table, preference, index=index)
    return np.asarray(~holds) if unwanted else holds


def met(table: FacetTable, preference: Preference, *, index: WordIndex | None = None) -> Mask:
    """Tell for each item whether the test of a preference holds for it, polarity aside.

    An unknown fact does not hold; "low" and "high" hold for no item.
    """
    facet = table.catalog.schema.get(preference.facet)
    if preference.operator in _SOFT:
        return np.zeros(len(table), dtype=np.bool_)
    if preference.operator == "matches" or _is_free_text(preference.facet, facet):
        return _speaking_of(table, preference, index)
    if facet is not None and (facet.numeric or facet.type == "date"):
        return _in_range(table.numbers(facet.name), facet, preference)
    return _having(table, preference)


def eligible(
    table: FacetTable,
    preferences: Iterable[Preference],
    *,
    excluded: Collection[str] = (),
    user: Mapping[str, Value] | None = None,
    index: WordIndex | None = None,
) -> Eligible:
    """Apply the availability rules, the exclusions and every predicate, counting what is left after each."""
    left = np.ones(len(table), dtype=np.bool_)
    steps = [("the whole catalogue", len(table))]
    for rule in table.catalog.rules.available:
        left &= available(table, rule, user or {})
        steps.append((_available_by(rule, table), int(left.sum())))
    rows = [row for row in map(table.catalog.rows.get, excluded) if row is not None]
    if rows:
        left[rows] = False
        steps.append(("neither shown nor turned down", int(left.sum())))
    for preference in preferences:
        if is_predicate(preference):
            left &= mask(table, preference, index=index)
            steps.append((_told(preference, table), int(left.sum())))
    return Eligible(left, tuple(steps))


def available(table: FacetTable, rule: Condition, user: Mapping[str, Value]) -> Mask:
    """Tell for each item whether an availability rule lets it through; each distinct fact is tested once."""
    facts = table.facts(rule.facet)
    passes = (rule.allows(fact, user) for fact in facts.distinct)
    return np.fromiter(passes, dtype=np.bool_, count=len(facts.distinct))[facts.places]


def _told(preference: Preference, table: FacetTable) -> str:
    """Return a predicate in words: "under 100 minutes", "not horror"."""
    words_of = describe_preference(preference, table.catalog.schema)
    return f"not {words_of}" if preference.polarity == "unwanted" else words_of


def _available_by(rule: Condition, table: FacetTable) -> str:
    facet = table.catalog.schema.get(rule.facet)
    return f"available to you ({label(facet) if facet else rule.facet})"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_free_text(name: str, facet: Facet | None) -> bool:
    return name in (TEXT, "title") or (facet is not None and facet.type == "text")


def _span(facet: Facet, value: object) -> tuple[float, float] | None:
    """Return the smallest and largest number that a value stands for."""
    if facet.type == "date":
        return day_span(value)
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if not isinstance(value, int | float):
        return None
    return float(value), float(value)


def _in_range(numbers: Numbers, facet: Facet, preference: Preference) -> Mask:
    value = preference.value
    ends = value if isinstance(value, tuple) else (value, value)
    spans = [span for span in (_span(facet, end) for end in ends) if span is not None]
    if len(spans) < len(ends) or not spans:
        return np.zeros(len(numbers), dtype=np.bool_)
    low, high = spans[0][0], spans[-1][1]
    with np.errstate(invalid="ignore"):
        match preference.operator:
            case "<":
                return np.asarray(numbers < low)
            case "<=":
                return np.asarray(numbers <= high)
            case ">":
                return np.asarray(numbers > high)
            case ">=":
                return np.asarray(numbers >= low)
            case "about":
                reach = _reach(facet, max(abs(low), abs(high)))
                return np.asarray((numbers >= low - reach) & (numbers <= high + reach))
            case "any_of":
                inside = [(numbers >= one[0]) & (numbers <= one[1]) for one in spans]
                return np.asarray(np.logical_or.reduce(inside))
            case _:
                return np.asarray((numbers >= low) & (numbers <= high))


def _reach(facet: Facet, value: float) -> float:
    if facet.type == "date":
        return ABOUT_YEARS * DAYS_A_YEAR
    # A hair more than 15%, so that 115 is about 100 in binary floating point too.
    return ABOUT_YEARS if facet.measure == "year" else ABOUT * value * (1 + 1e-12)


def _having(table: FacetTable, preference: Preference) -> Mask:
    holds = np.zeros(len(table), dtype=np.bool_)
    column = table.listed(preference.facet)
    value = preference.value
    if column is None or value is None:
        return holds
    for one in value if isinstance(value, tuple) else (value,):
        holds[column.rows_with(one)] = True
    if column.values and isinstance(column.values[0], bool) and not isinstance(value, tuple):
        wanted = value_key(value)
        if wanted in ("yes", "no"):
            holds[column.rows_with(wanted == "yes")] = True
    return holds


def _speaking_of(table: FacetTable, preference: Preference, index: WordIndex | None) -> Mask:
    holds = np.zeros(len(table), dtype=np.bool_)
    value = preference.value
    phrases = value if isinstance(value, tuple) else (value,)
    for phrase in phrases:
        stems = [stem(word) for word in words(str(phrase if phrase is not None else ""))]
        if not stems:
            continue
        rows = np.arange(len(table)) if index is None else index.rows_with_all(stems)
        if index is not None and preference.facet == TEXT and index.tells_alone(stems):
            holds[rows] = True
            continue
        for row in rows:
            texts = _texts(table, int(row), preference.facet)
            if any(_has_phrase(text, stems) for text in texts):
                holds[row] = True
    return holds


def _texts(table: FacetTable, row: int, facet: str) -> Iterable[str]:
    item = table.catalog.items[row]
    if facet == TEXT:
        return texts_of(item, table.catalog.schema)
    fact = item.fact(facet)
    if isinstance(fact, tuple | list):
        return fact
    return (fact,) if isinstance(fact, str) else ()


def _has_phrase(text: str, stems: Sequence[str]) -> bool:
    found = [stem(word) for word in words(text)]
    size = len(stems)
    return any(found[at : at + size] == stems for at in range(len(found) - size + 1))
