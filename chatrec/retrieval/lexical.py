"""BM25 over the words of items, with weighted fields.

S. Robertson, H. Zaragoza, M. Taylor: Simple BM25 extension to multiple weighted fields (CIKM 2004): the counts
of a term in the fields are weighted and summed before they saturate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ..catalog.catalog import Catalog
from ..catalog.facets import LISTED, Facet
from ..catalog.items import Item
from .item_words import said
from .numbering import Numbering
from .sparse_rows import picked, stacked
from .words import chunk_terms, chunks, compounds, filler_stems, terms

Scores = NDArray[np.float32]

K1 = 1.2
B = 0.75
MOST_REPEATS = 2
"""How often one term of a query counts at most."""
_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """How much a word counts by the part of the item it is in."""

    title: float = 2.0
    listed: float = 2.0
    people: float = 2.0
    description: float = 1.0
    text: float = 0.5
    """A facet of free text: notes, details, whatever else is known."""
    other: float = 1.0

    def of(self, facet: Facet | None) -> float:
        """Return the weight of a facet, or of an attribute that no schema holds (None)."""
        if facet is None:
            return self.other
        if facet.type == "text":
            return self.text
        if facet.people:
            return self.people
        return self.listed if facet.type in LISTED else self.other


@dataclass(frozen=True)
class LexicalIndex:
    """The words of a catalogue's items; row i is catalog.items[i]."""

    catalog: Catalog
    weights: FieldWeights
    vocabulary: Mapping[str, int] = field(repr=False)
    counts: csr_array = field(repr=False)
    """Terms x items: the weighted count of each term."""
    by_item: csr_array = field(repr=False)
    """The same, items x terms."""
    lengths: Scores = field(repr=False)
    """Items: the sum of the weighted counts."""

    @classmethod
    def build(cls, catalog: Catalog, *, weights: FieldWeights | None = None) -> LexicalIndex:
        """Read the words of every item."""
        weights = weights or FieldWeights()
        vocabulary: dict[str, int] = {}
        counts = _count(catalog.items, catalog, weights, vocabulary)
        return cls.of_counts(catalog, weights, vocabulary, counts)

    def updated(self, catalog: Catalog) -> LexicalIndex:
        """Return the index of a changed catalogue; only items that are not the same object are read again."""
        before = self.catalog.rows
        fresh: list[int] = []
        source = [0] * len(catalog)
        for row, item in enumerate(catalog.items):
            old = before.get(item.id)
            if old is not None and self.catalog.items[old] is item:
                source[row] = old
            else:
                source[row] = len(self.catalog) + len(fresh)
                fresh.append(row)
        vocabulary = dict(self.vocabulary)
        items = [catalog.items[row] for row in fresh]
        added = _count(items, catalog, self.weights, vocabulary)
        both = stacked([self.by_item, added], len(vocabulary))
        return self.of_counts(catalog, self.weights, vocabulary, picked(both, source))

    @classmethod
    def of_counts(
        cls, catalog: Catalog, weights: FieldWeights, vocabulary: dict[str, int], counts: csr_array
    ) -> LexicalIndex:
        """Make the index of weighted counts, items x terms."""
        lengths = np.asarray(counts.sum(axis=1), dtype=np.float32).reshape(-1)
        return cls(catalog, weights, vocabulary, counts.T.tocsr(), counts, lengths)

    def __len__(self) -> int:
        return len(self.catalog)

    def scores(self, text: str) -> Scores:
        """Return the BM25 score of every item for a text; 0 where no word of it is found.

        Two words that the catalogue writes as one ("smart watch", "head set") are searched for as one, too.
        """
        asked: dict[int, int] = {}
        for term in (*terms(text), *compounds(text)):
            number = self.vocabulary.get(term)
            if number is not None and asked.get(number, 0) < MOST_REPEATS:
                asked[number] = asked.get(number, 0) + 1
        total = np.zeros(len(self), dtype=np.float32)
        if not len(self):
            return total
        mean = float(self.lengths.mean()) or 1.0
        for number, repeats in asked.items():
            rows, counts = self._postings(number)
            norm = K1 * (1 - B + B * self.lengths[rows] / mean)
            total[rows] += repeats * self.rarity(len(rows)) * counts * (K1 + 1) / (counts + norm)
        return total

    def rarity(self, holding: int) -> float:
        """Return the inverse document frequency of a term that so many items hold; never negative."""
        return float(np.log1p((len(self) - holding + 0.5) / (holding + 0.5)))

    def rows_with_all(self, stems: Sequence[str]) -> NDArray[np.int32]:
        """Return the rows of the items that hold every stem in any field; filler words are taken as held."""
        rows: NDArray[np.int32] | None = None
        for one in stems:
            if one in filler_stems():
                continue
            number = self.vocabulary.get(one)
            if number is None:
                return np.empty(0, dtype=np.int32)
            holding = self._postings(number)[0]
            rows = holding if rows is None else np.intersect1d(rows, holding, assume_unique=True)
        return np.arange(len(self), dtype=np.int32) if rows is None else rows

    def tells_alone(self, stems: Sequence[str]) -> bool:
        """Tell whether rows_with_all answers by itself which items hold these stems in a row."""
        return len(stems) == 1 and stems[0] not in filler_stems()

    def _postings(self, number: int) -> tuple[NDArray[np.int32], Scores]:
        start, end = self.counts.indptr[number], self.counts.indptr[number + 1]
        return self.counts.indices[start:end], self.counts.data[start:end]


def _fields(item: Item, catalog: Catalog, weights: FieldWeights) -> Iterator[tuple[str, float]]:
    """Return the texts of an item, each with its weight."""
    yield item.title, weights.title
    yield item.description, weights.description
    for name, fact in item.attributes.items():
        facet = catalog.schema.get(name)
        text = said(facet, fact)
        if text:
            yield text, weights.of(facet)


def _count(
    items: Sequence[Item], catalog: Catalog, weights: FieldWeights, vocabulary: dict[str, int]
) -> csr_array:
    """Return items x terms with the weighted counts; new terms are added to the vocabulary.

    Chunks are counted first and split into terms after that, each of them once: most of them come again and again.
    """
    numbers = Numbering[str]()
    blocks = [
        _count_chunks(
            [_fields(item, catalog, weights) for item in items[at : at + _BLOCK]], numbers
        )
        for at in range(0, len(items), _BLOCK)
    ]
    counts = stacked(blocks, len(numbers)) @ _terms_of(numbers, vocabulary)
    counts.sum_duplicates()
    return csr_array(counts)


def _count_chunks(
    items: Sequence[Iterable[tuple[str, float]]], numbers: Numbering[str]
) -> csr_array:
    """Return items x chunks with the weighted counts of the fields of each item."""
    parts: list[list[str]] = []
    shares: list[float] = []
    starts = np.zeros(len(items) + 1, dtype=np.int32)
    for row, fields in enumerate(items):
        for text, weight in fields:
            parts.append(chunks(text))
            shares.append(weight)
        starts[row + 1] = len(parts)
    sizes = [len(part) for part in parts]
    data = np.repeat(np.asarray(shares, dtype=np.float32), sizes)
    ends = np.concatenate(([0], np.cumsum(sizes, dtype=np.int32))).astype(np.int32)
    found = numbers.all(chain.from_iterable(parts))
    block = csr_array((data, found, ends[starts]), shape=(len(items), len(numbers)))
    block.sum_duplicates()
    return block


def _terms_of(chunks_found: Iterable[str], vocabulary: dict[str, int]) -> csr_array:
    """Return chunks x terms, how often each chunk holds each term; new terms are added to the vocabulary."""
    found = [
        [vocabulary.setdefault(term, len(vocabulary)) for term in chunk_terms(chunk)]
        for chunk in chunks_found
    ]
    starts = np.cumsum([0, *map(len, found)], dtype=np.int32)
    columns = np.fromiter(chain.from_iterable(found), dtype=np.int32, count=int(starts[-1]))
    data = np.ones(len(columns), dtype=np.float32)
    return csr_array((data, columns, starts), shape=(len(found), len(vocabulary)))
