"""What retrieval asks of an index of embeddings, and how its cosines become a signal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..facet_table import FacetTable

NEAREST = 100
"""How many items the index is asked for."""


class DenseSearch(Protocol):
    """Embeddings of the items of a catalogue."""

    def search(self, text: str, limit: int) -> Sequence[tuple[str, float]]:
        """Return the ids of the nearest items with their cosines, nearest first."""
        ...

    def scores(self, text: str, item_ids: Sequence[str]) -> list[float]:
        """Return the cosine of each of these items with a text, in the same order."""
        ...


def nearest_rows(dense: DenseSearch, table: FacetTable, text: str) -> list[int]:
    """Return the rows of the items nearest to a text; ids that the catalogue no longer holds are left out."""
    rows = (table.catalog.rows.get(item_id) for item_id, _ in dense.search(text, NEAREST))
    return [row for row in rows if row is not None]
