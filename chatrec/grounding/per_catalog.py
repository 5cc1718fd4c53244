"""What is worked out once for a catalogue and kept exactly as long as it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from ..catalog.catalog import Catalog

T = TypeVar("T")


def cache_on_catalog(make: Callable[[Catalog], T]) -> Callable[[Catalog], T]:
    """Keep what a function makes of a catalogue on that catalogue, as functools.cached_property does.

    A catalogue never changes, so neither does the answer; a changed catalogue is another value with an answer of
    its own. Two threads that come first at once may both make it; one of the equal answers is kept.
    """
    slot = f"_{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(catalog: Catalog) -> T:
        known = vars(catalog)
        if slot not in known:
            known[slot] = make(catalog)
        return cast(T, known[slot])

    return kept
