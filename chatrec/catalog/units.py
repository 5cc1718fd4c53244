"""Units of numbers and money: their words, and how one is turned into another, from data/units.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, such as "min", "kg" or "USD"."""

    name: str
    dimension: str
    factor: float
    """What one of it is in the first unit of its dimension."""
    words: tuple[str, ...]
    """How people and files write it, in lower case."""
    sign: str
    """How a sentence writes it after a number (before it for a currency)."""


@cache
def units() -> dict[str, Unit]:
    """Return every unit by its name."""
    text = files(__package__).joinpath("data/units.toml").read_text(encoding="utf-8")
    return {
        name: Unit(
            name=name,
            dimension=dimension,
            factor=table["factor"],
            words=tuple(table["words"]),
            sign=table["sign"],
        )
        for dimension, tables in tomllib.loads(text).items()
        for name, table in tables.items()
    }


@cache
def unit_words() -> dict[str, Unit]:
    """Return the unit that each word means, where two share a word the first in the file."""
    found: dict[str, Unit] = {}
    for unit in units().values():
        for word in unit.words:
            found.setdefault(word, unit)
    return found


def convert(number: float, *, of: str, to: str) -> float | None:
    """Return a number of one unit in another, or None where they do not measure the same.

    Money of two currencies is not the same: rates change.
    """
    if of == to:
        return number
    source, target = units().get(of), units().get(to)
    if source is None or target is None or source.dimension != target.dimension:
        return None
    if source.dimension == "money":
        return None
    return number * source.factor / target.factor
