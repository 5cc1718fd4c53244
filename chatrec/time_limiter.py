"""A limit on how long a call may be waited for, whatever the call is stuck in."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 64
"""So many calls may be under way; as many may be stuck, and more are not started until one of them ends."""


class TimeLimiter:
    """Runs calls in threads of their own and waits for each no longer than a limit. Safe to use from several threads.

    Limits of a connection hold for one read or write, so that a server which sends a byte now and then is waited for
    without end: this one holds for the whole call. A call that is not waited for any more goes on to its own end.
    """

    def __init__(self, seconds: float, *, at_once: int = AT_ONCE) -> None:
        """Set the limit in seconds, and how many calls may be under way at the same time."""
        self._seconds = seconds
        self._places = threading.BoundedSemaphore(at_once)

    def call(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, or raise what it raises.

        Raises:
            TimeoutError: it did not end within the limit, or too many calls are stuck.
        """
        until = time.monotonic() + self._seconds
        if not self._places.acquire(timeout=self._seconds):
            raise TimeoutError(
                f"no call ended within {self._seconds:g} s, and too many are under way"
            )
        done: Future[T] = Future()
        # A daemon: who is stuck must not keep the program from ending, as the threads of an executor do.
        threading.Thread(
            target=self._run, args=(work, done), name="chatrec-limited", daemon=True
        ).start()
        return done.result(timeout=max(0.0, until - time.monotonic()))

    def _run(self, work: Callable[[], T], done: Future[T]) -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            # The outermost boundary of this thread: the one that waits gets it.
            done.set_exception(error)
        finally:
            self._places.release()
