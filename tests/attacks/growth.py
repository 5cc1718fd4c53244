"""How the time of a routine grows with the length of its text."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MOST_GROWTH = 3.0
"""How many times as long a text of twice the length may take: two times, and what a busy machine adds."""
_RUNS = 30
"""How often two texts are compared before a growth is believed: a busy machine slows some of them, never all."""
_FIRST = (12, 16, 20, 24, 28, 32, 40, 48, 64, 100, 200)
"""How often it is repeated first, so that a routine that doubles with each repetition is found while it still ends."""
_LONG = 0.5
"""Seconds after which two runs of a text are enough."""
_FAR_TOO_SLOW = 0.2
"""Seconds of the processor that no such short text may take."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """A text of any length: a beginning, what is repeated after it, and an end."""

    start: str
    unit: str
    end: str = ""

    def of(self, length: int) -> str:
        """Return the text with so many repetitions that they have about that many characters."""
        return self.start + self.unit * (length // len(self.unit)) + self.end

    def __str__(self) -> str:
        return f"{self.start!r} + {self.unit!r} * n + {self.end!r}"


def growth(
    routine: Callable[[str], object],
    repetition: Repetition,
    *,
    length: int = 10_000,
    look: int = 4_000,
    noticeable: float = 0.003,
    slow: float = 0.04,
) -> float:
    """Return how many times as long a routine takes for a text of twice the length.

    Args:
        routine: Takes the text.
        repetition: The text.
        length: The characters of the shorter of the two texts.
        look: The characters of a text that is tried before them.
        noticeable: Seconds of the processor; where the text to look takes less, nothing can be wrong, and the two
            texts are not tried.
        slow: Seconds of the processor; where the text to look takes more, half of it and the whole of it are tried.

    Returns:
        The ratio of the shortest of several times; 1.0 where nothing is noticeable; infinite where a short text
        takes far too long already.
    """
    with _no_collection():
        for short in _FIRST:
            if _took(routine, repetition.of(short * len(repetition.unit))) > _FAR_TOO_SLOW:
                return float("inf")
        took = min(_took(routine, repetition.of(look)) for _ in range(2))
        if took < noticeable:
            return 1.0
        if took > slow:
            length = look // 2
        return _ratio(routine, repetition.of(length), repetition.of(2 * length))


def _ratio(routine: Callable[[str], object], small: str, large: str) -> float:
    shortest_small = shortest_large = ratio = float("inf")
    for run in range(_RUNS):
        shortest_small = min(shortest_small, _took(routine, small))
        shortest_large = min(shortest_large, _took(routine, large))
        ratio = shortest_large / shortest_small
        if ratio <= MOST_GROWTH or (run and shortest_large > _LONG):
            break
    return ratio


def _took(routine: Callable[[str], object], text: str) -> float:
    begin = time.thread_time()
    routine(text)
    return time.thread_time() - begin


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector of garbage out of the times."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
