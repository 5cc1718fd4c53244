"""Numbers for the different things of a long row, in the order in which they first come."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=Hashable)


class Numbering(dict[T, int]):
    """What was met so far, each with its number; what is asked for and not there gets the next one."""

    def __missing__(self, thing: T) -> int:
        number = self[thing] = len(self)
        return number

    def all(self, things: Iterable[T]) -> NDArray[np.int32]:
        """Return the numbers of all things, in their order."""
        return np.fromiter(map(self.__getitem__, things), dtype=np.int32)
