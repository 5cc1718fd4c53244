"""Work that a process of its own is asked to do, beyond what a file may take."""

from __future__ import annotations

import os
import time
from pathlib import Path


def say(words: str) -> str:
    """Return the words."""
    return words


def never_end(told: Path) -> None:
    """Tell which process this is, and work for ever."""
    told.write_text(str(os.getpid()))
    while True:
        time.sleep(0.01)


def never_end_in_one_step(told: Path) -> None:
    """Do the same without ever coming back to Python."""
    told.write_text(str(os.getpid()))
    sum(range(10**15))


def take(size: int) -> int:
    """Take so much memory, and nearly none of the machine."""
    taken = bytearray(size)
    return len(taken)
