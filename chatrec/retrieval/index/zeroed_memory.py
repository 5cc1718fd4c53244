"""Memory that the C library gives out zeroed: Chroma writes a new graph with what lay in its memory before, as words of a chat."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_M_PERTURB = -6
_FREED = 0xFF
"""What glibc fills memory with that is given back; what it gives out is filled with the complement, zero."""
_changing = threading.Lock()
_blocks = 0


@contextmanager
def zeroed_memory() -> Iterator[None]:
    """Give out zeroed memory for the length of the block, in all threads of the process.

    Only glibc can. Elsewhere nothing happens here, and what was written is wiped when the index is closed.
    """
    _enter(1)
    try:
        yield
    finally:
        _enter(-1)


def _enter(more: int) -> None:
    global _blocks
    with _changing:
        was, _blocks = _blocks, _blocks + more
        if bool(was) != bool(_blocks):
            _perturb(_FREED if _blocks else 0)


def _perturb(value: int) -> None:
    try:
        ctypes.CDLL(None).mallopt(_M_PERTURB, value)
    except (OSError, TypeError, AttributeError):
        return  # Not glibc.
