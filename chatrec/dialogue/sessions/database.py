"""One database, SQLite or PostgreSQL: how it is opened, read and written in whole transactions.

SQLite runs in WAL mode with synchronous=FULL: a commit is on the disk when it returns, and readers never wait.
Its one writer at a time is chosen by a lock within the process, where waiting is cheap, and by the file's own
lock between processes. PostgreSQL keeps its defaults, plus time limits, so that nothing waits for ever.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from ...errors import MissingExtra, StoreError
from ...private_files import close_to_others, make_private_folder
from .faults import explained
from .migrate import migrate

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

PATIENCE: Final = 10.0
"""Seconds that a statement waits for a lock or a connection before it is an error."""
STATEMENT: Final = 30.0
"""Seconds that one statement of PostgreSQL may take."""


_PAUSE: Final = 0.02
"""Seconds between two tries of what does not wait by itself."""


class Database:
    """A database that is open and has the newest tables.

    Attributes:
        where: its address without the password, for messages.
        engine: the connections.
        path: the file of an SQLite database, None for PostgreSQL.
    """

    def __init__(self, engine: Engine, path: Path | None) -> None:
        self.engine = engine
        self.path = path
        self.where = str(path) if path else engine.url.render_as_string(hide_password=True)
        self._writer = Lock()
        self._closed = False

    @classmethod
    def open(cls, address: str | Path) -> Database:
        """Open a database, make or upgrade its tables, and return it.

        Args:
            address: the path of an SQLite file, or an SQLAlchemy URL of SQLite or PostgreSQL. The folder of an
                SQLite file is made where it is missing.

        Raises:
            StoreError: it cannot be reached, opened, written or upgraded.
            MissingExtra: the driver of PostgreSQL is not installed.
        """
        url = _url(address)
        path = _file(url) if url.get_backend_name() == "sqlite" else None
        database = cls(_sqlite(url.set(database=str(path))) if path else _postgres(url), path)
        try:
            with explained("open the session store", database.where):
                if path:
                    database._turn_to_wal()
                migrate(database.engine, where=database.where)
        except StoreError:
            database.close()
            raise
        return database

    @contextmanager
    def reading(self, doing: str) -> Iterator[Connection]:
        """Give a connection in a transaction that sees one state of the database.

        Raises:
            StoreError: the database failed; `doing` says at what.
        """
        self._check_open(doing)
        with explained(doing, self.where), self.engine.connect() as connection:
            if self.path is None:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, doing: str) -> Iterator[Connection]:
        """Give a connection in a transaction that is on the disk when the block ends, and undone when it raises.

        Raises:
            StoreError: the database failed; `doing` says at what.
        """
        self._check_open(doing)
        with explained(doing, self.where):
            if self.path is None:
                with self.engine.begin() as connection:
                    yield connection
                return
            if not self._writer.acquire(timeout=PATIENCE):
                raise StoreError(
                    f"cannot {doing} in {self.where!r}: others have been writing for {PATIENCE:.0f} s; try again"
                )
            try:
                with self.engine.connect() as connection:
                    connection.execution_options(write=True)
                    with connection.begin():
                        yield connection
            finally:
                self._writer.release()

    def scrub(self) -> None:
        """Wipe what was deleted from the write-ahead log of SQLite; secure_delete wipes it from the file itself.

        The log is left alone where another process is reading: the next call, or its end, wipes it.

        Raises:
            StoreError: the database failed.
        """
        if self.path is None:
            return
        with explained("wipe deleted data", self.where), self._writer:
            self._command("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close all connections; reading and writing raise a StoreError from now on."""
        self._closed = True
        self.engine.dispose()

    def _check_open(self, doing: str) -> None:
        if self._closed:
            raise StoreError(
                f"cannot {doing} in {self.where!r}: the store was closed; open it again"
            )

    def _turn_to_wal(self) -> None:
        """Turn an SQLite file to WAL, however many processes open it at the same time.

        SQLite does not wait here by itself: where another process is turning it just then, it says at once that the
        file is locked.
        """
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._command("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise
                time.sleep(_PAUSE)
            else:
                return

    def _command(self, command: str) -> None:
        # These commands do not run in a transaction, and SQLAlchemy begins one at any other call.
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute(command)
        finally:
            connection.close()


def insert(connection: Connection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that can say what happens where the row is there already."""
    # Only the dialect in use is imported: that of PostgreSQL costs as much as opening the store.
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def _without_password(address: str) -> str:
    """Return an address with what stands between "//" and the last "@" hidden."""
    before, slashes, after = address.partition("//")
    _, at, host = after.rpartition("@")
    return f"{before}{slashes}***{at}{host}" if at else address


def _url(address: str | Path) -> URL:
    if isinstance(address, Path):
        return URL.create("sqlite", database=str(address))
    try:
        url = sa.make_url(address)
    except (ArgumentError, ValueError) as error:
        shown = _without_password(address)
        raise StoreError(
            f"{shown!r} is not the address of a database; give one like sqlite:////folder/sessions.db "
            "or postgresql://user:password@host/name"
        ) from error
    backend = url.get_backend_name()
    if backend in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreError(
            f"sessions cannot be kept in {url.drivername!r}; give the address of SQLite or PostgreSQL"
        )
    return url


def _file(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise StoreError(
            f"{url.render_as_string()!r} names no file, and sessions kept in memory are lost; "
            "give one like sqlite:////folder/sessions.db"
        )
    path = Path(url.database).absolute()
    try:
        if not path.parent.is_dir():
            make_private_folder(path.parent)
        if not path.exists():
            path.touch(mode=0o600)
        # Chats are nobody else's business; a file that SQLite makes beside it has the same rights.
        for ending in ("", "-wal", "-shm", "-locks"):
            close_to_others(path.with_name(path.name + ending))
    except OSError as error:
        raise StoreError(
            f"cannot make the session store {str(path)!r}: {error.strerror}; "
            "give another path, or make its folder writable for this user"
        ) from error
    return path


def _sqlite(url: URL) -> Engine:
    engine = sa.create_engine(
        url, connect_args={"timeout": PATIENCE, "check_same_thread": False}, pool_timeout=PATIENCE
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # so that BEGIN is ours alone
    # A byte that is no UTF-8, in a damaged file, spoils its own text and not the whole answer.
    connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A write that begins as a read can fail half-way when another process wrote in between.
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgres(url: URL) -> Engine:
    try:
        engine = sa.create_engine(
            url,
            connect_args={
                "connect_timeout": int(PATIENCE),
                "tcp_user_timeout": int(PATIENCE) * 1000,
            },
            pool_size=10,
            pool_timeout=PATIENCE,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as error:
        raise MissingExtra("psycopg", "postgres", "keeping sessions in PostgreSQL") from error
    sa.event.listen(engine, "connect", _prepare_postgres)
    return engine


def _prepare_postgres(connection: sa.PoolProxiedConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(
        f"SET lock_timeout = '{PATIENCE:.0f}s'; SET statement_timeout = '{STATEMENT:.0f}s'; "
        f"SET idle_in_transaction_session_timeout = '{STATEMENT:.0f}s'; SET synchronous_commit = on"
    )
    connection.commit()
    cursor.close()
