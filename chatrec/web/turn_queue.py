"""Which turn is worked on next: those of one visitor never keep those of another waiting for long.

Two turns of one chat are never worked on at once, those of one address never take all places, and of those that wait the
one goes first whose address, then whose browser, was served longest ago.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from .. import limits
from .occupancy import Bounds, Occupancy
from .visitor import Visitor

_REMEMBERED = 4_096
"""Of how many browsers and addresses it is known when they were served last."""


@dataclass(eq=False, slots=True)
class _Waiting:
    visitor: Visitor
    session: str
    admitted: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class TurnQueue:
    """The places in which turns are worked on. For one event loop; not safe to use from several threads."""

    def __init__(self, places: int, what: str = "messages", bounds: Bounds | None = None) -> None:
        """Take how many are worked on at once; one address has at most half of the places.

        Args:
            places: How many.
            what: What they are, as people call them; messages, which are what is said of turns here.
            bounds: How many there may be, waiting ones included; those of turns where None.
        """
        self._places = places
        self._of_address = max(1, places // 2)
        self._occupancy = Occupancy(
            what,
            bounds or Bounds(limits.TURNS_OF_VISITOR, limits.TURNS_OF_ADDRESS, limits.TURNS_IN_ALL),
        )
        self._waiting: list[_Waiting] = []
        self._sessions: set[str] = set()
        self._addresses: Counter[str] = Counter()
        self._served: dict[str, int] = {}
        self._clock = 0

    @contextmanager
    def entry(self, visitor: Visitor) -> Iterator[None]:
        """Let a turn wait for a place, or have one, for the length of the block.

        Raises:
            TooMany: As many as may be wait already.
        """
        with self._occupancy.place(visitor):
            yield

    @asynccontextmanager
    async def place(self, visitor: Visitor, session: str) -> AsyncIterator[None]:
        """Wait for a place, and have it for the length of the block."""
        waiting = _Waiting(visitor, session)
        self._waiting.append(waiting)
        self._admit()
        try:
            await waiting.admitted
            yield
        finally:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            else:
                self._leave(waiting)
            self._admit()

    def _admit(self) -> None:
        """Give every free place to the one that is next."""
        while len(self._sessions) < self._places:
            ready = [one for one in self._waiting if self._may_begin(one)]
            if not ready:
                return
            first = min(ready, key=self._served_last)
            self._waiting.remove(first)
            self._enter(first)

    def _may_begin(self, one: _Waiting) -> bool:
        return (
            one.session not in self._sessions
            and self._addresses[one.visitor.address] < self._of_address
        )

    def _served_last(self, one: _Waiting) -> tuple[int, int]:
        """Return when its address, then its browser, was served last; of equals the first in the list has waited longest."""
        return self._served.get(one.visitor.address, 0), self._served.get(one.visitor.owner, 0)

    def _enter(self, one: _Waiting) -> None:
        self._sessions.add(one.session)
        self._addresses[one.visitor.address] += 1
        self._clock += 1
        self._served[one.visitor.address] = self._served[one.visitor.owner] = self._clock
        if len(self._served) > _REMEMBERED:
            latest = sorted(self._served, key=self._served.__getitem__)[_REMEMBERED // 2 :]
            self._served = {name: self._served[name] for name in latest}
        if not one.admitted.done():
            one.admitted.set_result(None)

    def _leave(self, one: _Waiting) -> None:
        self._sessions.discard(one.session)
        self._addresses[one.visitor.address] -= 1
        if not self._addresses[one.visitor.address]:
            del self._addresses[one.visitor.address]
