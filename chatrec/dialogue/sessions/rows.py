"""Sessions and turns as rows: each method is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.types import NullType

from ..conversation import Conversation
from ..reply import Reply
from .call_rows import add_calls
from .columns import ExactText, moment_of, unescape
from .database import Database, insert
from .deletions import deleted_since, epoch, keys_of, note_deletion, session_key
from .documents import from_json, to_json
from .faults import Forgotten, SessionBusy
from .tables import SESSIONS, TURNS

_TITLE: Final = 60
"""The length of a title that is made from the first message."""

# The statements of every turn are made once: to make them anew takes longer than to run them.
_SESSION = sa.select(SESSIONS).where(SESSIONS.c.id == sa.bindparam("session"))
_REPLY = sa.select(TURNS.c.reply).where(
    TURNS.c.session_id == sa.bindparam("session"), TURNS.c.message_id == sa.bindparam("message")
)
_NEW_TURN = sa.insert(TURNS)
_CHANGE = (
    sa.update(SESSIONS)
    .where(
        SESSIONS.c.id == sa.bindparam("session"), SESSIONS.c.revision == sa.bindparam("expected")
    )
    .values(
        title=sa.case(
            (SESSIONS.c.title == "", sa.bindparam("first_title", type_=ExactText())),
            else_=SESSIONS.c.title,
        )
    )
)


_SUMMARY = (
    SESSIONS.c.id, SESSIONS.c.owner, SESSIONS.c.catalog, SESSIONS.c.title, SESSIONS.c.turns, SESSIONS.c.updated,
)  # fmt: skip
_SUMMARIES = sa.select(
    *(sa.type_coerce(column, NullType()).label(column.name) for column in _SUMMARY)
)
"""What the list tells, without the types of the columns, which fail at the first value that is damaged."""
_ONE_SUMMARY = _SUMMARIES.where(SESSIONS.c.id == sa.bindparam("session"))


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One answered message."""

    message_id: str
    message: str
    reply: Reply
    created: datetime
    """When it was stored, in UTC."""


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session in a list."""

    id: str
    user: str | None
    catalog: str
    title: str
    """As given by `rename`, else the beginning of the first message."""
    turns: int
    updated: datetime
    """When it was changed last, in UTC."""


@dataclass(frozen=True, slots=True)
class Base:
    """What was read of a session, which a save must find unchanged; no revision for one that is not there."""

    session_id: str
    revision: str | None = None
    turns: int = 0
    epoch: int = 0
    """The number of the latest deletion when it was asked for."""
    conversation: Conversation | None = None
    answered: Reply | None = None


class SessionRows:
    """The tables of sessions and turns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def epoch(self) -> int:
        """Return the number of the latest deletion."""
        with self._database.reading("read what was deleted lately") as connection:
            return epoch(connection)

    def base(self, session_id: str, message_id: str | None = None, *, since: int = 0) -> Base:
        """Read a session, and the reply to a message where it was answered; `since` is kept as its epoch."""
        with self._database.reading(f"read session {session_id!r}") as connection:
            row = connection.execute(_SESSION, {"session": session_id}).one_or_none()
            stored = message_id and _stored_reply(connection, session_id, message_id)
        if row is None:
            return Base(session_id, epoch=since)
        of = f"session {session_id!r}"
        return Base(
            session_id,
            revision=row.revision,
            turns=row.turns,
            epoch=since,
            conversation=from_json(Conversation, row.conversation, of=of),
            answered=from_json(Reply, stored, of=of) if stored else None,
        )

    def add_turn(
        self, base: Base, *, message: str, conversation: Conversation, reply: Reply
    ) -> Reply:
        """Store a turn with the conversation after it; return its reply, or the one stored meanwhile.

        Raises:
            SessionBusy: the session is not as `base` says, and this message was not answered.
            Forgotten: what it belongs to was deleted after the epoch of `base`.
        """
        session_id, message_id = base.session_id, reply.message_id
        row = {
            "session_id": session_id,
            "number": base.turns + 1,
            "message_id": message_id,
            "message": message,
            "reply": to_json(reply),
            "created": datetime.now(UTC),
        }
        text = to_json(conversation)
        title = _title(message)
        with self._database.writing(f"store a turn of session {session_id!r}") as connection:
            gone = _is_deleted(connection, base, conversation)
            if not gone and _put(
                connection, base, conversation, text, turns=base.turns + 1, title=title
            ):
                connection.execute(_NEW_TURN, row)
                add_calls(connection, session_id, base.turns + 1, reply.trace.calls)
                return reply
            # The models were paid for this reply, too.
            add_calls(connection, None, None, reply.trace.calls)
            stored = _stored_reply(connection, session_id, message_id)
        if gone:
            raise _forgotten(session_id)
        if stored is None:
            raise SessionBusy(
                f"session {session_id!r} was changed or deleted while message {message_id!r} was answered; "
                "nothing was stored: send it again"
            )
        return from_json(Reply, stored, of=f"session {session_id!r}")

    def save(self, base: Base, conversation: Conversation) -> bool:
        """Store a conversation without a turn; return False where the session is not as `base` says.

        Raises:
            Forgotten: what it belongs to was deleted after the epoch of `base`.
        """
        text = to_json(conversation)
        with self._database.writing(f"store session {base.session_id!r}") as connection:
            if _is_deleted(connection, base, conversation):
                raise _forgotten(base.session_id)
            return _put(connection, base, conversation, text, turns=base.turns, title="")

    def turns(self, session_id: str) -> list[StoredTurn]:
        """Return the turns of a session, oldest first."""
        with self._database.reading(f"read session {session_id!r}") as connection:
            return stored_turns(connection, session_id)

    def summaries(self, owner: str | None) -> list[SessionSummary]:
        """Return the sessions of an owner, of everybody where it is None, last used first.

        Of one that is damaged what can be read is told, so that it can be found and deleted.
        """
        query = _SUMMARIES.order_by(SESSIONS.c.updated.desc(), SESSIONS.c.id)
        if owner is not None:
            query = query.where(SESSIONS.c.owner == owner)
        with self._database.reading("list the sessions") as connection:
            rows = connection.execute(query).mappings().all()
        return [_summary(row) for row in rows]

    def summary(self, session_id: str) -> SessionSummary | None:
        """Return what the list tells of one session, also of a damaged one; None for one that is not there."""
        with self._database.reading(f"find session {session_id!r}") as connection:
            row = connection.execute(_ONE_SUMMARY, {"session": session_id}).mappings().first()
        return None if row is None else _summary(row)

    def rename(self, session_id: str, title: str) -> bool:
        """Set the title; return False for a session that is not there."""
        change = sa.update(SESSIONS).where(SESSIONS.c.id == session_id).values(title=title)
        with self._database.writing(f"rename session {session_id!r}") as connection:
            return connection.execute(change).rowcount > 0

    def delete(self, session_id: str) -> bool:
        """Delete a session with its turns; return False for a session that is not there."""
        with self._database.writing(f"delete session {session_id!r}") as connection:
            note_deletion(connection, session_key(session_id))
            gone = erase(connection, SESSIONS.c.id == session_id)
        self._database.scrub()
        return gone > 0

    def delete_older_than(self, days: float) -> int:
        """Delete the sessions that were not changed for so many days; return how many."""
        before = datetime.now(UTC) - timedelta(days=days)
        with self._database.writing("delete old sessions") as connection:
            gone = erase(connection, SESSIONS.c.updated < before)
        self._database.scrub()
        return gone


def stored_turns(connection: Connection, session_id: str) -> list[StoredTurn]:
    """Return the turns of a session, oldest first."""
    query = sa.select(TURNS).where(TURNS.c.session_id == session_id).order_by(TURNS.c.number)
    return [
        StoredTurn(
            row.message_id,
            row.message,
            from_json(Reply, row.reply, of=f"session {session_id!r}"),
            row.created,
        )
        for row in connection.execute(query)
    ]


def erase(connection: Connection, condition: sa.ColumnElement[bool]) -> int:
    """Delete the sessions that meet a condition, with their turns; return how many."""
    return connection.execute(sa.delete(SESSIONS).where(condition)).rowcount


def _is_deleted(connection: Connection, base: Base, conversation: Conversation) -> bool:
    keys = keys_of(base.session_id, conversation.user, conversation.catalog)
    return deleted_since(connection, base.epoch, *keys)


def _forgotten(session_id: str) -> Forgotten:
    return Forgotten(
        f"session {session_id!r} was deleted, or all that is kept of its user, while this was made; "
        "nothing was stored: begin a new session"
    )


def _summary(row: sa.RowMapping) -> SessionSummary:
    return SessionSummary(
        id=_text(row["id"]),
        user=None if row["owner"] is None else _text(row["owner"]),
        catalog=_text(row["catalog"]),
        title=_text(row["title"]),
        turns=row["turns"] if isinstance(row["turns"], int) else 0,
        updated=moment_of(row["updated"]),
    )


def _text(stored: object) -> str:
    return unescape(stored) if isinstance(stored, str) else ""


def _stored_reply(connection: Connection, session_id: str, message_id: str) -> str | None:
    found: str | None = connection.scalar(_REPLY, {"session": session_id, "message": message_id})
    return found


def _put(
    connection: Connection,
    base: Base,
    conversation: Conversation,
    text: str,
    *,
    turns: int,
    title: str,
) -> bool:
    now = datetime.now(UTC)
    values = {
        "owner": conversation.user,
        "catalog": conversation.catalog,
        "revision": uuid4().hex,
        "turns": turns,
        "conversation": text,
        "updated": now,
    }
    if base.revision is None:
        new = insert(connection, SESSIONS).values(
            id=base.session_id, created=now, title=title, **values
        )
        counted = {"preserve_rowcount": True}
        done = connection.execute(new.on_conflict_do_nothing(), execution_options=counted)
        return done.rowcount > 0
    found = {"session": base.session_id, "expected": base.revision, "first_title": title}
    return connection.execute(_CHANGE, found | values).rowcount > 0


def _title(message: str) -> str:
    line = " ".join(message[:1000].split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"
