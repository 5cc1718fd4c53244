"""Locks by number between processes, which the system takes back when their holder dies.

For SQLite a one-byte lock on a file beside the database, for PostgreSQL an advisory lock. All locks of a process
share one file handle or one connection, so that two hundred turns that wait for a model hold one connection,
not two hundred.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from ...errors import StoreError
from .database import Database
from .faults import explained

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None  # type: ignore[assignment]

_CLOSED: Final = -1


class SharedLocks(Protocol):
    """Locks by number that other processes see. One thread at a time asks for any one number."""

    def claim(self, key: int) -> bool:
        """Take the lock and return True, or return False at once where another process has it."""
        ...

    def release(self, key: int) -> None:
        """Give the lock back."""
        ...

    def close(self) -> None:
        """Give all locks back."""
        ...


class FileLocks:
    """One-byte locks on a file, at the offset that the number says; the file stays empty.

    Raises:
        StoreError: the file cannot be made or opened.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(
                f"cannot open the lock file {str(path)!r} of the session store: {error.strerror}; "
                "make its folder writable for this user"
            ) from error

    def claim(self, key: int) -> bool:
        """Take the lock and return True, or return False at once where another process has it."""
        if fcntl is None or self._handle == _CLOSED:
            return True
        try:
            fcntl.lockf(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, key)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True

    def release(self, key: int) -> None:
        """Give the lock back."""
        if fcntl is not None and self._handle != _CLOSED:
            with suppress(OSError):
                fcntl.lockf(self._handle, fcntl.LOCK_UN, 1, key)

    def close(self) -> None:
        """Give all locks back."""
        if self._handle != _CLOSED:
            os.close(self._handle)
            self._handle = _CLOSED


class AdvisoryLocks:
    """Session-level advisory locks of PostgreSQL, all on one connection of their own."""

    def __init__(self, engine: Engine, *, where: str) -> None:
        self._engine = engine
        self._where = where
        self._connection: Connection | None = None
        self._guard = Lock()

    def claim(self, key: int) -> bool:
        """Take the lock and return True, or return False at once where another process has it.

        Raises:
            StoreError: the server cannot be reached.
        """
        with self._guard, explained("lock a session", self._where):
            try:
                return self._call(sa.func.pg_try_advisory_lock(key))
            except (
                SQLAlchemyError
            ):  # the connection broke since it was used last: once more on a new one
                self._drop()
                return self._call(sa.func.pg_try_advisory_lock(key))

    def release(self, key: int) -> None:
        """Give the lock back; a broken connection has given it back already."""
        with self._guard:
            if self._connection is None:
                return
            try:
                self._call(sa.func.pg_advisory_unlock(key))
            except SQLAlchemyError:
                self._drop()

    def close(self) -> None:
        """Give all locks back."""
        with self._guard:
            self._drop()

    def _call(self, function: sa.Function[bool]) -> bool:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            )
        return bool(self._connection.scalar(sa.select(function)))

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def shared_locks(database: Database) -> FileLocks | AdvisoryLocks:
    """Return the locks of a database that is open.

    Raises:
        StoreError: the lock file of an SQLite database cannot be made.
    """
    if database.path is None:
        return AdvisoryLocks(database.engine, where=database.where)
    return FileLocks(database.path.with_name(database.path.name + "-locks"))
