"""The tables of the session store as they are now; the steps that lead here are in migrations/versions."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from .columns import ExactText, Moment, WholeNumber

NEWEST: Final = "0004"
"""The revision of the newest migration: a database that is there needs no Alembic to open."""
VERSIONS: Final = "chatrec_version"
"""The table in which Alembic notes the revision. All names begin with chatrec_, so that a host can share its database."""

metadata = MetaData()

SESSIONS = Table(
    "chatrec_sessions",
    metadata,
    Column("id", ExactText, primary_key=True),
    Column("owner", ExactText),
    Column("catalog", ExactText, nullable=False),
    Column("title", ExactText, nullable=False),
    Column("revision", String(32), nullable=False),
    Column("turns", WholeNumber, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Index("chatrec_sessions_by_owner", "owner", "updated"),
    Index("chatrec_sessions_by_age", "updated"),
)
"""`revision` is a fresh random name at every save: whoever saves proves that it read the last one.
`conversation` is JSON; `turns` counts the rows in TURNS."""

TURNS = Table(
    "chatrec_turns",
    metadata,
    Column("session_id", ExactText, ForeignKey(SESSIONS.c.id, ondelete="CASCADE"), nullable=False),
    Column("number", WholeNumber, nullable=False),
    Column("message_id", ExactText, nullable=False),
    Column("message", ExactText, nullable=False),
    Column("reply", Text, nullable=False),
    Column("created", Moment, nullable=False),
    UniqueConstraint("session_id", "number", name="chatrec_turns_by_number"),
    UniqueConstraint("session_id", "message_id", name="chatrec_turns_by_message"),
)
"""One row an answered message, numbered 1, 2, ... in its session. `reply` is JSON."""

CONSENTS = Table(
    "chatrec_consents",
    metadata,
    Column("owner", ExactText, primary_key=True),
    Column("given", Boolean, nullable=False),
    Column("changed", Moment, nullable=False),
)

PROFILES = Table(
    "chatrec_profiles",
    metadata,
    Column("owner", ExactText, primary_key=True),
    Column("catalog", ExactText, primary_key=True),
    Column("preferences", Text, nullable=False),
    Column("updated", Moment, nullable=False),
)
"""What is kept of a user across chats, one row a catalogue: facets and item ids mean something only there."""

DELETIONS = Table(
    "chatrec_deletions",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("what", String(32), nullable=False),
    Column("moment", Moment, nullable=False),
)
"""One row a deletion of the last day: a digest of what was deleted. `number` grows with each."""

CALLS = Table(
    "chatrec_calls",
    metadata,
    Column("session_id", ExactText, ForeignKey(SESSIONS.c.id, ondelete="SET NULL")),
    Column("turn", Integer),
    Column("day", Date, nullable=False),
    Column("task", ExactText, nullable=False),
    Column("prompt", ExactText, nullable=False),
    Column("model", ExactText, nullable=False),
    Column("method", String(32), nullable=False),
    Column("ms", Double, nullable=False),
    Column("prompt_tokens", Integer, nullable=False),
    Column("completion_tokens", Integer, nullable=False),
    Column("cached_tokens", Integer, nullable=False),
    Column("estimated", Boolean, nullable=False),
    Column("cost", Double),
    Column("repaired", Boolean, nullable=False),
    Index("chatrec_calls_by_session", "session_id"),
    Index("chatrec_calls_by_day", "day", "cost"),
)
"""One row a call of a model. It holds no word of anybody and no time but the day, in UTC: when its session is deleted
it stays, as nobody's, so that the sums of the day stay true and no budget begins anew. `turn` is the number in TURNS;
none for a call of a turn that was not stored."""
