from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.retrieval.embedders import Vectors
from chatrec.retrieval.embedders.embedder import normalised


class WordEmbedder:
    """A small real embedder: the sum of one pseudo-random vector a word. Remembers how many texts it embedded."""

    def __init__(self, name: str = "words:16", dimensions: int = 16) -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded = 0
        self._words: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        rows = [
            np.sum(
                [self._word(word) for word in text.lower().split()] or [np.zeros(self.dimensions)],
                axis=0,
            )
            for text in texts
        ]
        return normalised(np.asarray(rows).reshape(len(texts), self.dimensions))

    def _word(self, word: str) -> Vectors:
        if word not in self._words:
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
            vector = np.random.default_rng(seed).standard_normal(self.dimensions)
            self._words[word] = vector.astype(np.float32)
        return self._words[word]


SCHEMA = Schema(facets=(Facet(name="genres", type="many"), Facet(name="year", type="number")))


def films(count: int, *, name: str = "films", version: int = 0) -> Catalog:
    items = (
        Item(f"f{n}", f"film number {n}", f"topic {n * 7 % 97} version {version}")
        for n in range(count)
    )
    return Catalog(name, tuple(items), SCHEMA)


THREE = Catalog(
    "three",
    (
        Item("plane", "Turbulence", "a silly comedy on a plane", {"genres": ("Comedy",)}),
        Item("space", "Void", "horror in deep space", {"genres": ("Horror", "Space")}),
        Item("love", "Letters", "two people fall in love", {"genres": ("Romance",)}),
    ),
    SCHEMA,
)
