"""What a person says of the items they name or point at: liked, disliked, seen, like this, taken, asked about ...

The cue nearest before the item counts, over a whole list ("I loved Heat, Alien and Jaws"), unless something is said
right after it ("Heat was boring", "that one is perfect"); a following clause that speaks of it by a pronoun ("I saw
Heat but didn't like it") has the last word. Cues are data (data/stances.toml); those that are common words count
only right before the item ("take", "have"), as the first word of a question ("is", "does"), or of items that were
shown ("I want the second one" takes it, "I want Titanic" only names it).
"""

from __future__ import annotations

from functools import cache

from ....dialogue.understanding import Stance
from .analysis import Analysis, Clause
from .cues import Cue, Lexicon
from .findings import Finding
from .question_words import is_question

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
    "after_rejected": "rejected",
    "after_seen": "seen",
}
_REACH = 3
"""How many tokens may stand between an item and what is said after it."""
_LONGEST_REMARK = 10
"""The longest clause, in tokens, that is a remark on the item before it."""
_LONGEST = 6


@cache
def _before() -> Lexicon:
    return Lexicon.of("stances.toml", *_BEFORE)


@cache
def _after() -> Lexicon:
    return Lexicon.of("stances.toml", *_AFTER)


def stances(
    analysis: Analysis, items: tuple[Finding, ...], *, shown: frozenset[str] = frozenset()
) -> tuple[Stance, ...]:
    """Return the stance towards each item, in their order; one that its finding settles is kept.

    `shown` are the ids of items shown or spoken of before.
    """
    if not items:
        return ()
    places = [analysis.tokens_of(item.span) for item in items]
    taken = frozenset(token for first, last in places for token in range(first, last))
    before, after = _before().find(analysis, but=taken), _after().find(analysis, but=taken)
    found = [
        item.stance
        or _said_after(analysis, last, after, taken)
        or _said_before(analysis, first, before, known=bool(shown.intersection(item.item_ids)))
        for item, (first, last) in zip(items, places, strict=True)
    ]
    _carry(analysis, places, found)
    for number, (first, last) in enumerate(places):
        remark = _remark(analysis, last, taken, before, after)
        if remark and not items[number].stance and found[number] != "like_this":
            found[number] = remark
        asked = is_question(analysis, *analysis.sentence_at(first))
        if (
            found[number] == "accepted"
            and asked
            or found[number] == "seen"
            and _asks(analysis, first)
        ):
            found[number] = "asked"
        elif found[number] == "named" and _is_varied(analysis, last):
            found[number] = "like_this"
    return tuple(found)


def _said_before(analysis: Analysis, first: int, before: tuple[Cue, ...], *, known: bool) -> Stance:
    clause = analysis.clause_at(first)
    cues = [
        cue
        for cue in before
        if clause.first < cue.last <= first and _counts(analysis, cue, first, clause.first)
    ]
    return _meaning(analysis, cues, known=known) if cues else "named"


def _counts(analysis: Analysis, cue: Cue, first: int, start: int) -> bool:
    """Tell whether a cue that is a common word stands where it says something of the item."""
    if _before().has("adjacent", cue.key):
        between = analysis.keys[cue.last : first]
        return _all_of("articles", between)
    if _before().has("opening", cue.key):
        leading = analysis.keys[start : cue.first]
        return _all_of("openers", leading)
    return True


def _all_of(name: str, keys: tuple[str, ...]) -> bool:
    """Tell whether every word among the keys is in a list of the file; marks do not count."""
    return all(_before().has(name, key) or not key.isalnum() for key in keys)


def _meaning(analysis: Analysis, cues: list[Cue], *, known: bool) -> Stance:
    """Return what the cues before an item say of it: the nearest; "like" is a verb or a preposition."""
    cue = cues[-1]
    previous = analysis.keys[cue.first - 1] if cue.first else ""
    if _before().has("light", cue.key) and len(cues) > 1:
        return _meaning(analysis, cues[:-1], known=known)
    if cue.key in {"like", "love", "enjoy"} and _before().has("wishing", previous):
        return "accepted" if known and cue.key == "like" else "named"
    if cue.key == "like" and not _before().has("subjects", previous):
        return "like_this"
    if _before().has("taking", cue.key) and not known:
        return "named"
    return _BEFORE[cue.kind]


def _said_after(
    analysis: Analysis, last: int, after: tuple[Cue, ...], taken: frozenset[int]
) -> Stance | None:
    _, end = analysis.sentence_at(last - 1)
    if analysis.keys[last - 1] in ("thats", "its"):
        return _of_contraction(analysis, last, end)
    for cue in after:
        if 0 <= cue.first - last <= _REACH and cue.first < end and cue.last not in taken:
            between = analysis.keys[last : cue.first]
            if _all_of("skipped", between):
                return _AFTER[cue.kind]
    return None


def _of_contraction(analysis: Analysis, last: int, end: int) -> Stance | None:
    """Return what follows "that's" as if it were "that is": "that's perfect"."""
    for size in range(min(_LONGEST, end - last), 0, -1):
        kind = _after().kinds.get(" ".join(("is", *analysis.keys[last : last + size])))
        if kind is not None:
            return _AFTER[kind]
    return None


def _asks(analysis: Analysis, place: int) -> bool:
    """Tell whether the clause around an item opens as a question: "can I watch Heat", not "I saw Heat"."""
    clause = analysis.clause_at(place)
    opened = is_question(analysis, clause.first, place)
    return opened and "?" not in analysis.keys[clause.first : place]


def _is_varied(analysis: Analysis, place: int) -> bool:
    """Tell whether "but" follows with a change: "the second one but cheaper"."""
    keys = analysis.keys
    place += keys[place : place + 1] == (",",)
    following = keys[place + 1] if place + 1 < len(keys) else "."
    return (
        keys[place : place + 1] == ("but",)
        and following.isalnum()
        and not _before().has("objections", following)
    )


def _carry(analysis: Analysis, places: list[tuple[int, int]], found: list[Stance]) -> None:
    """Carry a stance over a list: "I loved Heat, and also Alien"."""
    for number in range(1, len(places)):
        between = analysis.keys[places[number - 1][1] : places[number][0]]
        if found[number] == "named" and _all_of("listing", between):
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
    inside = (*range(last, here.last), *range(clause.first, clause.last))
    if any(token in taken for token in inside):
        return None
    return _of_pronoun(analysis, clause, before, after)


def _of_pronoun(
    analysis: Analysis, clause: Clause, before: tuple[Cue, ...], after: tuple[Cue, ...]
) -> Stance | None:
    inside = range(clause.first, clause.last)
    for cue in before:
        follows = analysis.keys[cue.last] if cue.last < len(analysis.keys) else ""
        telling = cue.kind in {"liked", "disliked", "not_seen", "seen"}
        verb = cue.key != "like" or _before().has("subjects", analysis.keys[cue.first - 1])
        if telling and verb and cue.first in inside and _before().has("pronouns", follows):
            return _BEFORE[cue.kind]
    for cue in after:
        subject = analysis.keys[cue.first - 1] if cue.first else ""
        if cue.first in inside and _before().has("pronouns", subject):
            return _AFTER[cue.kind]
    return None
