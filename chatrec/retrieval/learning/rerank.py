"""A learned re-ranker of the best candidates: LambdaRank over the signals.

C. Burges: From RankNet to LambdaRank to LambdaMART (MSR-TR-2010-82), with gradient-boosted trees of LightGBM.
The signals it learns from are cross-fitted, so that no query sees statistics of its own dialogue, and it learns
only from queries whose right item was retrieved: adding missed items teaches it to distrust the first ranking.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...catalog.catalog import Catalog
from ...errors import InteractionsError, MissingExtra
from ..facet_table import Mask
from ..lexical import LexicalIndex, Scores
from ..ranking.weights import Weights, best_places
from ..retriever import Retriever
from .cases import Cases, gather
from .collaborative import Collaborative
from .examples import Example, split
from .features import DEPTH, features
from .interactions import InteractionLog

if TYPE_CHECKING:
    from lightgbm import Booster

BLOCKS = 5
"""Parts of the log; each is scored by statistics of the others."""
VALIDATION = 0.15
"""The latest share of the log, on which it must pay."""
_TREES = 120
_PARAMETERS = {
    "objective": "lambdarank",
    "num_leaves": 15,
    "learning_rate": 0.05,
    "min_data_in_leaf": 200,
    "lambdarank_truncation_level": 50,
    "feature_fraction": 0.8,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "verbosity": -1,
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
}


@dataclass(frozen=True)
class TreeReranker:
    """Boosted trees that score the best candidates anew."""

    booster: Booster

    def score(self, columns: Scores) -> Scores:
        """Return a score for each row of features (candidates x features); higher is better."""
        # For a few hundred rows, starting threads takes longer than the work that they share.
        return np.asarray(self.booster.predict(columns, num_threads=1), dtype=np.float32)

    def save(self, file: Path) -> None:
        """Write the trees to a file, from which read_reranker gives them back."""
        file.write_text(self.booster.model_to_string(), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Training:
    """What training brought."""

    reranker: TreeReranker | None
    """None where it does not pay on the latest part of the log."""
    cutoffs: tuple[int, ...]
    before: tuple[float, ...]
    """Recall at each cutoff of the weighted sum on the latest part of the log."""
    after: tuple[float, ...]
    """Recall of the re-ranker, learned from the earlier part, on the same pairs."""


def read_reranker(file: Path) -> TreeReranker:
    """Read the trees that TreeReranker.save wrote.

    Raises:
        MissingExtra: LightGBM is not installed.
        InteractionsError: the file cannot be read.
    """
    booster_type = _booster_type()
    from lightgbm.basic import LightGBMError

    try:
        return TreeReranker(booster_type(model_str=file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, LightGBMError) as error:
        raise InteractionsError(
            f"cannot read the re-ranker {str(file)!r}: {error}; train it again with: chatrec tune --rerank"
        ) from error


def train_reranker(
    catalog: Catalog,
    log: InteractionLog,
    *,
    weights: Weights | None = None,
    cutoffs: Sequence[int] = (10, 50),
) -> Training:
    """Learn to re-rank from a log of dialogues, and keep it only where it pays on the latest part of it.

    Args:
        catalog: the items.
        log: dialogues; ratings alone hold no queries to learn from.
        weights: of the first ranking; the bundled ones where not given.
        cutoffs: mean recall at these must rise.

    Raises:
        MissingExtra: LightGBM is not installed.
        InteractionsError: the log holds too few dialogues.
    """
    if len(log.dialogues) < 20 * BLOCKS:
        raise InteractionsError(
            f"the log holds {len(log.dialogues)} dialogues and a re-ranker needs {20 * BLOCKS}; "
            "import a longer log, or use the weighted sum"
        )
    _booster_type()
    lexical = LexicalIndex.build(catalog)
    earlier, latest = split(log, catalog, VALIDATION)

    def contenders(seen: InteractionLog, asked: Sequence[Example]) -> Contenders:
        statistics = Collaborative.fit(seen, catalog)
        retriever = Retriever(catalog, log=statistics, weights=weights, lexical=lexical)
        return _best_of_each(gather(retriever, asked), retriever.weights)

    learned = [
        contenders(others, split(block, catalog, 1.0)[1]) for block, others in _blocks(earlier)
    ]
    reranker = TreeReranker(_boost(learned))
    validation = contenders(earlier, latest)
    before = validation.recall(validation.first, cutoffs)
    after = validation.recall(reranker.score(validation.columns), cutoffs)
    pays = float(np.mean(after)) > float(np.mean(before))
    return Training(reranker if pays else None, tuple(cutoffs), before, after)


@dataclass(frozen=True)
class Contenders:
    """The best candidates of many queries, one query after the other."""

    columns: Scores
    """Candidates x features."""
    first: Scores
    """Candidates: their score in the first ranking."""
    right: Mask
    sizes: NDArray[np.int64]
    """How many candidates each query has."""
    pairs: int
    """Pairs of a query and a right item, those that were not retrieved among them."""

    def recall(self, scores: Scores, cutoffs: Sequence[int]) -> tuple[float, ...]:
        """Return the share of all pairs whose item is above each cutoff."""
        hits = np.zeros(len(cutoffs))
        start = 0
        for size in self.sizes:
            order = np.argsort(-scores[start : start + size], kind="stable")
            right = self.right[start : start + size][order]
            hits += [float(right[:cutoff].sum()) for cutoff in cutoffs]
            start += size
        return tuple(float(hit) for hit in hits / max(self.pairs, 1))

    def learnable(self) -> Contenders:
        """Return only the queries whose right item is among their candidates."""
        queries = np.repeat(np.arange(len(self.sizes)), self.sizes)
        found = np.bincount(queries, weights=self.right, minlength=len(self.sizes)) > 0
        kept = found[queries]
        return Contenders(
            self.columns[kept], self.first[kept], self.right[kept], self.sizes[found], self.pairs
        )


def _best_of_each(cases: Cases, weights: Weights) -> Contenders:
    """Keep the best DEPTH of every query, in the order of the first ranking."""
    scores = cases.scores(weights)
    columns: list[Scores] = []
    places: list[NDArray[np.int64]] = []
    for query, (start, end) in enumerate(pairwise(cases.starts)):
        best = np.asarray(best_places(scores[start:end], DEPTH), dtype=np.int64) + start
        liked, said = (int(fact) for fact in cases.facts[query])
        columns.append(features(cases.signals[:, best], scores[best], (liked, said)))
        places.append(best)
    if not places:
        raise InteractionsError(
            "a part of the log recommends nothing that the catalogue holds; import a log of this catalogue"
        )
    chosen = np.concatenate(places)
    sizes = np.asarray([len(best) for best in places], dtype=np.int64)
    return Contenders(
        np.concatenate(columns), scores[chosen], cases.right[chosen], sizes, cases.pairs
    )


def _blocks(log: InteractionLog) -> Iterator[tuple[InteractionLog, InteractionLog]]:
    """Return contiguous parts of a log, each with all the others."""
    cuts = [round(len(log.dialogues) * part / BLOCKS) for part in range(BLOCKS + 1)]
    for start, end in pairwise(cuts):
        others = log.dialogues[:start] + log.dialogues[end:]
        yield replace(log, dialogues=log.dialogues[start:end]), replace(log, dialogues=others)


def _boost(learned: Sequence[Contenders]) -> Booster:
    import lightgbm

    parts = [part.learnable() for part in learned]
    data = lightgbm.Dataset(
        np.concatenate([part.columns for part in parts]),
        label=np.concatenate([part.right for part in parts]).astype(np.float32),
        group=np.concatenate([part.sizes for part in parts]),
    )
    booster: Booster = lightgbm.train(_PARAMETERS, data, num_boost_round=_TREES)
    return booster


def _booster_type() -> type[Booster]:
    try:
        from lightgbm import Booster
    except ImportError as error:
        raise MissingExtra("lightgbm", "rerank", "the learned re-ranker") from error
    found: type[Booster] = Booster
    return found
