"""Whether an item's own record meets a preference: the last check, independent of the index and of any evidence.

It agrees with retrieval.predicates: a fact that is not known meets nothing, "about" reaches 15% (a year: 3 years),
values compare without case and accents under all their names, and free words match as a phrase of stems.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..catalog.facets import Facet, Schema
from ..catalog.items import Item, Value
from ..dialogue.preferences import TEXT, Preference
from ..short_cache import cache_short_texts
from ..text import stem, words
from .value_names import same_value

ABOUT = 0.15
ABOUT_YEARS = 3.0
_MARKS = re.compile("[\u0300-\u036f]+")
_SOFT = ("low", "high")
_NUMERIC = ("<", "<=", ">", ">=", "between", "about")


@dataclass(frozen=True, slots=True)
class Match:
    """A fact that holds what a preference speaks of."""

    facet: str
    """The facet that holds it; "title" or "description" for free words found there."""
    value: Value
    """What the record holds there: of several values only those spoken of, of a text the sentence."""


def holds(preference: Preference, item: Item, schema: Schema) -> Match | None:
    """Return the fact that passes the test of a preference, polarity aside, or None where none does.

    Lower and higher is better have no test: None.
    """
    if preference.operator in _SOFT:
        return None
    facet = schema.get(preference.facet)
    free = preference.facet in (TEXT, "title") or (facet is not None and facet.type == "text")
    if preference.operator == "matches" or free:
        return _spoken_of(preference, item)
    value = item.fact(preference.facet)
    if value is None:
        return None
    if facet is not None and (facet.numeric or facet.type == "date"):
        return Match(facet.name, value) if _in_range(preference, facet, value) else None
    kept = _shared(preference, facet, value)
    return Match(preference.facet, kept) if kept is not None else None


def breaks(preference: Preference, item: Item, schema: Schema) -> bool:
    """Tell whether an item breaks a preference that is never broken silently: a must, or an unwanted value.

    What only weighs (prefer, lower or higher, wanted free words, an unwanted number that is no must) never breaks.
    """
    if preference.operator in _SOFT:
        return False
    if preference.polarity == "unwanted":
        value = preference.value
        number = isinstance(value, int | float) and not isinstance(value, bool)
        soft = preference.operator in _NUMERIC or (number and preference.operator != "matches")
        if soft and preference.strength != "must":
            return False
        return holds(preference, item, schema) is not None
    if preference.operator == "matches" or preference.strength != "must":
        return False
    return holds(preference, item, schema) is None


def about_reach(facet: Facet | None, number: float) -> float:
    """Return how far from a number "about" reaches."""
    if facet is not None and facet.measure == "year":
        return ABOUT_YEARS
    return ABOUT * abs(number) * (1 + 1e-12)


def _each(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def _shared(preference: Preference, facet: Facet | None, value: Value) -> Value | None:
    wished = _each(preference.value)
    if not isinstance(value, tuple | list):
        kept = any(same_value(one, value, facet) for one in wished)
        return value if kept else None
    found = tuple(one for one in value if any(same_value(one, wish, facet) for wish in wished))
    return found or None


def _in_range(preference: Preference, facet: Facet, fact: Value) -> bool:
    spans = [_span(facet, one) for one in _each(preference.value)]
    at = _span(facet, fact)
    ends = [span for span in spans if span is not None]
    if at is None or not ends or len(ends) < len(spans):
        return False
    point, low, high = at[0], ends[0][0], ends[-1][1]
    match preference.operator:
        case "<":
            return point < low
        case "<=":
            return point <= high
        case ">":
            return point > high
        case ">=":
            return point >= low
        case "about":
            years = facet.type == "date"
            reach = ABOUT_YEARS * 365.25 if years else about_reach(facet, max(abs(low), abs(high)))
            return low - reach <= point <= high + reach
        case "any_of":
            return any(one[0] <= point <= one[1] for one in ends)
        case _:
            return low <= point <= high


def _span(facet: Facet, value: object) -> tuple[float, float] | None:
    """Return the least and greatest number a value stands for; of dates, ordinal days."""
    if isinstance(value, bool):
        return None
    if facet.type == "date":
        return _days(value)
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    return (float(value), float(value)) if isinstance(value, int | float) else None


def _days(value: object) -> tuple[float, float] | None:
    text = str(int(value)) if isinstance(value, int | float) else str(value).strip()
    try:
        numbers = [int(part) for part in text[:10].split("-")]
        first = date(*(numbers + [1, 1])[:3])
    except (ValueError, TypeError, OverflowError):
        return None
    if len(numbers) >= 3:
        last = first
    elif len(numbers) == 2 and first.month < 12:
        last = date(first.year, first.month + 1, 1) - timedelta(days=1)
    else:
        last = date(first.year, 12, 31)
    return float(first.toordinal()), float(last.toordinal())


def _spoken_of(preference: Preference, item: Item) -> Match | None:
    whole = all_words(item) if preference.facet == TEXT else None
    for wish in _each(preference.value):
        wished = wished_stems(str(wish))
        if not wished or (whole is not None and may_hold(wished, whole) < len(wished)):
            continue
        for name, text, value in _texts(item, preference.facet):
            if _phrase_in(wished, text):
                return Match(name, _sentence_with(wished, text) if name == "description" else value)
    return None


@cache_short_texts(most=1_024, longest=1_000)
def wished_stems(wish: str) -> tuple[str, ...]:
    """Return the stems of the words of a wish, in order."""
    return tuple(stem(word) for word in words(wish))


def all_words(item: Item) -> str:
    """Return every text of an item in one, folded: a quick look into it spares most of the reading."""
    return _folded("\n".join(text for _, text, _ in _texts(item, TEXT)))


def may_hold(stems: Iterable[str], folded: str) -> int:
    """Return how many of some stems a folded text can hold at most."""
    return sum(one[: max(1, min(4, len(one) - 1))] in folded for one in stems)


def _texts(item: Item, facet: str) -> Iterator[tuple[str, str, Value]]:
    """Give every text of an item with the name of its facet and the value it is (part of)."""
    if facet == TEXT:
        yield "title", item.title, item.title
        yield "description", item.description, item.description
    facts: Iterable[tuple[str, Value | None]] = (
        item.attributes.items() if facet == TEXT else ((facet, item.fact(facet)),)
    )
    for name, fact in facts:
        if isinstance(fact, str):
            yield name, fact, fact
        elif isinstance(fact, tuple | list):
            for one in fact:
                yield name, one, (one,)


def _folded(text: str) -> str:
    # As `fold` does, but not through its cache, which whole texts would fill, and at array speed.
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.replace("’", "'"))).casefold()


def _phrase_in(wished: tuple[str, ...], text: str) -> bool:
    if not text or may_hold(wished, _folded(text)) < len(wished):
        return False
    found = _stems_of(text)
    size = len(wished)
    return any(found[at : at + size] == wished for at in range(len(found) - size + 1))


@cache_short_texts(most=4_096, longest=2_000)
def _stems_of(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(text))


def _sentence_with(wished: tuple[str, ...], text: str) -> str:
    for part in text.replace("! ", ". ").replace("? ", ". ").split(". "):
        if _phrase_in(wished, part) and part in text:
            return part.strip()
    return text
