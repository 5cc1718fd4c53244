"""What one process spends on models of a day: held back for requests under way, settled, and spent by others."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from functools import cache


@dataclass(frozen=True, slots=True, eq=False)
class Reservation:
    """Money that is held back for a request under way."""

    most: float
    """In US dollars."""


class Spending:
    """What is spent today, with what is not written down yet. Safe to use from several threads.

    What other processes spent is what is written down less what was settled here. As some of the latter may not be
    written yet, that is only ever too little, so the most of all such differences is kept.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day = date.min
        self._settled = 0.0
        self._others = 0.0
        self._held: set[Reservation] = set()

    def note_booked(self, day: date, booked: float) -> None:
        """Take note of what is written down of a day, in US dollars."""
        with self._lock:
            # Read before the lock was taken, `booked` can only lack what was settled meanwhile.
            if self._on(day):
                self._others = max(self._others, booked - self._settled)

    def reserve(self, day: date, most: float, limit: float) -> Reservation | None:
        """Hold money back where the limit is not reached, with all that is held back; else return None."""
        with self._lock:
            self._on(day)
            held = sum(one.most for one in self._held)
            if self._others + self._settled + held >= limit:
                return None
            reservation = Reservation(most)
            self._held.add(reservation)
            return reservation

    def settle(self, day: date, held: Reservation, cost: float) -> None:
        """Count what was spent in place of what was held back."""
        with self._lock:
            self._on(day)
            self._held.discard(held)
            self._settled += cost

    def _on(self, day: date) -> bool:
        """Begin a new day where one has come; tell whether `day` is the one that is counted."""
        if day > self._day:
            self._day, self._settled, self._others = day, 0.0, 0.0
        return day == self._day


@cache
def spending_at(database: str) -> Spending:
    """Return what this process spends on the books in a database: the chatbots of a process share one limit."""
    return Spending()
