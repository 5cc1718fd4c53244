"""What a turn went without because something that it asks was away."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

OutageReason = Literal["timeout", "failed", "paused"]
"""timeout: no answer came in time; failed: it could not be reached or answered with an error; paused: it was not asked,
because it did not answer lately."""


class Outage(BaseModel):
    """Something that was away, and how that showed. It holds no address: it is told to whoever talks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    """What was away: "vector store"."""
    reason: OutageReason
