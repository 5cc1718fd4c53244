"""A cache of what is made of texts that never holds a long one: the most that it keeps is known in bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Made = TypeVar("Made")


def cache_short_texts(
    *, most: int, longest: int
) -> Callable[[Callable[[str], Made]], Callable[[str], Made]]:
    """Keep what a function makes of the texts that it met last; of a long text it is made anew each time.

    Args:
        most: How many are kept.
        longest: How many characters a text may have that is kept.
    """

    def keep(function: Callable[[str], Made]) -> Callable[[str], Made]:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def made(text: str) -> Made:
            return kept(text) if len(text) <= longest else function(text)

        return made

    return keep
