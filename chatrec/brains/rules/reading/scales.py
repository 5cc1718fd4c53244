"""The numbers that a catalogue holds, facet by facet: what tells a price from a year, and memory from storage."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ....catalog.catalog import Catalog
from ....catalog.facets import Facet
from ....catalog.items import Item
from ....catalog.measures import Measure, measure_named, measures
from ....catalog.units import Unit
from .units import unit_named

_KEPT = 2048
"""How many values of a facet are kept at most, evenly spaced in their order."""
_NO_MEASURE = Measure(name="", names=())


@dataclass(frozen=True)
class Scale:
    """One facet of numbers or dates (a date counts as its year) and the values that the items have."""

    facet: Facet
    values: tuple[float, ...]
    """Known values in ascending order, thinned where there are many."""

    @cached_property
    def measure(self) -> Measure:
        """What it measures; a measure without a name or words where that is not known."""
        named = measures().get(self.facet.measure or "") or measure_named(self.facet.name)
        if named is not None:
            return named
        if self.facet.type == "money":
            return measures()["price"]
        return measures()["year"] if self.facet.type == "date" else _NO_MEASURE

    @cached_property
    def unit(self) -> Unit | None:
        """The unit of its numbers, or None where they have none."""
        return unit_named(self.facet.unit) or unit_named(self.measure.unit)

    @property
    def is_year(self) -> bool:
        """Whether its numbers are calendar years."""
        return self.measure.name == "year"

    @property
    def low(self) -> float:
        """The smallest value that an item has; 0 where none has any."""
        return self.values[0] if self.values else 0.0

    @property
    def high(self) -> float:
        """The largest value that an item has; 0 where none has any."""
        return self.values[-1] if self.values else 0.0

    def share_below(self, value: float) -> float:
        """Return the share of the values below one, 0 to 1."""
        return bisect_left(self.values, value) / len(self.values) if self.values else 0.0

    def count_between(self, low: float, high: float) -> int:
        """Return how many of the kept values lie between two, both included."""
        return bisect_right(self.values, high) - bisect_left(self.values, low)

    def fits(self, value: float) -> float:
        """Return how well a value suits these values: 1 in the middle of them, 0 far outside.

        Outside of them the fit falls with the distance in powers of ten, half at a factor of two (for years,
        half at ten years), so that a limit a little beyond the dearest item is still a price.
        """
        if not self.values:
            return 0.3
        if self.low <= value <= self.high:
            return 1.0 if 0.02 <= self.share_below(value) <= 0.98 else 0.9
        edge = self.low if value < self.low else self.high
        if self.is_year:
            return 1.0 / (1.0 + abs(value - edge) / 10)
        if value <= 0 or edge <= 0:
            return 0.0
        return 1.0 / (1.0 + abs(math.log2(value / edge)) ** 2)


@dataclass(frozen=True)
class Scales:
    """All scales of a catalogue, in the order of its schema."""

    catalog: Catalog
    scales: tuple[Scale, ...]
    this_year: int
    """The year that "this year" means."""

    @classmethod
    def of(cls, catalog: Catalog, *, today: date | None = None) -> Scales:
        """Read the numbers of every number, money and date facet of a catalogue; linear in its items."""
        measured = [facet for facet in catalog.schema if facet.numeric or facet.type == "date"]
        scales = tuple(Scale(facet, _values(catalog, facet)) for facet in measured)
        return cls(catalog, scales, (today or date.today()).year)

    def get(self, facet: str) -> Scale | None:
        """Return the scale of a facet, or None."""
        return self._by_name.get(facet)

    def measuring(self, measure: str) -> Scale | None:
        """Return the first scale of a measure, or None."""
        return next((scale for scale in self.scales if scale.measure.name == measure), None)

    @cached_property
    def newest(self) -> float:
        """The newest year of the catalogue, no later than this year: what "the last five years" counts from."""
        scale = self.measuring("year")
        return (
            min(scale.high, float(self.this_year))
            if scale and scale.values
            else float(self.this_year)
        )

    @cached_property
    def _by_name(self) -> dict[str, Scale]:
        return {scale.facet.name: scale for scale in self.scales}


def number_of(item: Item, facet: Facet) -> float | None:
    """Return an item's number under a facet, the year of a date; None where it is not known."""
    fact = item.fact(facet.name)
    if isinstance(fact, bool):
        return None
    if isinstance(fact, int | float):
        return float(fact) if math.isfinite(fact) else None
    if facet.type == "date" and isinstance(fact, str) and fact[:4].isdigit():
        return float(fact[:4])
    return None


def _values(catalog: Catalog, facet: Facet) -> tuple[float, ...]:
    known = (number_of(item, facet) for item in catalog.items)
    ordered = sorted(value for value in known if value is not None)
    if len(ordered) <= _KEPT:
        return tuple(ordered)
    step = (len(ordered) - 1) / (_KEPT - 1)
    return tuple(ordered[round(at * step)] for at in range(_KEPT))
