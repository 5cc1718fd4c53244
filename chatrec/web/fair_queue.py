"""Which turn, call or page is worked on next: those of one visitor never keep those of another waiting for long.

Two of one key are never worked on at once, those of one address never take all places, and of those that wait the one goes
first whose address, then whose browser, was served longest ago.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from .occupancy import Bounds, Occupancy
from .visitor import Visitor

_REMEMBERED = 4_096
"""Of how many browsers and addresses it is known when they were served last."""


@dataclass(eq=False, slots=True)
class _Waiting:
    visitor: Visitor
    key: str
    admitted: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class FairQueue:
    """The places in which something is worked on. For one event loop; not safe to use from several threads."""

    def __init__(self, places: int, what: str, bounds: Bounds) -> None:
        """Take how many are worked on at once; one address has at most half of the places.

        Args:
            places: How many.
            what: What they are, as people call them: "messages".
            bounds: How many there may be, waiting ones included.
        """
        self._places = places
        self._of_address = max(1, places // 2)
        self._occupancy = Occupancy(what, bounds)
        self._waiting: list[_Waiting] = []
        self._keys: set[str] = set()
        self._addresses: Counter[str] = Counter()
        self._served: dict[str, int] = {}
        self._clock = 0

    @contextmanager
    def entry(self, visitor: Visitor) -> Iterator[None]:
        """Let one more wait for a place, or have one, for the length of the block.

        Raises:
            TooMany: As many as may be wait already.
        """
        with self._occupancy.place(visitor):
            yield

    @asynccontextmanager
    async def place(self, visitor: Visitor, key: str) -> AsyncIterator[None]:
        """Wait for a place, and have it for the length of the block.

        Args:
            visitor: Who asks.
            key: What no two may be at work on at once: the chat of a turn, the browser of a page.
        """
        waiting = _Waiting(visitor, key)
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
        while len(self._keys) < self._places:
            ready = [one for one in self._waiting if self._may_begin(one)]
            if not ready:
                return
            first = min(ready, key=self._served_last)
            self._waiting.remove(first)
            self._enter(first)

    def _may_begin(self, one: _Waiting) -> bool:
        return one.key not in self._keys and self._addresses[one.visitor.address] < self._of_address

    def _served_last(self, one: _Waiting) -> tuple[int, int]:
        """Return when its address, then its browser, was served last; of equals the first in the list has waited longest."""
        return self._served.get(one.visitor.address, 0), self._served.get(one.visitor.owner, 0)

    def _enter(self, one: _Waiting) -> None:
        self._keys.add(one.key)
        self._addresses[one.visitor.address] += 1
        self._clock += 1
        self._served[one.visitor.address] = self._served[one.visitor.owner] = self._clock
        if len(self._served) > _REMEMBERED:
            latest = sorted(self._served, key=self._served.__getitem__)[_REMEMBERED // 2 :]
            self._served = {name: self._served[name] for name in latest}
        if not one.admitted.done():
            one.admitted.set_result(None)

    def _leave(self, one: _Waiting) -> None:
        self._keys.discard(one.key)
        self._addresses[one.visitor.address] -= 1
        if not self._addresses[one.visitor.address]:
            del self._addresses[one.visitor.address]
