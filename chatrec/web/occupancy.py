"""How much is under way for each visitor, for each address and in all: what is too much is refused at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..errors import TooMany
from .visitor import Visitor


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many there may be at once."""

    of_visitor: int
    of_address: int
    in_all: int


class Occupancy:
    """Counts places that are taken. For one event loop; not safe to use from several threads."""

    def __init__(self, what: str, bounds: Bounds, *, retry_after: int = 5) -> None:
        """Take what is counted, as a plural ("messages"), and how many there may be.

        Args:
            what: As people call it.
            bounds: The most at once.
            retry_after: After how many seconds who is refused may ask again.
        """
        self._what = what
        self._bounds = bounds
        self._retry_after = retry_after
        self._owners: Counter[str] = Counter()
        self._addresses: Counter[str] = Counter()

    @contextmanager
    def place(self, visitor: Visitor) -> Iterator[None]:
        """Take a place for the length of the block.

        Raises:
            TooMany: None is free.
        """
        self._refuse_too_many(visitor)
        self._owners[visitor.owner] += 1
        self._addresses[visitor.address] += 1
        try:
            yield
        finally:
            _leave(self._owners, visitor.owner)
            _leave(self._addresses, visitor.address)

    def _refuse_too_many(self, visitor: Visitor) -> None:
        bounds = self._bounds
        if self._owners[visitor.owner] >= bounds.of_visitor:
            raise self._refused(f"{self._what} of this browser", bounds.of_visitor)
        if self._addresses[visitor.address] >= bounds.of_address:
            raise self._refused(f"{self._what} from your network", bounds.of_address)
        if self._addresses.total() >= bounds.in_all:
            raise self._refused(self._what, bounds.in_all)

    def _refused(self, counted: str, most: int) -> TooMany:
        return TooMany(
            f"as many {counted} as this server takes on at once ({most}) are being worked on already; "
            "try again in a moment",
            retry_after=self._retry_after,
        )


def _leave(counts: Counter[str], name: str) -> None:
    counts[name] -= 1
    if counts[name] <= 0:
        del counts[name]
