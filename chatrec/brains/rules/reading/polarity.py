"""Polarity: which of the things that were read are wanted, and which are not.

A cue ("no", "hate", "anything but") holds from where it stands to the end of its clause, so over a list
("no horror, gore or zombies"), until a cue of the other kind follows a value ("I don't like horror I love
comedy"). "Not too" and its like make a value unwanted to a degree. A verb that reverses a negation makes it wanted ("I don't
mind gore", "not without"). A negation that comes after a value and has none of its own falls back on it ("comedies are
not my thing"). The cues are data; after the scope rules of NegEx (Chapman et al., 2001).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ....dialogue.preferences import Polarity
from .analysis import Analysis
from .cues import Cue, Lexicon
from .findings import Finding


@dataclass(frozen=True, slots=True)
class Leaning:
    """Whether something is wanted, and whether only to a degree ("not too scary")."""

    polarity: Polarity = "wanted"
    soft: bool = False


WANTED = Leaning()
UNWANTED = Leaning("unwanted")


_ARTICLES = frozenset({"a", "an", "some"})
_ADJECTIVES = 3
"""How many tokens before a value its article may stand: "a nice quiet printer"."""


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of(
        "polarity.toml", "neutral", "soft", "after", "negative", "positive", "reversing"
    )


def leanings(analysis: Analysis, findings: tuple[Finding, ...]) -> tuple[Leaning, ...]:
    """Return the leaning of each finding, in their order."""
    places = [analysis.tokens_of(finding.span) for finding in findings]
    taken = frozenset(
        token
        for (first, last), finding in zip(places, findings, strict=True)
        if finding.kind != "item" or last - first > 1
        for token in range(first, last)
    )
    cues = _lexicon().find(analysis, but=taken)
    found = _forward(analysis, places, cues)
    for cue in cues:
        for index in _backward(analysis, places, cue):
            if found[index].polarity == "wanted":
                found[index] = UNWANTED
    return tuple(found)


def _forward(
    analysis: Analysis, places: list[tuple[int, int]], cues: tuple[Cue, ...]
) -> list[Leaning]:
    found = [WANTED] * len(places)
    events = sorted(
        [(cue.first, 0, number) for number, cue in enumerate(cues)]
        + [(first, 1, number) for number, (first, _) in enumerate(places)]
    )
    state, clause, answered = WANTED, -1, False
    bare = False
    for place, is_value, number in events:
        here = analysis.clause_at(cues[number].last - 1 if not is_value else place).first
        if here != clause:
            state, clause, answered = WANTED, here, False
        if is_value:
            if answered and bare and _follows_comma(analysis, place):
                state = WANTED
            bare = analysis.keys[place - 1] not in _ARTICLES if place else True
            found[number], answered = state, True
        else:
            turned = _turn(analysis, state, cues[number], answered=answered)
            if turned is not state:
                state, answered = turned, False
    return found


def _follows_comma(analysis: Analysis, place: int) -> bool:
    """Tell whether a value after a comma starts a wish where the one before had no article: "no Kestrel, a tv"."""
    commas = [
        at for at in range(max(place - 2 - _ADJECTIVES, 0), place) if analysis.keys[at] == ","
    ]
    return bool(commas) and starts_anew(analysis, commas[-1], place)


def starts_anew(analysis: Analysis, comma: int, place: int) -> bool:
    """Tell whether a comma, then an article and no more than adjectives, stand before a value: ", a quiet printer"."""
    opens = analysis.keys[comma + 1 : comma + 2]
    between = analysis.tokens[comma + 2 : place]
    return (
        bool(opens)
        and comma + 1 < place
        and opens[0] in _ARTICLES
        and len(between) <= _ADJECTIVES
        and all(token.is_word for token in between)
    )


def _turn(analysis: Analysis, state: Leaning, cue: Cue, *, answered: bool) -> Leaning:
    """Return the leaning after a cue. `answered`: a value came since the last turn."""
    negated = state.polarity == "unwanted" and not answered
    if cue.kind == "neutral":
        return state if negated else WANTED
    if cue.kind == "soft":
        return Leaning("unwanted", soft=True)
    if cue.kind == "positive":
        return state if negated else WANTED
    if negated and _lexicon().has("reversing", cue.key):
        return WANTED
    if cue.kind == "negative":
        if cue.key == "no" and _answers(analysis, cue):
            return WANTED
        return state if negated else UNWANTED
    return state


def _answers(analysis: Analysis, cue: Cue) -> bool:
    """Tell whether a "no" is an answer rather than a negation: "no, I want", "no that is"."""
    if cue.last >= len(analysis.tokens):
        return True
    following = analysis.tokens[cue.last]
    return not (following.is_word or following.is_number) or following.folded in {
        "i",
        "i'm",
        "that",
    }


def _backward(analysis: Analysis, places: list[tuple[int, int]], cue: Cue) -> list[int]:
    """Return the values before a negation that it falls back on, in the clause that it stands in."""
    if cue.kind not in {"negative", "soft", "after"} or _lexicon().has("forward_only", cue.key):
        return []
    clause = analysis.clause_at(cue.first)
    inside = [
        index for index, (first, _) in enumerate(places) if clause.first <= first < clause.last
    ]
    if cue.kind != "after" and any(places[index][0] >= cue.last for index in inside):
        return []
    found: list[int] = []
    reached = cue.first
    for index in sorted(inside, key=lambda one: -places[one][0]):
        first, last = places[index]
        if last > cue.first:
            continue
        if any(
            not _lexicon().has("between", key)
            for key in analysis.keys[last:reached]
            if key.isalnum()
        ):
            break
        found.append(index)
        reached = first
    return found
