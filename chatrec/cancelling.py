"""Giving a turn up: whoever waits for something on its behalf is told, from any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .errors import TurnCancelled


class Cancellation:
    """Whether a turn was given up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._stops: list[Callable[[], object]] = []

    def cancel(self) -> None:
        """Give the turn up: what runs for it is stopped."""
        with self._lock:
            self._cancelled = True
            stops = list(self._stops)
        for stop in stops:
            stop()

    def check(self) -> None:
        """Go on only where the turn was not given up.

        Raises:
            TurnCancelled: it was.
        """
        if self._cancelled:
            raise TurnCancelled("the turn was given up before it was answered; send it again")

    @contextmanager
    def stopping(self, stop: Callable[[], object]) -> Iterator[None]:
        """Call `stop` where the turn is given up during the block, or was before it."""
        with self._lock:
            self._stops.append(stop)
            late = self._cancelled
        try:
            if late:
                stop()
            yield
        finally:
            with self._lock:
                self._stops.remove(stop)
