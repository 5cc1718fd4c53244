"""Work that a process of its own is asked to do, beyond what a file may take."""

from __future__ import annotations

import os
import time
from pathlib import Path

_FOR_EVER = 60.0
"""Seconds; a test that waits so long has failed, and ends."""


def say(words: str) -> str:
    """Return the words."""
    return words


def never_end(told: Path) -> None:
    """Tell which process this is, and work for a minute."""
    told.write_text(str(os.getpid()))
    until = time.monotonic() + _FOR_EVER
    while time.monotonic() < until:
        time.sleep(0.01)


def never_end_in_one_step(told: Path) -> None:
    """Do the same without ever coming back to Python."""
    told.write_text(str(os.getpid()))
    sum(range(4 * 10**9))


def take(size: int) -> int:
    """Take so much memory, and nearly none of the machine."""
    taken = bytearray(size)
    return len(taken)
