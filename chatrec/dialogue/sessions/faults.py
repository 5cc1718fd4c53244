"""What a failing database means, in one sentence with the next step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ...errors import StoreError


class SessionBusy(StoreError):
    """Another turn of the same session got in the way: nothing was stored, and the same call can be made again."""


class Forgotten(StoreError):
    """What this belongs to was deleted while it was made: nothing was stored, and nothing is to be."""


_SQLITE_ADVICE = (
    ("database or disk is full", "the disk is full: free some space and try again"),
    ("disk i/o error", "the disk is full or failing: free some space, check it and try again"),
    ("readonly database", "the file or its folder is read-only: make both writable for this user"),
    (
        "unable to open database file",
        "the file or its folder is missing or closed to this user: create the folder and make it writable",
    ),
    ("not a database", "the file is damaged: restore a backup, or move it away to begin a new one"),
    ("malformed", "the file is damaged: restore a backup, or move it away to begin a new one"),
    ("locked", "another process has been writing for too long: try again, or end that process"),
    ("already exists", "the file holds tables of that name: give the path of another one"),
    ("no such table", "the tables were removed: restore a backup, or open the store again"),
)
"""What SQLite says, and what to do about it."""

_POSTGRES_ADVICE = (
    ("53100", "the disk of the server is full: free some space there and try again"),
    ("53300", "the server has no connection left: raise max_connections or run fewer workers"),
    ("55P03", "another process holds the rows for too long: try again, or end that process"),
    ("57014", "the statement took too long: try again, or look at the load of the server"),
    ("42P01", "the tables were removed: restore a backup, or open the store again"),
    ("42P07", "the database holds tables of that name: give a database of its own"),
    ("22P05", "the database does not hold Unicode: make one with ENCODING 'UTF8'"),
    ("25006", "the server takes no writes (it is a standby): give the address of the primary"),
    ("42501", "the user lacks the rights: grant it the tables, or CREATE on the schema"),
)
"""The SQLSTATE codes of PostgreSQL, and what to do about them."""


@contextmanager
def explained(doing: str, where: str) -> Iterator[None]:
    """Turn every error of the database within, and of values that are not as they were stored, into a StoreError.

    Args:
        doing: what is being done, as in "cannot {doing}".
        where: the address of the database, without its password.

    Raises:
        StoreError: the database failed.
    """
    try:
        yield
    except PoolTimeout as error:
        raise StoreError(
            f"cannot {doing} in {where!r}: no connection got free in time; try again, or run more workers"
        ) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"cannot {doing} in {where!r}: {_reason(error)}") from error
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise StoreError(
            f"cannot {doing} in {where!r}: what is stored there cannot be read ({reason}), it was damaged: "
            "restore a backup, or delete what is damaged"
        ) from error


def _reason(error: SQLAlchemyError | sqlite3.Error) -> str:
    if isinstance(error, SQLAlchemyError) and not isinstance(error, DBAPIError):
        return f"{error}; check the address"
    cut = isinstance(error, DBAPIError) and error.connection_invalidated
    cause = error.orig if isinstance(error, DBAPIError) else error
    said = " ".join(str(cause).split()) or type(cause).__name__
    return f"{said} ({_advice(said, getattr(cause, 'sqlstate', None), cut)})"


def _advice(said: str, code: str | None, cut: bool) -> str:
    if code is not None:
        for known, advice in _POSTGRES_ADVICE:
            if code == known:
                return advice
        if not cut and code[:2] not in {"08", "57"}:
            return "read the log of the server"
    for words, advice in _SQLITE_ADVICE:
        if words in said.casefold():
            return advice
    return "check that the server runs and that the address, user and password are right, then try again"
