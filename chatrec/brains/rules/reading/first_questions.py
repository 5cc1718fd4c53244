"""Who is first: "which has the best battery?" of the items shown, "what's your cheapest laptop?" of the catalogue."""

from __future__ import annotations

from typing import Literal

from ....catalog.measures import measures
from ....dialogue.understanding import Inquiry
from .asking import Asking, inquiry_words
from .degrees import Direction, Said, degree_words, degrees

_REACH = 4
"""How many words after "the most" its facet is named."""
_OPENERS = frozenset({"which", "what", "whats", "who", "whos", "whichs", "your"})
_POSSESSIVE = "your"
About = Literal["items", "catalogue"]


def read_first_question(asking: Asking) -> Inquiry | None:
    """Return which number a question asks the first of, and among what; None where it asks no such thing."""
    if asking.opener not in _OPENERS:
        return None
    found = _named(asking) or _by_degree(asking)
    if found is None:
        return _unmeasured(asking)
    facet, direction, last, comparative = found
    about = _about(asking, last)
    if about is None or (comparative and about == "catalogue"):
        return None
    return Inquiry(kind="first", about=about, facet=facet, direction=direction)


def asks_for_the_best(asking: Asking) -> bool:
    """Tell whether a question asks which of the items shown is best, by nothing in particular."""
    if asking.opener not in ("which", "whats", "what") or asking.has(inquiry_words().ours):
        return False
    best = [place for place, key in enumerate(asking.keys) if key in ("best", "better")]
    valued = any(one.value is not None for one in asking.values)
    if len(best) != 1 or valued or not _points_at_shown(asking):
        return False
    after = asking.keys[best[0] + 1 : best[0] + 2]
    plain = (
        not after or not after[0].isalnum() or after[0] in ("one", "of", "for", "option", "choice")
    )
    return plain and not any(
        one.kind == "asked" and one.span.quote.casefold() not in ("best", "better")
        for one in asking.findings
    )


def _points_at_shown(asking: Asking) -> bool:
    """Tell whether a question is about the items shown: "which ...", "what's the best one", "... of these"."""
    return asking.opener == "which" or bool(asking.items) or "one" in asking.keys


def _by_degree(asking: Asking) -> tuple[str, Direction, int, bool] | None:
    for said in degrees(asking.analysis, asking.vocabulary.scales):
        inside = asking.first <= said.first < asking.last
        if inside and not said.negated and not said.excess and _is_asked(asking, said):
            comparative = said.kind == "comparative"
            return said.scale.facet.name, said.direction, said.last, comparative
    return None


def _is_asked(asking: Asking, said: Said) -> bool:
    if said.kind == "comparative":
        # "which is cheaper than the second?" compares with an item, and leaves it to the comparison.
        return asking.opener == "which" and "than" not in asking.keys and not asking.items
    return said.kind == "superlative"


def _unmeasured(asking: Asking) -> Inquiry | None:
    """Read a superlative of what the catalogue does not measure, asked of the items shown: "which is the quietest?"."""
    if len(asking.slate) < 2 or asking.values or asking.opener not in ("which", "whats", "what"):
        return None
    keys, phrases = asking.analysis.keys, degree_words().phrases
    for place in range(asking.first, asking.last):
        for size in (3, 2, 1):
            degree = phrases.get(keys[place : place + size])
            if degree is not None and degree.kind == "superlative" and place + size <= asking.last:
                words = asking.analysis.span(place, place + size).quote
                return Inquiry(kind="mention", about="slate", words=words)
    return None


def _named(asking: Asking) -> tuple[str, Direction, int, bool] | None:
    """Read a superlative of more or less beside the name of a number: "the most memory", "the lowest price"."""
    extremes, keys = inquiry_words().extremes, asking.analysis.keys
    for place in range(asking.first, asking.last):
        way = next((name for name, words in extremes.items() if keys[place] in words), None)
        if way is None:
            continue
        end = min(asking.last, place + 1 + _REACH)
        for _, last, names in asking.vocabulary.facet_words.places(asking.analysis, place + 1, end):
            for name in names:
                facet = asking.vocabulary.schema.get(name)
                if facet is None or not facet.numeric:
                    continue
                return name, _direction(way, facet.measure), last, False
    return None


def _direction(way: str, measure: str | None) -> Direction:
    if way in ("low", "high"):
        return "low" if way == "low" else "high"
    found = measures().get(measure or "")
    return "low" if found is not None and found.better == "low" else "high"


def _about(asking: Asking, last: int) -> About | None:
    """Tell among what the first is asked for; None where nothing says so and too little was shown."""
    several = len(asking.slate) > 1
    if asking.items and several:
        return "items"
    following = asking.analysis.keys[last : last + 1]
    named = bool(asking.values_of_kind()) or (bool(following) and following[0] in asking.nouns)
    if (
        asking.has(inquiry_words().ours)
        or asking.opener == _POSSESSIVE
        or _POSSESSIVE in asking.keys
    ):
        return "catalogue"
    if several and (asking.opener in ("which", "who", "whos") or not named):
        return "items"
    return "catalogue" if named or asking.slate or asking.conversation.preferences.entries else None
