"""What a turn may still spend on models."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from ..cancelling import Cancellation


@dataclass(frozen=True, slots=True)
class Budget:
    """The time that is left for models in a turn, and whether the turn was given up."""

    ends: float
    """On the monotonic clock."""
    cancellation: Cancellation

    @classmethod
    def of(cls, seconds: float, cancellation: Cancellation) -> Budget:
        """Return the budget of a turn that begins now."""
        return cls(time.monotonic() + seconds, cancellation)

    @property
    def left(self) -> float:
        """The seconds that are left, 0 or more."""
        return max(0.0, self.ends - time.monotonic())

    def share(self, part: float) -> Budget:
        """Return a budget of a part of the time that is left."""
        return replace(self, ends=time.monotonic() + part * self.left)
