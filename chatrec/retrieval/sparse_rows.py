"""Rows of sparse matrices: put on top of each other, and picked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array


def stacked(blocks: Sequence[csr_array], width: int) -> csr_array:
    """Return the rows of all blocks in one matrix of so many columns; no block may reach beyond them."""
    if not blocks:
        return csr_array(np.zeros((0, width), dtype=np.float32))
    sizes = np.concatenate([np.diff(block.indptr) for block in blocks])
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    data: NDArray[np.float32] = np.concatenate([block.data for block in blocks])
    columns = np.concatenate([block.indices for block in blocks]).astype(np.int32)
    return csr_array((data, columns, starts), shape=(len(sizes), width))


def picked(matrix: csr_array, rows: Sequence[int]) -> csr_array:
    """Return these rows of a matrix, in this order."""
    starts, ends = matrix.indptr[rows], matrix.indptr[np.asarray(rows, dtype=np.int64) + 1]
    places = np.concatenate(
        [np.arange(start, end) for start, end in zip(starts, ends, strict=True)]
        or [np.empty(0, dtype=np.int64)]
    )
    sizes = np.concatenate(([0], np.cumsum(ends - starts))).astype(np.int32)
    data: NDArray[np.float32] = matrix.data[places]
    return csr_array((data, matrix.indices[places], sizes), shape=(len(rows), matrix.shape[1]))


def beside(blocks: Sequence[csr_array], count: int) -> csr_array:
    """Return the columns of all blocks beside each other; each block has `count` rows."""
    widths = np.cumsum([0, *(block.shape[1] for block in blocks)])
    rows = [np.repeat(np.arange(count), np.diff(block.indptr)) for block in blocks]
    columns = [block.indices + width for block, width in zip(blocks, widths, strict=False)]
    none = [np.empty(0, dtype=np.int64)]
    data = np.ones(sum(len(part) for part in rows), dtype=np.float32)
    places = (np.concatenate(none + rows), np.concatenate(none + columns))
    return csr_array((data, places), shape=(count, int(widths[-1])))
