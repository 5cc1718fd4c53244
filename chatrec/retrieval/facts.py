"""The distinct facts of a facet, so that a test on facts is made once for all items that share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..catalog.items import Item, Value


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of all items under one facet."""

    distinct: tuple[Value | None, ...]
    """Each different fact once, None among them where an item has none."""
    places: NDArray[np.int32]
    """For each item, where its fact stands in `distinct`."""


def distinct_facts(items: Sequence[Item], facet: str) -> Facts:
    """Collect the facts of items under a facet; facts that are equal but of different types stay apart."""
    known: dict[tuple[type, Value | None], int] = {}
    places = np.empty(len(items), dtype=np.int32)
    for row, item in enumerate(items):
        fact = item.fact(facet)
        if isinstance(fact, list):
            fact = tuple(fact)
        places[row] = known.setdefault((type(fact), fact), len(known))
    return Facts(tuple(fact for _, fact in known), places)
