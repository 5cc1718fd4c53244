"""The embedder as turns use it: people wait for it, so that it is given up soon and left alone while it is away."""

from __future__ import annotations

from collections.abc import Sequence

from ...dependency import Dependency
from .embedder import Embedder, Vectors

QUERY_SECONDS = 1.0
"""How long one question may take. A turn asks twice: to read the message, and to search."""


class QueryEmbedder:
    """Embeds what people write. Safe to use from several threads."""

    def __init__(self, embedder: Embedder, *, seconds: float | None = None) -> None:
        """Embed by an embedder; `seconds` limit each question, for one that is asked over a network."""
        self._embedder = embedder
        self._dependency = Dependency("embedder", seconds=seconds)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 for each text.

        Raises:
            Unavailable: the embedder failed, took too long, or is left alone for a while.
        """
        return self._dependency.ask(lambda: self._embedder.embed(texts))
