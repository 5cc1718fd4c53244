"""What a person says of the items they name: liked, disliked, seen, like this, asked about ...

The cue nearest before the title counts, over a whole list ("I loved Heat, Alien and Jaws"), unless something is said
right after it ("Heat was boring"); a following clause that speaks of it by a pronoun ("I saw Heat but didn't
like it") has the last word.
"""

from __future__ import annotations

from functools import cache

from ...dialogue.understanding import Stance
from .analysis import Analysis, Clause
from .cues import Cue, Lexicon
from .findings import Finding

_BEFORE: dict[str, Stance] = {
    "like_this": "like_this",
    "not_seen": "not_seen",
    "disliked": "disliked",
    "accepted": "accepted",
    "asked": "asked",
    "seen": "seen",
    "liked": "liked",
    "rejected": "rejected",
}
_AFTER: dict[str, Stance] = {
    "after_liked": "liked",
    "after_disliked": "disliked",
    "after_accepted": "accepted",
    "after_not_seen": "not_seen",
}
_REACH = 3
"""How many tokens may stand between a title and what is said after it."""
_LONGEST_REMARK = 10
"""The longest clause, in tokens, that is a remark on the item before it."""


@cache
def _before() -> Lexicon:
    return Lexicon.of("title_stances.toml", *_BEFORE)


@cache
def _after() -> Lexicon:
    return Lexicon.of("title_stances.toml", *_AFTER)


def title_stances(analysis: Analysis, items: tuple[Finding, ...]) -> tuple[Stance, ...]:
    """Return the stance towards each item, in their order; one that its finding settles is kept."""
    if not items:
        return ()
    places = [analysis.tokens_of(item.span) for item in items]
    taken = frozenset(token for first, last in places for token in range(first, last))
    before, after = _before().find(analysis, but=taken), _after().find(analysis, but=taken)
    found = [
        item.stance or _said_after(analysis, last, after) or _said_before(analysis, first, before)
        for item, (first, last) in zip(items, places, strict=True)
    ]
    _carry(analysis, places, found)
    for number, (_, last) in enumerate(places):
        remark = _remark(analysis, last, taken, before, after)
        if remark and not items[number].stance and found[number] != "like_this":
            found[number] = remark
    return tuple(found)


def _said_before(analysis: Analysis, first: int, before: tuple[Cue, ...]) -> Stance:
    clause = analysis.clause_at(first)
    cues = [cue for cue in before if clause.first < cue.last <= first]
    return _meaning(analysis, cues) if cues else "named"


def _said_after(analysis: Analysis, last: int, after: tuple[Cue, ...]) -> Stance | None:
    _, end = analysis.sentence_at(last - 1)
    for cue in after:
        if 0 <= cue.first - last <= _REACH and cue.first < end:
            between = analysis.keys[last : cue.first]
            if all(_before().has("skipped", key) or not key.isalnum() for key in between):
                return _AFTER[cue.kind]
    return None


def _meaning(analysis: Analysis, cues: list[Cue]) -> Stance:
    """Return what the cues before a title say of it: the nearest; "like" is a verb or a preposition."""
    cue = cues[-1]
    previous = analysis.keys[cue.first - 1] if cue.first else ""
    if cue.key in {"like", "love", "enjoy"} and _before().has("wishing", previous):
        return "named"
    if cue.key == "like" and previous and not _before().has("subjects", previous):
        return "like_this"
    if _before().has("light", cue.key) and len(cues) > 1:
        return _meaning(analysis, cues[:-1])
    return _BEFORE[cue.kind]


def _carry(analysis: Analysis, places: list[tuple[int, int]], found: list[Stance]) -> None:
    """Carry a stance over a list: "I loved Heat, and also Alien"."""
    for number in range(1, len(places)):
        between = analysis.keys[places[number - 1][1] : places[number][0]]
        if found[number] == "named" and all(_before().has("listing", key) for key in between):
            found[number] = found[number - 1]


def _remark(
    analysis: Analysis,
    last: int,
    taken: frozenset[int],
    before: tuple[Cue, ...],
    after: tuple[Cue, ...],
) -> Stance | None:
    """Return what the clause after an item says of it by a pronoun, or None."""
    here = analysis.clause_at(last - 1)
    clause = analysis.clause_after(here)
    if clause is None or clause.last - clause.first > _LONGEST_REMARK:
        return None
    if any(
        token in taken for token in (*range(last, here.last), *range(clause.first, clause.last))
    ):
        return None
    return _of_pronoun(analysis, clause, before, after)


def _of_pronoun(
    analysis: Analysis, clause: Clause, before: tuple[Cue, ...], after: tuple[Cue, ...]
) -> Stance | None:
    inside = range(clause.first, clause.last)
    for cue in before:
        follows = analysis.keys[cue.last] if cue.last < len(analysis.keys) else ""
        telling = cue.kind in {"liked", "disliked", "not_seen", "seen"}
        if telling and cue.first in inside and _before().has("pronouns", follows):
            return _BEFORE[cue.kind]
    for cue in after:
        subject = analysis.keys[cue.first - 1] if cue.first else ""
        if cue.first in inside and _before().has("pronouns", subject):
            return _AFTER[cue.kind]
    return None
