"""Phrases: sentence frames as data, chosen by a seed among those whose slots can all be filled."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from random import Random
from tomllib import loads

_SECOND = re.compile(r"[.”}] (?=[A-Z“])")
"""Where a second sentence starts in a frame."""
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@lru_cache(maxsize=1)
def frames() -> Mapping[str, tuple[str, ...]]:
    """Return the frames of data/phrases.toml by "group.name"."""
    text = (files(__package__) / "data" / "phrases.toml").read_text(encoding="utf-8")
    return {
        f"{group}.{name}": tuple(given)
        for group, table in loads(text).items()
        for name, given in table.items()
    }


@lru_cache(maxsize=1024)
def _slots(frame: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(frame) if name)


@dataclass(slots=True)
class Phrasebook:
    """Chooses frames for one reply: the same seed gives the same words, and no frame comes twice."""

    seed: int
    used: set[str] = field(default_factory=set)

    def say(self, name: str, slots: Mapping[str, str] | None = None, *, short: bool = False) -> str:
        """Return a frame of that name with its slots filled; empty where none can be filled.

        Frames not yet used in this reply come first; `short` keeps to frames of one sentence where there are some.
        """
        known = {key: value for key, value in (slots or {}).items() if value}
        fitting = [frame for frame in frames()[name] if _slots(frame) <= known.keys()]
        if not fitting:
            return ""
        if short:
            fitting = [frame for frame in fitting if not _SECOND.search(frame)] or fitting
        Random(f"{self.seed}:{name}").shuffle(fitting)
        frame = min(fitting, key=lambda one: one in self.used)
        self.used.add(frame)
        return tidy(frame.format_map(known))


def tidy(text: str) -> str:
    """Begin a sentence with a capital, end it with a mark, and leave no mark doubled."""
    text = " ".join(text.split())
    if not text:
        return ""
    for doubled, mark in (("..", "."), ("!.", "!"), ("?.", "?"), ("….", "…"), (",.", ".")):
        if text.endswith(doubled) and not text.endswith("..."):
            text = text[: -len(doubled)] + mark
    text = capitalised(text)
    ended = text[-1] in ".!?:…" or (text[-1] == "”" and text[-2:-1] in tuple(".!?…"))
    return text if ended else f"{text}."


def capitalised(words: str) -> str:
    """Begin with a capital, unless the first word has capitals of its own: "iPhone"."""
    return words[0].upper() + words[1:] if words and words.split()[0].islower() else words


def count_words(count: int) -> str:
    """Return a count up to ten as a word, a greater one in figures: "three", "1,200"."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"
