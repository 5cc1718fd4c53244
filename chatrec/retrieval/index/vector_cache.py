"""Vectors that were read once, kept small, so that scoring known items costs no read."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..embedders import Vectors

MOST_ROWS = 150_000


class VectorCache:
    """Rows by item id as 16-bit numbers: 512 bytes each at 256 dimensions. Starts over when it is full."""

    def __init__(self, dimensions: int, *, most_rows: int = MOST_ROWS) -> None:
        self._dimensions = dimensions
        self._most_rows = most_rows
        self._turn = threading.Lock()
        self._changes = 0
        self._places: dict[str, int] = {}
        self._used = 0
        self._rows = self._no_rows()

    @property
    def changes(self) -> int:
        """How often rows were dropped as outdated."""
        return self._changes

    def rows(self, item_ids: Sequence[str]) -> tuple[Vectors, list[int]]:
        """Return a row for each id and the positions of those that are not kept, whose rows are zeros."""
        with self._turn:
            places = [self._places.get(item_id, -1) for item_id in item_ids]
            rows = self._rows[places].astype(np.float32)
        missing = [position for position, place in enumerate(places) if place < 0]
        rows[missing] = 0.0
        return rows, missing

    def keep(self, item_ids: Sequence[str], vectors: Vectors, *, changes: int) -> None:
        """Keep one row for each id, unless rows were dropped since `changes` was read: these may be among them."""
        with self._turn:
            if changes != self._changes or len(item_ids) > self._most_rows:
                return
            if self._used + len(item_ids) > self._most_rows:
                self._clear()
            while self._used + len(item_ids) > len(self._rows):
                self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            for item_id, vector in zip(item_ids, vectors, strict=True):
                self._places[item_id] = self._used
                self._rows[self._used] = vector
                self._used += 1

    def forget(self, item_ids: Iterable[str]) -> None:
        """Drop the rows of these ids, because their items changed or are gone."""
        with self._turn:
            self._changes += 1
            for item_id in item_ids:
                self._places.pop(item_id, None)

    def _clear(self) -> None:
        self._places = {}
        self._used = 0
        self._rows = self._no_rows()

    def _no_rows(self) -> NDArray[np.float16]:
        return np.zeros((1024, self._dimensions), dtype=np.float16)
