"""Fit the weights of the first ranking to a log, by recall at k.

Coordinate search on recall itself: maximising likelihood instead finds clearly worse weights for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...catalog.catalog import Catalog
from ...errors import InteractionsError
from ..lexical import Scores
from ..ranking.dense import DenseSearch, DenseSignal
from ..ranking.weights import Weights
from ..retriever import Retriever
from .cases import Cases, gather
from .collaborative import Collaborative
from .examples import split
from .features import NAMES
from .interactions import InteractionLog

VALIDATION = 0.15
"""The share of the log, its latest part, on which weights are tried."""
_FACTORS = (0.0, 0.5, 0.7, 0.85, 1.2, 1.45, 2.0)
_SWEEPS = 4
_LEAST_GAIN = 0.0002
_FEWEST = 30


@dataclass(frozen=True, slots=True)
class Tuning:
    """The weights that were found, and what they bring on the latest part of the log."""

    weights: dict[str, float]
    pairs: int
    """Pairs of a query and a right item that recall was measured on."""
    before: tuple[float, ...]
    """Recall at each cutoff with the weights that it started from."""
    after: tuple[float, ...]
    """With those found; measured on the same pairs that they were chosen by."""
    cutoffs: tuple[int, ...]


def tune(
    catalog: Catalog,
    log: InteractionLog,
    *,
    dense: DenseSearch | None = None,
    start: Weights | None = None,
    cutoffs: Sequence[int] = (10, 50),
) -> Tuning:
    """Fit weights to a log: statistics from its earlier part, recall on its latest.

    Args:
        catalog: the items.
        log: dialogues or ratings; dialogues are used where there are any.
        dense: embeddings of the items, where they are to have a weight.
        start: weights to start from; the bundled ones where not given.
        cutoffs: the mean recall at these is what is raised.

    Raises:
        InteractionsError: the latest part of the log holds too few examples.
    """
    earlier, examples = split(log, catalog, VALIDATION)
    if len(examples) < _FEWEST:
        raise InteractionsError(
            f"the log gives {len(examples)} examples to tune on and {_FEWEST} are needed; import a longer log"
        )
    statistics = Collaborative.fit(earlier, catalog)
    signal = None if dense is None else DenseSignal(dense)
    retriever = Retriever(catalog, dense=signal, log=statistics, weights=start)
    cases = gather(retriever, examples)
    before = dict(retriever.weights)
    after = search(cases, before, cutoffs=cutoffs)
    return Tuning(
        after,
        cases.pairs,
        cases.recall(cases.scores(before), *cutoffs),
        cases.recall(cases.scores(after), *cutoffs),
        tuple(cutoffs),
    )


def search(cases: Cases, start: Weights, *, cutoffs: Sequence[int] = (10, 50)) -> dict[str, float]:
    """Return better weights: one is changed at a time and a change is kept where mean recall rises by it.

    Signals that are 0 in all cases keep the weight they have.
    """
    weights = dict(start)
    total = cases.scores(weights)
    best = _mean_recall(cases, total, cutoffs)
    active = [name for name in NAMES if cases.signals[NAMES.index(name)].any()]
    for _ in range(_SWEEPS):
        began = best
        for name in active:
            row = cases.signals[NAMES.index(name)]
            held = weights.get(name, 0.0)
            for factor in _FACTORS:
                tried = held * factor if held else _scale(row) * factor
                scores = total + np.float32(tried - weights.get(name, 0.0)) * row
                reached = _mean_recall(cases, scores, cutoffs)
                if reached > best + _LEAST_GAIN:
                    best, total, weights[name] = reached, scores, tried
        if best <= began + _LEAST_GAIN:
            break
    return weights


def _mean_recall(cases: Cases, scores: Scores, cutoffs: Sequence[int]) -> float:
    return float(np.mean(cases.recall(scores, *cutoffs)))


def _scale(row: Scores) -> float:
    """Return a first weight for a signal that has none: one standard deviation of it counts as 0.3."""
    return 0.3 / max(float(row.std()), 1e-6)
