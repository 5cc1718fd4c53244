"""Items like others: by the values they share, by the words of their texts, and by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ...catalog.facets import LISTED, Facet
from ..facet_table import FacetTable
from ..lexical import LexicalIndex, Scores
from ..sparse_rows import beside, picked

MOST_VALUES = 1000
"""A listed facet with more distinct values is names or keywords; its words are compared instead."""
_MOST_LIKED = 20
"""Items that are compared with; the newest."""
_WORDS_COMPARED = 400
"""The heaviest words of the liked items that are compared."""
_COMMON = 0.2
"""Words that a larger share of the items holds tell nothing."""
_YEARS = 10.0
_UNKNOWN_NEARNESS = 0.4


@dataclass(frozen=True)
class Content:
    """What is needed to compare items; row i is catalog.items[i]."""

    table: FacetTable
    lexical: LexicalIndex
    values: csr_array = field(repr=False)
    """Items x values of all facets that sort items into kinds: idf weights, rows of length 1."""
    offsets: dict[str, int]
    """Where the values of a facet begin among the columns."""
    lengths: Scores = field(repr=False)
    """Items: the length of its idf vector of words."""

    @classmethod
    def build(cls, table: FacetTable, lexical: LexicalIndex) -> Content:
        """Weigh the values and words of every item by their rarity."""
        facets = kind_facets(table)
        offsets: dict[str, int] = {}
        at = 0
        for facet in facets:
            offsets[facet.name] = at
            at += len(table.values(facet.name))
        return cls(table, lexical, _weighed(table, facets), offsets, _word_lengths(lexical))

    def sharing_values(self, rows: Sequence[int]) -> Scores:
        """Return the mean cosine of each item's values with those of the given items, 0 to 1."""
        rows = list(rows)[-_MOST_LIKED:]
        if not rows or not self.values.shape[1]:
            return np.zeros(len(self.table), dtype=np.float32)
        profile = np.asarray(self.values[rows].sum(axis=0)).reshape(-1) / len(rows)
        return np.asarray(self.values @ profile, dtype=np.float32)

    def having_values(self, columns: dict[int, float]) -> Scores:
        """Return how much of each item's values lies in these columns, each with its weight."""
        wanted = np.zeros(self.values.shape[1], dtype=np.float32)
        for column, weight in columns.items():
            wanted[column] = weight
        return np.asarray(self.values @ wanted, dtype=np.float32)

    def sharing_words(self, rows: Sequence[int]) -> Scores:
        """Return the mean cosine of each item's words with those of the given items, 0 to 1.

        Words count once an item and weigh log(1 + N / df); the most common ones are passed over.
        """
        rows = list(rows)[-_MOST_LIKED:]
        count = len(self.table)
        total = np.zeros(count, dtype=np.float32)
        if not rows:
            return total
        for number, weight in zip(*self._profile(rows), strict=True):
            start, end = self.lexical.counts.indptr[number], self.lexical.counts.indptr[number + 1]
            total[self.lexical.counts.indices[start:end]] += weight
        return total / self.lengths

    def near_years(self, rows: Sequence[int]) -> Scores:
        """Return how near each item is in year to the mean of the given items, 0 to 1."""
        facet = _year_facet(self.table)
        if facet is None or not rows:
            return np.zeros(len(self.table), dtype=np.float32)
        years = self.table.numbers(facet.name)
        if facet.type == "date":
            years = years / 365.25
        known = years[list(rows)]
        known = known[~np.isnan(known)]
        if not len(known):
            return np.zeros(len(self.table), dtype=np.float32)
        near = np.exp(-np.abs(years - known.mean()) / _YEARS)
        return np.where(np.isnan(near), _UNKNOWN_NEARNESS, near).astype(np.float32)

    def alike(self, rows: Sequence[int]) -> Scores:
        """Return how alike each two of some items are, rows x rows, 0 to 1: the mean of kinds and words."""
        kinds = picked(self.values, rows)
        words = picked(self.lexical.by_item, rows)
        lengths = np.repeat(self.lengths[list(rows)], np.diff(words.indptr))
        words.data = self._rarity[words.indices] / lengths
        return np.asarray(((kinds @ kinds.T) + (words @ words.T)).toarray() / 2, dtype=np.float32)

    @cached_property
    def _rarity(self) -> Scores:
        """How rare each word is among the items."""
        holding = np.maximum(np.diff(self.lexical.counts.indptr), 1)
        return np.log1p(len(self.table) / holding).astype(np.float32)

    def _profile(self, rows: Sequence[int]) -> tuple[NDArray[np.int32], Scores]:
        """Return the heaviest words of the items, and the weight that a match with each adds."""
        starts, words = self.lexical.by_item.indptr, self.lexical.by_item.indices
        parts = [words[starts[row] : starts[row + 1]] for row in rows]
        shares = [
            np.full(len(part), 1.0 / self.lengths[row])
            for part, row in zip(parts, rows, strict=True)
        ]
        found, places = np.unique(np.concatenate(parts), return_inverse=True)
        weights = np.bincount(places, weights=np.concatenate(shares)) / len(rows)
        holding = np.diff(self.lexical.counts.indptr)[found]
        rarity = np.log1p(len(self.table) / np.maximum(holding, 1))
        weights = weights * rarity * rarity * (holding <= max(_COMMON * len(self.table), 2))
        heaviest = np.argsort(-weights, kind="stable")[:_WORDS_COMPARED]
        heaviest = heaviest[weights[heaviest] > 0]
        return found[heaviest], weights[heaviest].astype(np.float32)


def kind_facets(table: FacetTable) -> list[Facet]:
    """Return the facets that sort items into kinds: listed, not people, worth asking about, few values."""
    return [
        facet
        for facet in table.catalog.schema
        if facet.type in LISTED
        and not facet.people
        and facet.ask
        and 1 < len(table.values(facet.name)) <= MOST_VALUES
    ]


def _year_facet(table: FacetTable) -> Facet | None:
    found = table.catalog.schema.measuring("year")
    if found is not None and (found.numeric or found.type == "date"):
        return found
    return next((facet for facet in table.catalog.schema if facet.type == "date"), None)


def _weighed(table: FacetTable, facets: Sequence[Facet]) -> csr_array:
    count = len(table)
    joined = beside([table.membership(facet.name) for facet in facets], count)
    holding = np.bincount(joined.indices, minlength=joined.shape[1])
    joined.data = np.log1p(count / holding).astype(np.float32)[joined.indices]
    squares = np.asarray((joined * joined).sum(axis=1)).reshape(-1)
    scale = 1.0 / np.sqrt(np.maximum(squares, 1e-12))
    joined.data *= np.repeat(scale, np.diff(joined.indptr)).astype(np.float32)
    return joined


def _word_lengths(lexical: LexicalIndex) -> Scores:
    counts = lexical.counts
    holding = np.diff(counts.indptr)
    rarity = np.log1p(len(lexical) / np.maximum(holding, 1)).astype(np.float32)
    weights = np.repeat(rarity * rarity, holding)
    squares = np.bincount(counts.indices, weights=weights, minlength=len(lexical))
    return np.sqrt(np.maximum(squares, 1.0)).astype(np.float32)
