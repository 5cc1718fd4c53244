"""Short keys for what a model may speak of, so that it never writes an id or a title."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def keyed(things: Sequence[T], letter: str) -> dict[str, T]:
    """Return things under keys in their order: c01, c02, ..."""
    return {f"{letter}{place:02}": thing for place, thing in enumerate(things, 1)}


def shuffled(things: Sequence[T], seed: str) -> list[T]:
    """Return things in an order that depends on the seed alone, so that none is favoured for its place."""
    mixed = list(things)
    Random(seed).shuffle(mixed)
    return mixed
