"""What retrieval asks of an index of embeddings, how its cosines become a signal, and what it does without them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from ...dependency import Dependency
from ..facet_table import FacetTable

NEAREST = 100
"""How many items the index is asked for."""
SEARCH_SECONDS = 2.0
"""How long one ranking may wait for a server of vectors in all: people wait for it, and words do without."""
T = TypeVar("T")


class DenseSearch(Protocol):
    """Embeddings of the items of a catalogue."""

    def search(self, text: str, limit: int) -> Sequence[tuple[str, float]]:
        """Return the ids of the nearest items with their cosines, nearest first."""
        ...

    def scores(self, text: str, item_ids: Sequence[str]) -> list[float]:
        """Return the cosine of each of these items with a text, in the same order."""
        ...


class DenseSignal:
    """The signal of meaning: an index of embeddings that a ranking can do without while it is away."""

    def __init__(self, index: DenseSearch, *, seconds: float | None = None) -> None:
        """Rank by an index; `seconds` limit all that one ranking asks of it, for one that is a server."""
        self.index = index
        self._dependency = Dependency("vector store", seconds=seconds)

    def ask(self, question: Callable[[DenseSearch], T]) -> T:
        """Return what a question to the index returns.

        Raises:
            Unavailable: the index or the embedder behind it failed, took too long, or is left alone for a while.
        """
        return self._dependency.ask(lambda: question(self.index))


def nearest_rows(dense: DenseSearch, table: FacetTable, text: str) -> list[int]:
    """Return the rows of the items nearest to a text; ids that the catalogue no longer holds are left out."""
    rows = (table.catalog.rows.get(item_id) for item_id, _ in dense.search(text, NEAREST))
    return [row for row in rows if row is not None]
