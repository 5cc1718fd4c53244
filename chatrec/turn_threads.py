"""The threads that turns are answered in: few where all work is our own, many where most of it is waiting for a model."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from .settings import Settings

_WAITING = 512
"""How many turns may wait for models at once; each holds a thread that costs next to nothing while it waits."""
_OWN = 4
"""By how many the turns at work may exceed the cores where no model is asked: more would only take turns at them."""
_COMPUTING = 2


def most_at_once(settings: Settings) -> int:
    """Return how many turns one chatbot answers at the same time; the others wait."""
    return _WAITING if settings.llm.in_use else (os.cpu_count() or 1) + _OWN


def best_at_once(settings: Settings) -> int:
    """Return how many turns are best worked on at the same time: more would only make each of them slower.

    Where no model is asked a turn computes in Python, which does so in one thread at a time; a second turn uses what the
    first one waits for the disk.
    """
    return _WAITING if settings.llm.in_use else _COMPUTING


def turn_threads(settings: Settings) -> ThreadPoolExecutor:
    """Return the threads of one chatbot. They are started as they are needed."""
    return ThreadPoolExecutor(most_at_once(settings), thread_name_prefix="chatrec-turn")
