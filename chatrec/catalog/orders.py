"""The order of the values of a category, where that is plain from the values themselves: S, M, L, XL."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ..text import fold

_LEAST = 3
"""With fewer values than this the order is a guess."""


def order_of(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values in their order, lowest first; empty where one of them stands in no common ladder."""
    distinct = dict.fromkeys(value.strip() for value in values)
    for ladder in _ladders():
        steps = [ladder.get(fold(value)) for value in distinct]
        known = [step for step in steps if step is not None]
        if len(known) == len(steps) == len(set(known)) and len(known) >= _LEAST:
            ranked = sorted(zip(known, distinct, strict=True))
            return tuple(value for _, value in ranked)
    return ()


@cache
def _ladders() -> tuple[dict[str, int], ...]:
    text = (files(__package__) / "data" / "ladders.toml").read_text(encoding="utf-8")
    return tuple(
        {name: step for step, names in enumerate(ladder) for name in names}
        for ladder in tomllib.loads(text)["ladders"]
    )
