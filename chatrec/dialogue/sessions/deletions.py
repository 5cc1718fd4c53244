"""What was deleted lately, so that nothing that was under way at that moment is stored after it.

A turn that began before a person was forgotten may end after it, and its session may have no row yet whose absence
would tell. So each deletion leaves a number, each higher than the one before, beside a digest of what was deleted:
who stores something proves that nothing of it was deleted since the number that was read at the beginning. On SQLite
writers wait for each other anyway; on PostgreSQL a lock keeps deletions and what is stored apart.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from .tables import DELETIONS

KEPT: Final = timedelta(days=1)
"""How long a digest is kept; nothing is under way for longer."""
_LOCK: Final = 0x64656C657465
_LATEST = sa.select(sa.func.coalesce(sa.func.max(DELETIONS.c.number), 0))
_SINCE = (
    sa.select(DELETIONS.c.number)
    .where(DELETIONS.c.number > sa.bindparam("since"))
    .where(DELETIONS.c.what.in_(sa.bindparam("what", expanding=True)))
    .limit(1)
)


def epoch(connection: Connection) -> int:
    """Return the number of the latest deletion, 0 before the first."""
    return int(connection.scalar(_LATEST) or 0)


def note_deletion(connection: Connection, what: str) -> None:
    """Note in the transaction of a deletion what is deleted; digests older than a day go."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    now = datetime.now(UTC)
    new = {"number": epoch(connection) + 1, "what": what, "moment": now}
    connection.execute(sa.insert(DELETIONS).values(new))
    # The latest stays in any case, so that the numbers never begin anew.
    old = sa.and_(DELETIONS.c.moment < now - KEPT, DELETIONS.c.number < new["number"])
    connection.execute(sa.delete(DELETIONS).where(old))


def deleted_since(connection: Connection, since: int, *what: str) -> bool:
    """Tell, in the transaction that stores something, whether any of these was deleted after a number was read."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(_LOCK)))
    return connection.scalar(_SINCE, {"since": since, "what": list(what)}) is not None


def keys_of(session_id: str, owner: str | None, catalog: str) -> tuple[str, ...]:
    """Return the digests of a deletion that a session would be part of."""
    return (session_key(session_id), *(owner_keys(owner, catalog) if owner is not None else ()))


def owner_keys(owner: str, catalog: str) -> tuple[str, str]:
    """Return the digests of the deletion of all of a person, and of all that is about one catalogue."""
    return owner_key(owner), catalog_key(owner, catalog)


def session_key(session_id: str) -> str:
    """Return the digest of a session."""
    return _digest("session", session_id)


def owner_key(owner: str) -> str:
    """Return the digest of a person."""
    return _digest("owner", owner)


def catalog_key(owner: str, catalog: str) -> str:
    """Return the digest of what is of a person and about a catalogue."""
    return _digest("catalog", owner, catalog)


def _digest(*parts: str) -> str:
    text = "\n".join(f"{len(part)} {part}" for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
