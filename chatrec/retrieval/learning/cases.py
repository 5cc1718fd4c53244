"""Examples as arrays: the contenders of each query with their signals, so that weights are tried fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..facet_table import Mask
from ..lexical import Scores
from ..ranking.signals import DENSE, compute, search_text
from ..ranking.weights import Weights, best_places, weighted_sum
from ..retriever import Retriever
from .examples import Example
from .features import NAMES, block_of, query_facts

CONTENDERS = 200
"""How many of the best by each signal, and by their sum, are kept for a query."""


@dataclass(frozen=True)
class Cases:
    """The contenders of many queries, one query after the other."""

    signals: Scores
    """Signals (in the order of NAMES) x contenders."""
    starts: NDArray[np.int64]
    """Where the contenders of each query begin, and the end."""
    right: Mask
    """Contenders: whether it is an item that was right."""
    facts: Scores
    """Queries x 2: how many items were liked or named, and how many words were said."""
    missed: int
    """Items that were right and are in the catalogue, but that the query does not allow."""

    @property
    def pairs(self) -> int:
        """How many pairs of a query and a right item there are."""
        return int(self.right.sum()) + self.missed

    def scores(self, weights: Weights) -> Scores:
        """Return the weighted sum of the signals of every contender."""
        vector = np.asarray([weights.get(name, 0.0) for name in NAMES], dtype=np.float32)
        return vector @ self.signals

    def recall(self, scores: Scores, *cutoffs: int) -> tuple[float, ...]:
        """Return for each cutoff the share of right items that stand above it; a tie counts half.

        A right item is ranked among the contenders of its query; other right items count against it.
        """
        ranks = self.ranks(scores)
        return tuple(float((ranks < cutoff).sum()) / max(self.pairs, 1) for cutoff in cutoffs)

    def ranks(self, scores: Scores) -> NDArray[np.float64]:
        """Return the place of each right item among the contenders of its query, 0 the best."""
        places = np.flatnonzero(self.right)
        queries = np.searchsorted(self.starts, places, side="right") - 1
        ranks = np.empty(len(places))
        for at, (place, query) in enumerate(zip(places, queries, strict=True)):
            others = scores[self.starts[query] : self.starts[query + 1]]
            above = np.count_nonzero(others > scores[place])
            ranks[at] = above + (np.count_nonzero(others == scores[place]) - 1) / 2
        return ranks


def gather(retriever: Retriever, examples: Sequence[Example]) -> Cases:
    """Compute the signals of the contenders of every example; right items are always among them."""
    blocks: list[Scores] = []
    rights: list[Mask] = []
    facts: list[tuple[int, int]] = []
    missed = 0
    for example in examples:
        allowed = retriever.fitting(
            example.query.preferences, excluded=example.query.excluded, user=example.query.user
        )
        rows = np.flatnonzero(allowed)
        signals = compute(retriever.sources, example.query, rows)
        asked = retriever.sources.rows_of(example.right)
        right = np.flatnonzero(np.isin(rows, asked))
        missed += len(set(asked)) - len(right)
        total = weighted_sum(signals, retriever.weights, len(rows))
        places = set(best_places(total, CONTENDERS)) | {int(place) for place in right}
        for scores in signals.values():
            places.update(best_places(scores, CONTENDERS))
        chosen = np.asarray(sorted(places), dtype=np.int64)
        block = block_of({name: scores[chosen] for name, scores in signals.items()}, len(chosen))
        text = search_text(example.query)
        if retriever.dense is not None and text.strip():
            ids = [retriever.catalog.items[row].id for row in rows[chosen]]
            block[NAMES.index(DENSE)] = retriever.dense.index.scores(text, ids)
        facts.append(query_facts(example.query))
        blocks.append(block)
        rights.append(np.isin(chosen, right))
    starts = np.cumsum([0, *(block.shape[1] for block in blocks)])
    empty = np.zeros((len(NAMES), 0), dtype=np.float32)
    return Cases(
        np.concatenate([empty, *blocks], axis=1),
        np.asarray(starts, dtype=np.int64),
        np.concatenate([np.zeros(0, dtype=np.bool_), *rights]),
        np.asarray(facts, dtype=np.float32).reshape(-1, 2),
        missed,
    )
