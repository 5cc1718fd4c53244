"""A slate that is not five of the same.

Maximal marginal relevance: J. Carbonell, J. Goldstein, The use of MMR, diversity-based reranking (SIGIR 1998).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..retriever import Retriever

STRENGTH = 1.5
"""What an item loses that is the same as one already chosen, in standard deviations of the scores."""


def diversify(
    item_ids: Sequence[str],
    scores: Sequence[float],
    *,
    retriever: Retriever,
    size: int,
    strength: float = STRENGTH,
) -> tuple[int, ...]:
    """Choose at most `size` of some items, best first: the places of the chosen in `item_ids`.

    Args:
        item_ids: items of the retriever's catalogue.
        scores: the relevance of each, on any scale; higher is better.
        retriever: knows how alike two items are.
        size: how many to choose.
        strength: how much likeness to an item chosen before counts against relevance; 0 is the order of the scores.
    """
    if not item_ids or size < 1:
        return ()
    relevance = np.asarray(scores, dtype=np.float64)
    alike = retriever.alike(item_ids)
    cost = strength * float(relevance.std())
    nearest = np.zeros(len(item_ids))
    chosen: list[int] = []
    left = np.ones(len(item_ids), dtype=np.bool_)
    while left.any() and len(chosen) < size:
        gain = np.where(left, relevance - cost * nearest, -np.inf)
        best = int(np.argmax(gain))
        chosen.append(best)
        left[best] = False
        nearest = np.maximum(nearest, alike[best])
    return tuple(chosen)
