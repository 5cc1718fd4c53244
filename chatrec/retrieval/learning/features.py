"""What a learned re-ranker sees of the best candidates of a query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from ..candidates import Query
from ..lexical import Scores
from ..ranking.signals import DENSE, SIGNALS

DEPTH = 200
"""How many of the best candidates are ranked again."""
NAMES = (*SIGNALS, DENSE)
"""The signals, in the order of the columns."""


class Reranker(Protocol):
    """Scores the best candidates of a query anew."""

    def score(self, columns: Scores) -> Scores:
        """Return a score for each candidate (candidates x features); higher is better."""
        ...


def query_facts(query: Query) -> tuple[int, int]:
    """Return how many items a query names as liked, and how many words it says."""
    return len(query.liked), len(query.text.split())


def block_of(signals: Mapping[str, Scores], count: int) -> Scores:
    """Return signals x rows in the order of NAMES; a signal that does not apply is 0."""
    block = np.zeros((len(NAMES), count), dtype=np.float32)
    for name, scores in signals.items():
        block[NAMES.index(name)] = scores
    return block


def features(block: Scores, scores: Scores, facts: tuple[int, int]) -> Scores:
    """Return candidates x features.

    Args:
        block: signals x candidates, as block_of gives them.
        scores: the first ranking, best first.
        facts: of the query, as query_facts gives them.
    """
    count = len(scores)
    below_best = scores[:1].repeat(count) - scores if count else scores
    places = np.arange(count, dtype=np.float32)
    told = np.repeat(np.asarray([facts], dtype=np.float32), count, axis=0)
    return np.column_stack([block.T, scores, below_best, np.log1p(places), told]).astype(np.float32)
