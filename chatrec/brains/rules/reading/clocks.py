"""Times of day and days of the month: "7:15 pm", "at six in the evening", "quarter to 8", "March 10th".

Their numbers measure nothing of an item, so that "for four people at 7:15 pm" has one number.
"""

from __future__ import annotations

from functools import cache

from .analysis import Analysis
from .words import word_list

_REACH = 4
"""How many tokens after a number the part of the day may stand ("at six in the evening")."""


def is_clock(analysis: Analysis, first: int, last: int, value: float) -> bool:
    """Tell whether the number in the tokens from `first` up to `last` tells a time or a day."""
    keys = analysis.keys
    following = keys[last] if last < len(keys) else ""
    if following in _words("after") or _in_clock_face(analysis, first, last):
        return True
    before = " ".join(keys[max(first - 2, 0) : first])
    if before in _words("parts") or " ".join(keys[first : first + 2]) in _words("parts"):
        return True
    if value > 60 or value != int(value):
        return False
    if {following, *keys[max(first - 1, 0) : first], *_after_ordinal(keys, last)} & _words(
        "months"
    ):
        return True
    if before.split(" ")[-1] not in _words("opening") | _words("day"):
        return False
    start, end = analysis.sentence_at(first)
    near = (*keys[max(first - 3, start) : first], *keys[last : min(last + _REACH, end)])
    return value <= 24 and not _words("day").isdisjoint(near)


def _after_ordinal(keys: tuple[str, ...], last: int) -> tuple[str, ...]:
    """Return what follows "10th of" after the number: the month."""
    place = last + (keys[last : last + 1] in (("st",), ("nd",), ("rd",), ("th",)))
    place += keys[place : place + 1] == ("of",)
    return keys[place : place + 1]


def _in_clock_face(analysis: Analysis, first: int, last: int) -> bool:
    """Tell whether a number is the hour or the minutes of "7:15"."""
    tokens = analysis.tokens
    for mark in (last, first - 1):
        if not 0 < mark < len(tokens) - 1 or tokens[mark].raw != ":":
            continue
        hour, minutes = tokens[mark - 1], tokens[mark + 1]
        touching = hour.end == tokens[mark].start and tokens[mark].end == minutes.start
        if touching and hour.is_number and minutes.is_number and len(minutes.raw) == 2:
            return True
    return False


@cache
def _words(name: str) -> frozenset[str]:
    return word_list("clocks.toml", name)
