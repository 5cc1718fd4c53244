"""A circuit breaker: what does not answer is left alone for a while, then tried with one question."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES = 3
"""So many failures in a row open the circuit."""
COOL_DOWN = 15.0
"""The seconds for which it is open then; twice as long each time the trial fails."""
_LONGEST = 300.0


class Breaker:
    """Tells whether something may be asked, from how it answered before. Safe to use from several threads."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._pause = 0.0
        self._closed_at = 0.0
        self._tried = False

    def allows(self) -> bool:
        """Tell whether a question may be asked now; of an open circuit one at the end of each pause."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            if self._clock() < self._closed_at:
                return False
            # This one is the trial: until it is answered, others wait another pause.
            self._closed_at = self._clock() + self._pause
            self._tried = True
            return True

    def succeeded(self) -> None:
        """Note that an answer came, whatever it said."""
        with self._lock:
            self._failures, self._pause, self._tried = 0, 0.0, False

    def failed(self) -> None:
        """Note that no answer came.

        Questions that were under way when the circuit opened fail after it: they say nothing new.
        """
        with self._lock:
            self._failures += 1
            if self._failures == FAILURES or self._tried:
                self._pause = min(_LONGEST, 2 * self._pause) or COOL_DOWN
                self._closed_at = self._clock() + self._pause
                self._tried = False
