"""Limits: how a number of an item stands to the limit a person set, in words."""

from __future__ import annotations

from ....catalog.facets import Facet
from ....catalog.items import Item
from ....dialogue.preferences import Preference
from ....dialogue.wording.values import quantity_words
from ....text import fold
from .phrases import count_words
from .speech import Speech

_FAR = 0.75
"""At most this share of an upper limit is well under it; a lower limit by its inverse."""
_NEAR = 0.95
_HALVES = 30.0
_NUMBER_WORDS = frozenset({count_words(number) for number in range(1, 11)}) | frozenset(
    {"hour", "hours", "dozen", "hundred", "thousand", "grand", "half"}
)
_VERBS = {
    "under_far": "stays",
    "under": "stays",
    "under_near": "stays",
    "over_far": "is",
    "over": "is",
    "near": "is",
}


def limit_relation(item: Item, entry: Preference, facet: Facet, speech: Speech) -> tuple[str, str]:
    """Return how a number that keeps a limit stands to it, and the verb that ties it to the item.

    ("well under your $900", "stays"), ("right at your $900", ""): without a verb it only stands by the number.
    Both are empty where there is nothing to say.
    """
    fact, value = item.fact(facet.name), entry.value
    if isinstance(fact, bool) or not isinstance(fact, int | float):
        return "", ""
    if entry.operator == "between":
        return speech.book.fresh("relation.between"), "stays"
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        return "", ""
    if not _own_number(entry.source.quote):
        return "", ""
    slots = {
        "limit": spoken_limit(entry, facet, float(value)),
        "gap": quantity_words(facet, abs(fact - value)),
    }
    kind = _kind(entry.operator, float(fact), float(value))
    words = speech.book.say_bare(f"relation.{kind}", slots) if kind else ""
    return words, _VERBS.get(kind, "") if words else ""


def _own_number(quote: str) -> bool:
    """Tell whether a person set a limit by a number of their own, not by "cheaper" or "lighter"."""
    words = set(fold(quote).replace("-", " ").split())
    return not quote or any(char.isdigit() for char in quote) or bool(words & _NUMBER_WORDS)


def _kind(operator: str, fact: float, limit: float) -> str:
    if operator == "about":
        return "near" if fact != limit else "under_equal"
    if operator in ("<", "<="):
        share = fact / limit
        if share >= 1:
            return "under_equal" if share == 1 else ""
        return "under_far" if share <= _FAR else "under_near" if share >= _NEAR else "under"
    if operator in (">", ">="):
        share = limit / fact if fact else 1.0
        if share >= 1:
            return ""
        return "over_far" if share <= _FAR else "over"
    return ""


def spoken_limit(entry: Preference, facet: Facet, limit: float) -> str:
    """Return a limit as a person would say it: hours where they spoke of hours, "$900" for "900"."""
    half_hours = limit / _HALVES
    spoke_of_hours = "hour" in entry.source.quote.casefold()
    if facet.unit != "min" or not spoke_of_hours or half_hours != int(half_hours) or limit < 60:
        return quantity_words(facet, limit)
    hours, half = divmod(int(half_hours), 2)
    if hours == 1:
        return "hour and a half" if half else "hour"
    return f"{count_words(hours)}{' and a half' if half else ''} hours"
