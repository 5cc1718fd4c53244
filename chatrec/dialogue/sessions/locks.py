"""Locks by session: one turn at a time in each, across threads and processes, with no transaction held open.

Within a process a lock per session is enough; between processes a shared lock is taken as well. These locks only
save work: what makes a lost or doubled turn impossible is the revision check at the commit. So it is no harm
where a system has no file locks (Windows, some network drives), where two stores of one process are open on one
SQLite file (POSIX file locks are per process), or where a connection breaks and its locks with it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from .faults import SessionBusy
from .shared_locks import SharedLocks

_FIRST_PAUSE: Final = 0.005
_LONGEST_PAUSE: Final = 0.1


class SessionLocks:
    """The lock of every session."""

    def __init__(self, shared: SharedLocks) -> None:
        self._shared = shared
        self._guard = Lock()
        self._held: dict[str, tuple[Lock, int]] = {}

    @contextmanager
    def holding(self, session_id: str, *, wait: float) -> Iterator[None]:
        """Hold the lock of a session for the length of the block.

        Args:
            session_id: the session.
            wait: how many seconds to wait for it.

        Raises:
            SessionBusy: it was not free in that time.
        """
        deadline = time.monotonic() + wait
        lock = self._join(session_id)
        try:
            if not lock.acquire(timeout=max(wait, 0.0)):
                raise _busy(session_id, wait)
            try:
                with self._shared_lock(session_id, wait, deadline):
                    yield
            finally:
                lock.release()
        finally:
            self._leave(session_id)

    def close(self) -> None:
        """Give all locks back."""
        self._shared.close()

    @contextmanager
    def _shared_lock(self, session_id: str, wait: float, deadline: float) -> Iterator[None]:
        key = _key(session_id)
        pause = _FIRST_PAUSE
        while not self._shared.claim(key):
            if time.monotonic() + pause > deadline:
                raise _busy(session_id, wait)
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        try:
            yield
        finally:
            self._shared.release(key)

    def _join(self, session_id: str) -> Lock:
        with self._guard:
            lock, users = self._held.get(session_id, (Lock(), 0))
            self._held[session_id] = lock, users + 1
            return lock

    def _leave(self, session_id: str) -> None:
        with self._guard:
            lock, users = self._held.pop(session_id)
            if users > 1:
                self._held[session_id] = lock, users - 1


def _key(session_id: str) -> int:
    digest = hashlib.blake2b(session_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2  # below 2**62: an offset in a file, a bigint


def _busy(session_id: str, wait: float) -> SessionBusy:
    return SessionBusy(
        f"session {session_id!r} was busy with another message for {wait:g} s; nothing was stored: send it again"
    )
