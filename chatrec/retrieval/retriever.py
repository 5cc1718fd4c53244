"""Retrieval of one query: filter exactly, then rank what fits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from ..catalog.catalog import Catalog
from ..catalog.items import Value
from ..dialogue.preferences import Preference
from ..errors import Unavailable
from ..outage import Outage
from .candidates import Candidate, Found, Query
from .facet_table import FacetTable, Mask
from .learning.collaborative import Collaborative
from .learning.features import DEPTH, Reranker, block_of, features, query_facts
from .lexical import LexicalIndex, Scores
from .predicates import Eligible, eligible
from .ranking.asked_words import TitleIndex
from .ranking.content import Content
from .ranking.dense import DenseSearch, DenseSignal, nearest_rows
from .ranking.signals import DENSE, Sources, compute, search_text
from .ranking.weights import Profile, Weights, best_places, bundled_weights, parts, weighted_sum
from .ranking.wishes import Rows
from .ranking.wording import Wording

Supplier = Callable[[Query], Mapping[str, float]]
"""A host's own recommender: gives scores by item id, higher is better."""
RERANK = "rerank"
"""The part of a score that the learned re-ranker adds."""
_POOL = 200
"""How many of the best by the other signals get their embedding compared."""


class Retriever:
    """Finds the items of one catalogue that fit a query, best first. It holds no state of any chat."""

    def __init__(
        self,
        catalog: Catalog,
        *,
        dense: DenseSignal | None = None,
        log: Collaborative | None = None,
        weights: Weights | None = None,
        supplied: Supplier | None = None,
        reranker: Reranker | None = None,
        lexical: LexicalIndex | None = None,
    ) -> None:
        """Read the catalogue into columns and an index of its words.

        Args:
            catalog: the items.
            dense: embeddings of the items; without them, and while they are away, nothing is ranked by meaning.
            log: statistics of a log, fitted to this catalogue or to an earlier state of it.
            weights: of the signals; the bundled ones for the kind of log where not given.
            supplied: called once a query, its scores join those of the query.
            reranker: scores the best candidates anew; chatrec.retrieval.learning.rerank trains one.
            lexical: an index of this very catalogue, where one is already at hand.
        """
        self.catalog = catalog
        self.dense = dense
        self.supplied = supplied
        self.reranker = reranker
        self.table = FacetTable.build(catalog)
        self.lexical = lexical or LexicalIndex.build(catalog)
        content = Content.build(self.table, self.lexical)
        aligned = None if log is None else log.aligned(catalog)
        self.sources = Sources(
            self.table,
            self.lexical,
            content,
            Wording.build(content),
            TitleIndex.build(catalog),
            aligned,
        )
        self._given_weights = weights
        self.weights = dict(bundled_weights(_profile(aligned)) if weights is None else weights)

    def find(self, query: Query) -> Found:
        """Return the best items that pass every predicate, and how many were left after each step.

        Where the embeddings cannot be had, the other signals rank alone, and what was found says so.
        """
        allowed = self._eligible(query.preferences, query.excluded, query.user)
        rows = np.flatnonzero(allowed.mask)
        if self.supplied is not None:
            query = replace(query, supplied={**self.supplied(query), **query.supplied})
        rows, signals, outage = self._with_dense(query, rows, compute(self.sources, query, rows))
        scores = weighted_sum(signals, self.weights, len(rows))
        ranked = self._ranked(query, signals, scores)[: query.limit]
        candidates = tuple(
            Candidate(
                self.catalog.items[rows[place]],
                score,
                parts(signals, self.weights, place) | ({RERANK: moved} if moved else {}),
            )
            for place, score, moved in ranked
        )
        return Found(candidates, int(allowed.mask.sum()), allowed.steps, outage)

    def fitting(
        self,
        preferences: Iterable[Preference],
        *,
        excluded: Collection[str] = (),
        user: Mapping[str, Value] | None = None,
    ) -> Mask:
        """Tell for each item whether it passes every predicate, availability rule and exclusion."""
        return self._eligible(preferences, excluded, user or {}).mask

    def alike(self, item_ids: Sequence[str]) -> Scores:
        """Return how alike each two of some items of the catalogue are, items x items, 0 to 1."""
        return self.sources.content.alike([self.catalog.rows[item_id] for item_id in item_ids])

    def updated(self, catalog: Catalog) -> Retriever:
        """Return the retriever of a changed catalogue; only the words of changed items are read again."""
        return Retriever(
            catalog,
            dense=self.dense,
            log=self.sources.log,
            weights=self._given_weights,
            supplied=self.supplied,
            reranker=self.reranker,
            lexical=self.lexical.updated(catalog),
        )

    def _eligible(
        self,
        preferences: Iterable[Preference],
        excluded: Collection[str],
        user: Mapping[str, Value],
    ) -> Eligible:
        return eligible(self.table, preferences, excluded=excluded, user=user, index=self.lexical)

    def _ranked(
        self, query: Query, signals: Mapping[str, Scores], scores: Scores
    ) -> list[tuple[int, float, float]]:
        """Return the best places with their scores, and what the re-ranker added to each.

        The re-ranker gives the candidates a new order over the same scores, so that scores keep their meaning.
        """
        if self.reranker is None:
            places = best_places(scores, query.limit)
            return [(place, float(scores[place]), 0.0) for place in places]
        places = best_places(scores, max(query.limit, DEPTH))
        head = places[:DEPTH]
        held = scores[head]
        block = block_of({name: one[head] for name, one in signals.items()}, len(head))
        again = self.reranker.score(features(block, held, query_facts(query)))
        order = np.argsort(-again, kind="stable")
        moved = [
            (head[at], float(score), float(score - held[at]))
            for at, score in zip(order, held, strict=True)
        ]
        return moved + [(place, float(scores[place]), 0.0) for place in places[DEPTH:]]

    def _with_dense(
        self, query: Query, rows: Rows, signals: dict[str, Scores]
    ) -> tuple[Rows, dict[str, Scores], Outage | None]:
        """Narrow the rows to the contenders of either ranking and compare their embeddings, where they can be had."""
        text = search_text(query)
        wanted = query.by_meaning and bool(self.weights.get(DENSE))
        if self.dense is None or not wanted or not text.strip() or not len(rows):
            return rows, signals, None
        pool = max(_POOL, query.limit)
        best = best_places(weighted_sum(signals, self.weights, len(rows)), pool)
        try:
            chosen, cosines = self.dense.ask(lambda index: self._compared(index, text, rows, best))
        except Unavailable as away:
            return rows, signals, away.outage
        kept = {name: scores[chosen] for name, scores in signals.items()}
        kept[DENSE] = cosines
        return rows[chosen], kept, None

    def _compared(
        self, index: DenseSearch, text: str, rows: Rows, best: Sequence[int]
    ) -> tuple[Rows, Scores]:
        """Return the places of the best and the nearest among the rows, in order, with their cosines to a text."""
        places = set(best)
        if len(rows) > len(best):
            near = np.asarray(nearest_rows(index, self.table, text), dtype=np.int64)
            at = np.searchsorted(rows, near)
            at[at == len(rows)] = 0
            places.update(int(place) for place in at[rows[at] == near])
        chosen = np.asarray(sorted(places), dtype=np.int64)
        ids = [self.catalog.items[row].id for row in rows[chosen]]
        return chosen, np.asarray(index.scores(text, ids), dtype=np.float32)


def _profile(log: Collaborative | None) -> Profile:
    if log is None:
        return "catalogue"
    return "dialogues" if log.from_dialogues else "ratings"
