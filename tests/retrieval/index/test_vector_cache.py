from __future__ import annotations

import numpy as np
import pytest

from chatrec.retrieval.index.vector_cache import VectorCache


def rows(*values: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.asarray([[value, -value] for value in values], dtype=np.float32)


def test_kept_rows_come_back_in_the_order_asked() -> None:
    cache = VectorCache(2)
    cache.keep(["a", "b"], rows(0.5, 0.25), changes=cache.changes)
    found, missing = cache.rows(["b", "x", "a", "b"])
    assert found.tolist() == [[0.25, -0.25], [0, 0], [0.5, -0.5], [0.25, -0.25]]
    assert missing == [1]


def test_a_forgotten_row_is_missing() -> None:
    cache = VectorCache(2)
    cache.keep(["a", "b"], rows(0.5, 0.25), changes=0)
    cache.forget(["a", "nobody"])
    assert cache.rows(["a", "b"])[1] == [0]


def test_rows_read_before_a_change_are_not_kept() -> None:
    cache = VectorCache(2)
    before = cache.changes
    cache.forget(["a"])
    cache.keep(["a"], rows(0.5), changes=before)
    assert cache.rows(["a"])[1] == [0]


def test_many_rows_are_kept_and_a_full_cache_starts_over() -> None:
    cache = VectorCache(2, most_rows=3000)
    ids = [f"i{n}" for n in range(3000)]
    cache.keep(ids, rows(*(n / 4096 for n in range(3000))), changes=0)
    found, missing = cache.rows(["i2999", "i0", "i1500"])
    assert missing == []
    assert found[:, 0] == pytest.approx([2999 / 4096, 0, 1500 / 4096], abs=1e-3)
    cache.keep(["new"], rows(0.5), changes=0)
    assert cache.rows(["new", "i0"])[1] == [1]


def test_more_rows_than_it_may_hold_are_not_kept() -> None:
    cache = VectorCache(2, most_rows=1)
    cache.keep(["a", "b"], rows(1, 1), changes=0)
    assert cache.rows(["a", "b"])[1] == [0, 1]
