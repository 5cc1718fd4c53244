"""Timing the steps of a turn for its trace."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..brains.brain import Record
from ..outage import Outage
from .reply import Step, Trace

_OUTAGE = "outage"
"""The part of a step's detail that says what the step went without."""


def note_outage(detail: dict[str, Any], outage: Outage | None) -> None:
    """Put into the detail of a step what was away, where something was."""
    if outage is not None:
        detail[_OUTAGE] = outage.model_dump(mode="json")


def outages(*steps: Step) -> tuple[Outage, ...]:
    """Return what steps went without, each kind once, in order."""
    told = (step.detail[_OUTAGE] for step in steps if _OUTAGE in step.detail)
    return tuple(dict.fromkeys(Outage.model_validate(one) for one in told))


class Stopwatch:
    """Collects the steps of one turn with their times."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        """Time a step; what the block puts into the dictionary becomes the step's detail."""
        detail: dict[str, Any] = {}
        start = time.perf_counter()
        yield detail
        ms = (time.perf_counter() - start) * 1000
        self._steps.append(Step(name=name, ms=round(ms, 3), detail=detail))

    def trace(self, record: Record) -> Trace:
        """Return what was timed so far, with what the brain called."""
        return Trace(
            steps=tuple(self._steps),
            calls=record.calls,
            fallbacks=record.fallbacks,
            thoughts=record.thoughts,
        )
