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
