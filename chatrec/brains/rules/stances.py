"""What is said of an item by the words around it: "I've seen the first", "more like that one", "I'll take it"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from ...dialogue.understanding import Stance
from .analysis import Analysis
from .bounds import keys_of
from .questions import is_question
from .words import read_data

_LONGEST = 6
_GAP = 4
"""How many words may stand between a cue and the item ("tell me about this very nice one")."""
_SKIPPED = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "of",
        ",",
        "to",
        "at",
        "all",
        "also",
        "really",
        "my",
        "one",
        "it",
    }
)


_OBJECTIONS = frozenset(
    {"i", "not", "it", "its", "that", "is", "was", "im", "ive", "we", "no", "what"}
)
"""What follows "but" where it objects instead of asking for a variation."""


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Cue phrases by their keys, before and after the item."""

    before: dict[tuple[str, ...], Stance]
    after: dict[tuple[str, ...], Stance]


@cache
def stance_words() -> StanceWords:
    """Return the stance cues of data/references.toml."""
    raw = read_data("references.toml")
    return StanceWords(_by_keys(raw["before"]), _by_keys(raw["after"]))


def stance_of(analysis: Analysis, first: int, last: int) -> Stance | None:
    """Return what the clause around the tokens from `first` up to `last` says of the item there, or None.

    What follows right after the item ("is great", "was boring") wins over what stands before it; before it, the
    nearest cue counts, and of those that end at one place the longest ("havent seen" over "seen").
    """
    stance = _after(analysis, last) or _before(analysis, first)
    if stance == "accepted" and is_question(analysis, *analysis.sentence_at(first)):
        return "asked"
    if stance is None and _is_varied(analysis, last):
        return "like_this"
    return stance


def _is_varied(analysis: Analysis, place: int) -> bool:
    """Tell whether "but" follows with a change: "the second one but cheaper"."""
    keys = analysis.keys
    place += keys[place : place + 1] == (",",)
    following = keys[place + 1] if place + 1 < len(keys) else "."
    return (
        keys[place : place + 1] == ("but",) and following not in _OBJECTIONS and following.isalnum()
    )


def _before(analysis: Analysis, first: int) -> Stance | None:
    words, keys = stance_words(), analysis.keys
    start, _ = analysis.sentence_at(first)
    strides = 0
    end = first
    while end > start and strides <= _GAP:
        for size in range(min(_LONGEST, end - start), 0, -1):
            stance = words.before.get(keys[end - size : end])
            if stance is not None and (stance != "accepted" or not strides):
                return stance
        if keys[end - 1] in ("but", "because", "although"):
            return None
        strides += keys[end - 1] not in _SKIPPED
        end -= 1
    return None


def _after(analysis: Analysis, last: int) -> Stance | None:
    words, keys = stance_words(), analysis.keys
    _, end = analysis.sentence_at(last - 1)
    # "that's perfect" is one word of "that is".
    verb = ("is",) if keys[last - 1] in ("thats", "its") else ()
    for size in range(min(_LONGEST, end - last), 0, -1):
        stance = words.after.get((*verb, *keys[last : last + size]))
        if stance is not None:
            return stance
    return None


def _by_keys(table: object) -> dict[tuple[str, ...], Stance]:
    if not isinstance(table, dict):
        return {}
    return {
        keys_of(str(phrase)): cast(Stance, stance)
        for stance, phrases in table.items()
        for phrase in phrases
    }
