"""Waiting for what happens in another process."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(happened: Callable[[], bool], *, seconds: float) -> None:
    """Wait until something has happened.

    Raises:
        AssertionError: It did not in so many seconds.
    """
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def least(work: Callable[[], object], *, runs: int = 3) -> float:
    """Return the least of the seconds that some work takes in a few runs, which is not that of other programs."""
    seconds: list[float] = []
    for _ in range(runs):
        begin = time.monotonic()
        work()
        seconds.append(time.monotonic() - begin)
    return min(seconds)
