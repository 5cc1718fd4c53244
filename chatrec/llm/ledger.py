"""What calls of models took, summed, and whether the budget of a day allows another one.

The rows are kept beside the sessions (chatrec/dialogue/sessions/call_rows.py) and written in the transaction that
stores a turn, so that a turn and what it cost are both on the disk or neither is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from .calls import Call


@dataclass(frozen=True, slots=True)
class Usage:
    """The calls of one model on one day, in UTC, added up."""

    day: date
    model: str
    calls: int
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int
    """Of the prompt tokens, those that were cached."""
    ms: float
    cost: float
    """In US dollars, of the calls whose price is known."""
    unpriced: int
    """How many calls have no known price, and so no cost here."""
    estimated: int
    """Of how many calls the tokens are an estimate."""


class Books(Protocol):
    """Where calls are written down; the session store is one."""

    def spent(self, day: date) -> float:
        """Return what the calls of a day cost, in US dollars."""


class Ledger:
    """The budget of a day. Safe to use from several threads.

    A day begins at midnight UTC. Several workers on one database share its budget. What turns under way spend is
    not seen before they end, so a limit can be passed by as many turns as are answered at once.
    """

    def __init__(self, books: Books, *, cost_per_day: float | None) -> None:
        """Keep a budget.

        Args:
            books: Where calls are written down.
            cost_per_day: The limit in US dollars; None for no limit, 0 for no call at all.
        """
        self._books = books
        self.cost_per_day = cost_per_day

    def may_spend(self, day: date | None = None, *, pending: float = 0.0) -> bool:
        """Tell whether the budget of a day, today where none is given, allows another call.

        A call whose price is not known costs nothing here: `chatrec doctor` warns of a model without a price where a
        limit is set.

        Args:
            day: The day.
            pending: What the turn under way has spent, which is not written down yet.

        Raises:
            StoreError: The database failed.
        """
        if self.cost_per_day is None:
            return True
        return self._books.spent(day or today()) + pending < self.cost_per_day


def today() -> date:
    """Return the day that calls are now booked on."""
    return datetime.now(UTC).date()


def cost_of(calls: Iterable[Call]) -> float:
    """Return what calls cost, in US dollars; those without a known price cost nothing."""
    return sum(call.cost or 0.0 for call in calls)
