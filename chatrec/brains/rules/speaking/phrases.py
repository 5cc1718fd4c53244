"""Phrases: sentence frames as data, chosen by a seed among those whose slots can all be filled."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from random import Random
from tomllib import loads

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
    used: dict[str, int] = field(default_factory=dict)

    def say(self, name: str, slots: Mapping[str, str] | None = None) -> str:
        """Return a frame of that name with its slots filled, as a sentence; empty where none can be filled.

        Frames not yet used in this reply come first.
        """
        return tidy(self.say_bare(name, slots))

    def say_bare(self, name: str, slots: Mapping[str, str] | None = None) -> str:
        """Return a frame of that name with its slots filled, as it stands: a piece of a sentence."""
        known = {key: value for key, value in (slots or {}).items() if value}
        fitting = [frame for frame in frames()[name] if _slots(frame) <= known.keys()]
        if not fitting:
            return ""
        Random(f"{self.seed}:{name}").shuffle(fitting)
        frame = min(fitting, key=lambda one: self.used.get(one, 0))
        self.used[frame] = self.used.get(frame, 0) + 1
        return frame.format_map(known)

    def fresh(self, name: str) -> str:
        """Return a frame without slots that this reply has not used, nor any other of that name; else nothing."""
        if any(frame in self.used for frame in frames()[name]):
            return ""
        return self.say_bare(name)

    def once(self, what: str) -> bool:
        """Tell whether this is the first time in this reply that a thing is asked about, and note it."""
        first = what not in self.used
        self.used[what] = 1
        return first


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
