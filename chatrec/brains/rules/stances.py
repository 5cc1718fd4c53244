"""What is said of an item by the words around it: "I've seen the first", "more like that one", "I'll take it"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from ...dialogue.understanding import Stance
from .analysis import Analysis
from .bounds import keys_of
from .words import read_data

_LONGEST = 6
_GAP = 4
"""How many words may stand between a cue and the item ("tell me about this very nice one")."""
_SKIPPED = frozenset("the a an this that of , to at all also really my one it".split())
_LISTING = frozenset({",", "and", "or", "&", "nor"})


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
    return _after(analysis, last) or _before(analysis, first)


def _before(analysis: Analysis, first: int) -> Stance | None:
    words, keys = stance_words(), analysis.keys
    start, _ = analysis.sentence_at(first)
    strides = 0
    end = first
    while end > start and strides <= _GAP:
        for size in range(min(_LONGEST, end - start), 0, -1):
            stance = words.before.get(keys[end - size : end])
            if stance is not None:
                return stance
        if keys[end - 1] == "but" or keys[end - 1] in ("because", "although"):
            return None
        strides += keys[end - 1] not in _SKIPPED
        end -= 1
    return None


def _after(analysis: Analysis, last: int) -> Stance | None:
    words, keys = stance_words(), analysis.keys
    _, end = analysis.sentence_at(last - 1)
    if keys[last : last + 1] == ("s",):
        last += 1
    for size in range(min(_LONGEST, end - last), 0, -1):
        stance = words.after.get(keys[last : last + size])
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
