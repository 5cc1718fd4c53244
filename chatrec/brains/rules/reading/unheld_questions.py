"""Questions about what no facet holds: "do they work with an iPhone?", "any discounts?", "is breakfast included?"."""

from __future__ import annotations

from typing import Literal

from ....dialogue.understanding import Inquiry, Intent
from .asking import Asking, inquiry_words
from .question_words import question_words
from .settled_intents import IntentReading

_FEW = 4
"""The most words of its own that a question without any pointer at an item has."""
_STRANGE = 0.42
"""From this score on a question that points at no item is out of domain."""
_ABOUT: frozenset[Intent] = frozenset(
    {
        "inform",
        "compare",
        "recommend",
        "refine",
        "unclear",
        "out_of_domain",
        "small_talk",
        "help",
        "confirm",
    }
)


def read_unheld_question(asking: Asking, reading: IntentReading) -> Inquiry | None:
    """Return the words that a question about items shown or named asks for, where nothing else was read of them."""
    compares = reading.intent == "compare" and asking.opener not in question_words().aux
    if (
        compares
        or reading.intent not in _ABOUT
        or any(one.kind in ("preference", "asked", "count") for one in asking.findings)
    ):
        return None
    wishes = any(asking.keys[:size] in question_words().wishes for size in (2, 3, 4, 5))
    if wishes and not asking.items:
        return None
    if not (_points(asking) or _stands_alone(asking, reading)):
        return None
    places = _own_words(asking)
    if not places:
        return None
    span = asking.analysis.span(places[0], places[-1] + 1)
    about: Literal["items", "slate"] = "items"
    if asking.opener == "any" and not asking.items:
        about = "slate"
    return Inquiry(kind="mention", about=about, words=span.quote)


def _points(asking: Asking) -> bool:
    return bool(asking.items) and all(
        one.stance in (None, "named", "asked") for one in asking.items
    )


def _stands_alone(asking: Asking, reading: IntentReading) -> bool:
    """Tell whether a question that names no item is about those shown, by how it opens."""
    strange = reading.intent == "out_of_domain" and reading.score >= _STRANGE
    if (
        asking.items
        or not asking.slate
        or strange
        or not inquiry_words().aside.isdisjoint(asking.keys)
    ):
        return False
    return asking.opens_with(inquiry_words().unheld_openers) and len(_own_words(asking)) <= _FEW


def _own_words(asking: Asking) -> list[int]:
    """Return the places of the words that name what is asked about."""
    taken, skipped = asking.taken(), inquiry_words().skip | asking.nouns
    return [
        place
        for place in range(asking.first, asking.last)
        if place not in taken
        and (asking.analysis.tokens[place].is_word or asking.analysis.tokens[place].is_number)
        and asking.analysis.keys[place] not in skipped
    ]
