"""Calls of models as rows, beside the turns that they were made for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ...llm.calls import Call
from ...llm.ledger import Usage, today
from .database import Database
from .tables import CALLS, SESSIONS

_NEW = sa.insert(CALLS)
_SPENT = sa.select(sa.func.sum(CALLS.c.cost)).where(CALLS.c.day == sa.bindparam("day"))
_THERE = sa.select(SESSIONS.c.id).where(SESSIONS.c.id == sa.bindparam("session"))
_SUMS = (
    CALLS.c.day,
    CALLS.c.model,
    sa.func.count(),
    sa.func.sum(CALLS.c.prompt_tokens),
    sa.func.sum(CALLS.c.completion_tokens),
    sa.func.sum(CALLS.c.cached_tokens),
    sa.func.sum(CALLS.c.ms),
    sa.func.coalesce(sa.func.sum(CALLS.c.cost), 0.0),
    sa.func.count() - sa.func.count(CALLS.c.cost),
    sa.func.sum(sa.case((CALLS.c.estimated, 1), else_=0)),
)
"""In the order of the fields of Usage."""


class CallRows:
    """The table of calls."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, session_id: str, calls: Sequence[Call]) -> None:
        """Write down calls of a turn that was not stored, whether its session is there or not."""
        with self._database.writing(f"store the calls of session {session_id!r}") as connection:
            add_calls(connection, connection.scalar(_THERE, {"session": session_id}), None, calls)

    def spent(self, day: date) -> float:
        """Return what the calls of a day cost."""
        with self._database.reading("read what was spent") as connection:
            return float(connection.scalar(_SPENT, {"day": day}) or 0.0)

    def usage(self, *, since: date | None, session_id: str | None) -> list[Usage]:
        """Return the calls by day and model, the newest day first."""
        query = (
            sa.select(*_SUMS)
            .group_by(CALLS.c.day, CALLS.c.model)
            .order_by(CALLS.c.day.desc(), CALLS.c.model)
        )
        if since is not None:
            query = query.where(CALLS.c.day >= since)
        if session_id is not None:
            query = query.where(CALLS.c.session_id == session_id)
        with self._database.reading("read what was used") as connection:
            return [Usage(*row) for row in connection.execute(query)]


def add_calls(
    connection: Connection, session_id: str | None, turn: int | None, calls: Sequence[Call]
) -> None:
    """Write down the calls of a turn in the transaction of the caller."""
    if not calls:
        return
    where = {"session_id": session_id, "turn": turn, "day": today()}
    connection.execute(_NEW, [where | call.model_dump(exclude={"left_out"}) for call in calls])


def session_calls(connection: Connection, session_id: str) -> list[dict[str, object]]:
    """Return the calls of a session as JSON values."""
    query = sa.select(CALLS).where(CALLS.c.session_id == session_id)
    query = query.order_by(CALLS.c.day, CALLS.c.turn)
    return [
        {**row, "day": row["day"].isoformat()} for row in connection.execute(query).mappings().all()
    ]
