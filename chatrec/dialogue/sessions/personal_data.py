"""Everything that is held about a person: given out in one value, or deleted in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ...well_formed import json_value
from .call_rows import session_calls
from .database import Database
from .deletions import catalog_key, deleted_since, note_deletion, owner_key, owner_keys
from .documents import read_json
from .profile_rows import erase_profiles
from .rows import erase
from .tables import CONSENTS, PROFILES, SESSIONS, TURNS


class PersonalData:
    """What the store holds about users and sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def export(self, owner: str) -> dict[str, object]:
        """Return the consent, the profiles and the sessions of a user, with every message, as JSON values."""
        with self._database.reading(f"export the data of user {owner!r}") as connection:
            held = {
                "user": owner,
                "exported": datetime.now(UTC).isoformat(),
                "consent": _consent(connection, owner),
                "profiles": [
                    {
                        "catalog": row.catalog,
                        "preferences": read_json(row.preferences, of=f"user {owner!r}"),
                        "updated": row.updated.isoformat(),
                    }
                    for row in connection.execute(
                        sa.select(PROFILES).where(PROFILES.c.owner == owner)
                    )
                ],
                "sessions": _sessions(connection, SESSIONS.c.owner == owner),
            }
        return _plain(held)

    def export_session(self, session_id: str) -> dict[str, object] | None:
        """Return one session with every message as JSON values, or None where it is not there."""
        with self._database.reading(f"export session {session_id!r}") as connection:
            found = _sessions(connection, SESSIONS.c.id == session_id)
        return _plain(found[0]) if found else None

    def forget_catalog(self, owner: str, catalog: str) -> int:
        """Delete the profile and the sessions of a user that are about one catalogue; return how many sessions."""
        about = f"forget what user {owner!r} said of {catalog!r}"
        with self._database.writing(about) as connection:
            note_deletion(connection, catalog_key(owner, catalog))
            connection.execute(
                sa.delete(PROFILES).where(PROFILES.c.owner == owner, PROFILES.c.catalog == catalog)
            )
            gone = erase(
                connection, sa.and_(SESSIONS.c.owner == owner, SESSIONS.c.catalog == catalog)
            )
        self._database.scrub()
        return gone

    def forgotten(self, owner: str, since: int, *, catalog: str) -> bool:
        """Tell whether all of a user, or all about the catalogue, was deleted after an epoch."""
        with self._database.writing("read what was deleted lately") as connection:
            return deleted_since(connection, since, *owner_keys(owner, catalog))

    def forget(self, owner: str) -> int:
        """Delete the consent, the profiles and the sessions of a user; return how many sessions there were."""
        with self._database.writing(f"forget user {owner!r}") as connection:
            note_deletion(connection, owner_key(owner))
            # The consent first: it waits for a merge under way, whose profile is then seen and deleted.
            connection.execute(sa.delete(CONSENTS).where(CONSENTS.c.owner == owner))
            erase_profiles(connection, owner)
            gone = erase(connection, SESSIONS.c.owner == owner)
        self._database.scrub()
        return gone


def _plain(held: Mapping[str, object]) -> dict[str, object]:
    """Return what is held as values that any JSON can write: no infinite number, no lone surrogate."""
    return {name: json_value(value) for name, value in held.items()}


def _consent(connection: Connection, owner: str) -> dict[str, object] | None:
    row = connection.execute(sa.select(CONSENTS).where(CONSENTS.c.owner == owner)).one_or_none()
    return None if row is None else {"given": row.given, "changed": row.changed.isoformat()}


def _sessions(connection: Connection, condition: sa.ColumnElement[bool]) -> list[dict[str, object]]:
    query = sa.select(SESSIONS).where(condition).order_by(SESSIONS.c.created, SESSIONS.c.id)
    return [
        {
            "id": row.id,
            "user": row.owner,
            "catalog": row.catalog,
            "title": row.title,
            "created": row.created.isoformat(),
            "updated": row.updated.isoformat(),
            "conversation": read_json(row.conversation, of=f"session {row.id!r}"),
            "turns": _turns(connection, row.id),
            "calls": session_calls(connection, row.id),
        }
        for row in connection.execute(query).all()
    ]


def _turns(connection: Connection, session_id: str) -> list[dict[str, object]]:
    query = sa.select(TURNS).where(TURNS.c.session_id == session_id).order_by(TURNS.c.number)
    return [
        {
            "message_id": row.message_id,
            "message": row.message,
            "reply": read_json(row.reply, of=f"session {session_id!r}"),
            "created": row.created.isoformat(),
        }
        for row in connection.execute(query)
    ]
