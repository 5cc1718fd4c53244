"""Consent and profiles as rows: each method is one transaction."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..preferences import Preferences
from .database import Database, insert
from .deletions import deleted_since, owner_keys
from .documents import from_json, to_json
from .profiles import merged
from .tables import CONSENTS, PROFILES

_CONSENT = sa.select(CONSENTS.c.given).where(CONSENTS.c.owner == sa.bindparam("user"))
_CONSENT_TO_WRITE = _CONSENT.with_for_update()


class ProfileRows:
    """The tables of consents and profiles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_consent(self, owner: str, given: bool) -> None:
        """Write down a yes or a no; a no deletes what was kept, in the same transaction."""
        values = {"given": given, "changed": datetime.now(UTC)}
        with self._database.writing(f"store the consent of user {owner!r}") as connection:
            new = insert(connection, CONSENTS).values(owner=owner, **values)
            connection.execute(new.on_conflict_do_update(index_elements=["owner"], set_=values))
            if not given:
                erase_profiles(connection, owner)
        if not given:
            self._database.scrub()

    def consent(self, owner: str) -> bool:
        """Tell whether the user said yes, and did not take it back."""
        with self._database.reading(f"read the consent of user {owner!r}") as connection:
            return _consent(connection, owner)

    def recall(self, owner: str, catalog: str) -> Preferences:
        """Return what is kept; an empty state where nothing is."""
        with self._database.reading(f"read the profile of user {owner!r}") as connection:
            return _profile(connection, owner, catalog)

    def remember(
        self,
        owner: str,
        catalog: str,
        after: Preferences,
        *,
        before: Preferences,
        since: int | None = None,
    ) -> bool:
        """Merge the changes of a chat into the profile; return False, and do nothing, without consent.

        Nothing is done either where all about the owner, or the catalogue, was deleted after the epoch `since`.
        """
        if not self.consent(owner):  # As most have not said yes, and to read waits for nobody.
            return False
        keys = owner_keys(owner, catalog)
        with self._database.writing(f"store the profile of user {owner!r}") as connection:
            if since is not None and deleted_since(connection, since, *keys):
                return False
            if not _consent(connection, owner, lock=True):
                return False
            profile = merged(_profile(connection, owner, catalog), after, before=before)
            values = {"preferences": to_json(profile), "updated": datetime.now(UTC)}
            new = insert(connection, PROFILES).values(owner=owner, catalog=catalog, **values)
            connection.execute(
                new.on_conflict_do_update(index_elements=["owner", "catalog"], set_=values)
            )
            return True


def erase_profiles(connection: Connection, owner: str) -> None:
    """Delete all profiles of a user."""
    connection.execute(sa.delete(PROFILES).where(PROFILES.c.owner == owner))


def _consent(connection: Connection, owner: str, *, lock: bool = False) -> bool:
    # PostgreSQL: a withdrawal waits until what it must delete is written.
    query = _CONSENT_TO_WRITE if lock else _CONSENT
    return bool(connection.scalar(query, {"user": owner}))


def _profile(connection: Connection, owner: str, catalog: str) -> Preferences:
    stored = connection.scalar(
        sa.select(PROFILES.c.preferences).where(
            PROFILES.c.owner == owner, PROFILES.c.catalog == catalog
        )
    )
    return from_json(Preferences, stored, of=f"user {owner!r}") if stored else Preferences()
