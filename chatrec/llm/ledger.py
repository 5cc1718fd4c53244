"""What calls of models took, summed, and whether the budget of a day allows another one.

The rows are kept beside the sessions (chatrec/dialogue/sessions/call_rows.py) and written in the transaction that
stores a turn, so that a turn and what it cost are both on the disk or neither is. What is not written yet is known to
the process that spends it (chatrec/llm/spending.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from .faults import ModelFault
from .spending import Reservation, Spending


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

    A day begins at midnight UTC. Money is reserved before a request leaves and settled when it ended, so that within a
    process the limit is passed by one request at most. Several processes on one database share what is written down:
    what the others spend in turns under way is not seen before those end.
    """

    def __init__(
        self, books: Books, *, cost_per_day: float | None, spending: Spending | None = None
    ) -> None:
        """Keep a budget.

        Args:
            books: Where calls are written down.
            cost_per_day: The limit in US dollars; None for no limit, 0 for no call at all.
            spending: What this process spends, shared by all ledgers on the same books; one of its own where not given.
        """
        self._books = books
        self._spending = spending or Spending()
        self.cost_per_day = cost_per_day

    def catch_up(self) -> None:
        """Read what was written down today, by other processes as well; it may wait for the database.

        Raises:
            StoreError: The database failed.
        """
        if self.cost_per_day is not None:
            day = today()
            self._spending.note_booked(day, self._books.spent(day))

    def reserve(self, model: str, most: float | None) -> Reservation:
        """Hold back what a request may cost until it is settled; never waits for the database.

        Args:
            model: The name of the model.
            most: The most that the request is thought to cost, in US dollars; None where the price is not known.

        Raises:
            ModelFault: The money of the day is spent or held back (day_budget), or there is a limit that nothing
                can be counted against (unknown_price).
        """
        limit = self.cost_per_day
        if limit is None:
            return Reservation(0.0)
        if most is None:
            raise ModelFault(
                "unknown_price",
                f"the price of {model!r} is not known, so CHATREC_COST_PER_DAY cannot hold it; "
                "name the price in a file and set CHATREC_PRICES to that",
            )
        held = self._spending.reserve(today(), most, limit)
        if held is None:
            raise ModelFault(
                "day_budget",
                f"the ${limit:g} of CHATREC_COST_PER_DAY are spent, or held back for calls under way",
            )
        return held

    def settle(self, held: Reservation, cost: float) -> None:
        """Count what a request cost, in US dollars, in place of what was held back for it; once only."""
        if self.cost_per_day is not None:
            self._spending.settle(today(), held, cost)


def today() -> date:
    """Return the day that calls are now booked on."""
    return datetime.now(UTC).date()
