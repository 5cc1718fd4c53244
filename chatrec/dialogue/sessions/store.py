"""Sessions and their turns, kept in SQLite or PostgreSQL.

How turns of one session are put in order, and why no transaction is open while a reply is made:

1. `turn` takes the lock of the session (locks): first among the threads of this process, then among
   processes. Other sessions have other locks and never wait.
2. It reads the conversation, its revision and whether the message was answered before, in one short transaction.
3. The caller makes the reply, for as long as it takes. No transaction is open, so nobody else's write waits.
4. `commit` writes the conversation and the turn in one transaction, on the condition that the revision is still
   the one read in step 2. When it returns, both are on the disk; before that, neither is seen. A process that is
   killed in between leaves the session at its last answered turn, and the system takes its locks back.

The lock of step 1 only saves work. Were it lost (a broken connection, a file system without locks), two processes
could make a reply to the same conversation; step 4 then lets one of them through, and the other gets the stored
reply where it was the same message, or else a SessionBusy and can make its turn again: never a lost or a doubled
turn. A session that was deleted while its turn was made, or whose user was forgotten, is not brought back, also where
it had no turn yet: see deletions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from ...errors import StoreError
from ...llm.calls import Call
from ...llm.ledger import Usage
from ..conversation import Conversation
from ..preferences import Preferences
from .call_rows import CallRows
from .database import Database
from .faults import SessionBusy
from .ids import checked
from .locks import SessionLocks
from .open_turn import OpenTurn
from .personal_data import PersonalData
from .profile_rows import ProfileRows
from .rows import SessionRows, SessionSummary, StoredTurn
from .shared_locks import shared_locks

__all__ = ["OpenTurn", "SessionBusy", "SessionStore", "SessionSummary", "StoredTurn"]

WAIT: Final = 60.0
"""Seconds that a turn waits for the one before it in the same session."""
_LONGEST_AGE: Final = 36_500
_EDITS: Final = 5


class SessionStore:
    """All sessions of one database. Every method may be called from any thread."""

    def __init__(self, database: Database, locks: SessionLocks) -> None:
        self._database = database
        self._rows = SessionRows(database)
        self._profiles = ProfileRows(database)
        self._personal = PersonalData(database)
        self._calls = CallRows(database)
        self._locks = locks

    @classmethod
    def open(cls, address: str | Path) -> SessionStore:
        """Open a store, and make or upgrade its tables.

        Args:
            address: the path of an SQLite file, or an SQLAlchemy URL: "sqlite:////folder/sessions.db",
                "postgresql://user:password@host/name".

        Raises:
            StoreError: it cannot be reached, opened, written or upgraded.
            MissingExtra: the driver of PostgreSQL is not installed.
        """
        database = Database.open(address)
        try:
            return cls(database, SessionLocks(shared_locks(database)))
        except StoreError:
            database.close()
            raise

    def close(self) -> None:
        """Close it. Turns that are under way are lost, as if the process had ended."""
        self._locks.close()
        self._database.close()

    def load(self, session_id: str) -> Conversation | None:
        """Return the conversation as it was left, or None for a session that is not there.

        Raises:
            StoreError: the database failed.
        """
        return self._rows.base(checked("session", session_id)).conversation

    def turns(self, session_id: str) -> list[StoredTurn]:
        """Return the answered messages of a session, oldest first; none for a session that is not there.

        Raises:
            StoreError: the database failed.
        """
        return self._rows.turns(checked("session", session_id))

    def sessions(self, user: str | None = None) -> list[SessionSummary]:
        """Return the sessions of a user, or of everybody where none is named, last used first.

        Raises:
            StoreError: the database failed.
        """
        return self._rows.summaries(user)

    def summary(self, session_id: str) -> SessionSummary | None:
        """Return what the list of sessions tells of one, or None for a session that is not there.

        Raises:
            StoreError: the database failed.
        """
        return self._rows.summary(checked("session", session_id))

    @contextmanager
    def turn(
        self, session_id: str, message_id: str, *, wait: float = WAIT, since: int | None = None
    ) -> Iterator[OpenTurn]:
        """Hold a session for one message, after every turn that came before it.

        Leaving the block without a commit leaves nothing behind. Within it, `turn` and `edit` of the same
        session wait for its end, so that a thread must not call them.

        Args:
            session_id: the session; a new one begins with its first commit.
            message_id: the id of the message, unique in its session.
            wait: how many seconds to wait for the turn before it.
            since: the epoch when the message came, where that was before this call.

        Raises:
            SessionBusy: the turn before it took longer than that.
            StoreError: an id is empty or longer than 200 characters, or the database failed.
        """
        checked("session", session_id)
        checked("message", message_id)
        since = self._rows.epoch() if since is None else since
        with self._locks.holding(session_id, wait=wait):
            base = self._rows.base(session_id, message_id, since=since)
            yield OpenTurn(self._rows, session_id, message_id, base)

    def edit(
        self,
        session_id: str,
        change: Callable[[Conversation | None], Conversation],
        *,
        wait: float = WAIT,
        since: int | None = None,
    ) -> Conversation:
        """Change a conversation by hand, without a message, and return it as stored.

        Args:
            session_id: the session; a new one begins where it is not there.
            change: returns the new conversation for the last one, None for a new session. It may be called
                again where another process got in between; what it raises goes through, and nothing is stored.
            wait: how many seconds to wait for the turn under way.
            since: the epoch when the edit was asked for, where that was before this call.

        Raises:
            SessionBusy: the session was busy all that time.
            Forgotten: the session or its user was deleted meanwhile; nothing was stored.
            StoreError: the database failed, or the conversation is of another session.
        """
        checked("session", session_id)
        since = self._rows.epoch() if since is None else since
        with self._locks.holding(session_id, wait=wait):
            for _ in range(_EDITS):
                base = self._rows.base(session_id, since=since)
                conversation = change(base.conversation)
                if conversation.session_id != session_id:
                    raise StoreError(
                        f"a conversation of session {conversation.session_id!r} was given for {session_id!r}; "
                        "keep its session_id"
                    )
                if self._rows.save(base, conversation):
                    return conversation
        raise SessionBusy(
            f"session {session_id!r} kept changing while it was edited; nothing was stored: edit it again"
        )

    def epoch(self) -> int:
        """Return a number that grows with each deletion: what began before one is not stored after it.

        Raises:
            StoreError: the database failed.
        """
        return self._rows.epoch()

    def rename(self, session_id: str, title: str) -> bool:
        """Give a session a title, and tell whether it is there.

        Raises:
            StoreError: the database failed.
        """
        return self._rows.rename(checked("session", session_id), title)

    def delete(self, session_id: str) -> bool:
        """Delete a session with all its messages for good, and tell whether it was there.

        Raises:
            StoreError: the database failed.
        """
        return self._rows.delete(checked("session", session_id))

    def delete_older_than(self, days: float) -> int:
        """Delete the sessions that nothing changed for so many days, and return how many there were.

        Args:
            days: 0 to 36,500, fractions allowed.

        Raises:
            StoreError: the days are out of range, or the database failed.
        """
        if not 0 <= days <= _LONGEST_AGE:
            raise StoreError(
                f"sessions cannot be kept for {days!r} days; give a number from 0 to {_LONGEST_AGE}"
            )
        return self._rows.delete_older_than(days)

    def note_calls(self, session_id: str, calls: Sequence[Call]) -> None:
        """Write down calls of models for a turn that was not stored; those of a stored turn are in its trace.

        Raises:
            StoreError: the database failed.
        """
        self._calls.note(checked("session", session_id), calls)

    def spent(self, day: date) -> float:
        """Return what the calls of models cost on a day of UTC, in US dollars, as far as their prices are known.

        Raises:
            StoreError: the database failed.
        """
        return self._calls.spent(day)

    def usage(self, *, since: date | None = None, session_id: str | None = None) -> list[Usage]:
        """Return what calls of models took, by day and model, the newest day first.

        Args:
            since: the first day, in UTC; from the beginning where not given.
            session_id: of this session only.

        Raises:
            StoreError: the database failed.
        """
        return self._calls.usage(since=since, session_id=session_id)

    def set_consent(self, user: str, given: bool) -> None:
        """Write down whether a user wants to be remembered across chats. A no deletes what was kept.

        Raises:
            StoreError: the database failed.
        """
        self._profiles.set_consent(checked("user", user), given)

    def consent(self, user: str) -> bool:
        """Tell whether a user wants to be remembered across chats: False until they say so.

        Raises:
            StoreError: the database failed.
        """
        return self._profiles.consent(checked("user", user))

    def remember(
        self,
        user: str,
        preferences: Preferences,
        *,
        before: Preferences | None = None,
        catalog: str = "",
        since: int | None = None,
    ) -> bool:
        """Keep across chats what changed in one: entries of scope "user", and items liked, disliked or seen.

        Args:
            user: whose they are.
            preferences: the state of the chat now.
            before: its state when it was last remembered or recalled. What is in it and no longer in
                `preferences` is removed; None removes nothing.
            catalog: the name of the catalogue that the facets and items are of. Each has its own profile.
            since: the epoch when that chat was read.

        Returns:
            Whether it was kept: False, and nothing is written, where the user gave no consent or was forgotten
            after that epoch.

        Raises:
            StoreError: the database failed.
        """
        checked("user", user)
        return self._profiles.remember(
            user, catalog, preferences, before=before or Preferences(), since=since
        )

    def recall(self, user: str, *, catalog: str = "") -> Preferences:
        """Return what is kept of a user across chats with one catalogue; an empty state where nothing is.

        Its entries have the origin "profile", turn 0 and the person's own words.

        Raises:
            StoreError: the database failed.
        """
        return self._profiles.recall(checked("user", user), catalog)

    def export(self, user: str) -> dict[str, object]:
        """Return everything that is held about a user, as values that JSON can write.

        Returns:
            "user", "exported" (the moment), "consent" ({"given", "changed"} or None), "profiles" (one a
            catalogue) and "sessions" (each with its conversation, every message and reply, and the calls of
            models that were made for them).

        Raises:
            StoreError: the database failed.
        """
        return self._personal.export(checked("user", user))

    def export_session(self, session_id: str) -> dict[str, object] | None:
        """Return everything that is held about one session, as in `export`; None where it is not there.

        Raises:
            StoreError: the database failed.
        """
        return self._personal.export_session(checked("session", session_id))

    def forgotten(self, user: str, since: int, *, catalog: str = "") -> bool:
        """Tell whether a user, or what they said of a catalogue, was forgotten after an epoch.

        Raises:
            StoreError: the database failed.
        """
        return self._personal.forgotten(checked("user", user), since, catalog=catalog)

    def forget_catalog(self, user: str, catalog: str) -> int:
        """Delete the sessions of a user about one catalogue, and what is remembered of it, as `forget` does.

        Raises:
            StoreError: the database failed. All was deleted, or nothing; the call can be made again.
        """
        return self._personal.forget_catalog(checked("user", user), catalog)

    def forget(self, user: str) -> int:
        """Delete everything that is held about a user, for good, in one transaction.

        What is under way for them is not stored: a turn or an edit raises Forgotten. On SQLite the bytes are
        overwritten; PostgreSQL frees them at its next vacuum. `delete` does the same for a session of nobody.
        What models cost stays in the sums of its day, as nobody's.

        Returns:
            How many sessions were deleted.

        Raises:
            StoreError: the database failed. All was deleted, or nothing; the call can be made again.
        """
        return self._personal.forget(checked("user", user))
