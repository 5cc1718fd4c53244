"""What numbers measure and how people speak of it: price, year, duration, weight, ..., from data/measures.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from .names import plain_name
from .units import units


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a number can measure, with the words that people use for it, all in lower case.

    Words of several parts have single spaces and no hyphens.
    """

    name: str
    names: tuple[str, ...]
    """Names of facets that mean it: "price", "list price"."""
    dimensions: tuple[str, ...] = ()
    """The dimensions of chatrec.catalog.units that its unit can be of; empty where it has no unit."""
    unit: str | None = None
    """The unit taken where the data names none."""
    money: bool = False
    better: Literal["low", "high"] | None = None
    """What most people want where nothing else is said."""
    synonyms: tuple[str, ...] = ()
    """Other words for it in a message: "budget"."""
    less: tuple[str, ...] = ()
    """Comparatives towards smaller numbers: "cheaper"."""
    more: tuple[str, ...] = ()
    least: tuple[str, ...] = ()
    """Superlatives towards smaller numbers: "cheapest"."""
    most: tuple[str, ...] = ()
    low: tuple[str, ...] = ()
    """Vague words for small numbers: "cheap"."""
    high: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """How a person asks for the fact: "how much"."""
    ask: bool = False
    """Whether a question about it makes sense to a person."""
    typical: tuple[float, float] | None = None
    """Where nearly all numbers of a column that does not say its unit lie, when it is in `unit`."""

    @property
    def unit_words(self) -> dict[str, str]:
        """Every word for a unit that it can have, with the unit: {"minutes": "min", "hours": "h"}."""
        return {
            word: unit.name
            for unit in units().values()
            if unit.dimension in self.dimensions
            for word in unit.words
        }


@cache
def measures() -> dict[str, Measure]:
    """Return every measure by its name, in the order of data/measures.toml."""
    text = files(__package__).joinpath("data/measures.toml").read_text(encoding="utf-8")
    return {name: _measure(name, table) for name, table in tomllib.loads(text).items()}


def measure_named(facet_name: str) -> Measure | None:
    """Return the measure that a facet of that name has ("listPrice" and "list_price" are "list price"), or None."""
    return _by_name().get(plain_name(facet_name))


@cache
def _by_name() -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for measure in measures().values():
        for name in measure.names:
            found.setdefault(name, measure)
    return found


def _measure(name: str, table: dict[str, object]) -> Measure:
    given = dict(table)
    dimension = given.pop("dimension", None)
    given.setdefault("dimensions", [dimension] if dimension else [])
    shaped = {
        key: tuple(value) if isinstance(value, list) else value for key, value in given.items()
    }
    return Measure(name=name, **shaped)  # type: ignore[arg-type]  # package data, held to this by a test
