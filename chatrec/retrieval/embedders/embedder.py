"""What every embedder does, and the one rule about the vectors: their length is 1."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vectors = NDArray[np.float32]
"""One row a text. Every row has length 1, so that a product of two rows is their cosine."""


class Embedder(Protocol):
    """Turns texts into vectors of one fixed size. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """The identity that is recorded with an index: two embedders of one name make the same vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 for each text; raises IndexingError where that is not possible."""
        ...


def normalised(rows: ArrayLike) -> Vectors:
    """Return rows scaled to length 1. A row without direction (zeros, not finite) becomes the first axis.

    Cosine needs a direction, and a text with no known word has none.
    """
    vectors = np.asarray(rows, dtype=np.float32)
    if vectors.ndim != 2:
        raise ValueError(f"expected rows of vectors, found an array of the shape {vectors.shape!r}")
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    usable = np.isfinite(lengths) & (lengths > 0)
    scaled: Vectors = np.zeros(vectors.shape, dtype=np.float32)
    np.divide(vectors, lengths, out=scaled, where=usable, casting="same_kind")
    if vectors.shape[1]:
        scaled[~usable[:, 0], 0] = 1.0
    return scaled


def readable(text: str, *, most_characters: int) -> str:
    """Return the beginning of a text with lone surrogates, which no encoder takes, replaced."""
    return text[:most_characters].encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=8)
def hash8(weights: Path) -> str:
    """Return the first eight hexadecimal digits of the SHA-256 of a file."""
    with weights.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:8]
