"""Facets: what is known about the items of a catalogue, and how people name it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FacetType = Literal["category", "many", "number", "money", "date", "flag", "text"]
"""category: one value of a set; many: several values of a set; text: free words that nobody filters by."""

NUMERIC: frozenset[FacetType] = frozenset({"number", "money"})
LISTED: frozenset[FacetType] = frozenset({"category", "many"})


class Facet(BaseModel):
    """One property that items of a catalogue have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """The key in Item.attributes."""
    type: FacetType
    label: str = ""
    """How a sentence names it: "streaming service", "screen size"; the name with spaces where empty."""
    unit: str | None = None
    """The unit its numbers are in: "min", "kg", "in", "h", "GB", "USD"; None where they have none."""
    measure: str | None = None
    """What a number measures, so that "cheaper" or "newer" finds it: price, year, duration, weight,
    screen, battery, storage, memory, rating, popularity, stock, ..."""
    synonyms: tuple[str, ...] = ()
    """Other names of the facet: "run time", "length"."""
    values: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Other names of a value: {"science fiction": ("sci-fi", "scifi")}."""
    order: tuple[str, ...] = ()
    """Its values in their order, lowest first, where they have one: ("G", "PG", "PG-13", "R"). Values that are not
    named are outside of it."""
    people: bool = False
    """Its values are names of people, so a surname alone can mean one."""
    ask: bool = True
    """Whether a question about it makes sense to a person."""
    show: bool = True
    """Whether its fact is worth telling."""

    @property
    def words(self) -> str:
        """The name of the facet in a sentence."""
        return self.label or self.name.replace("_", " ")

    @property
    def numeric(self) -> bool:
        """Whether its facts are numbers."""
        return self.type in NUMERIC


class Schema(BaseModel):
    """The facets of a catalogue, in the order in which they are shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    facets: tuple[Facet, ...] = ()

    def __iter__(self) -> Iterator[Facet]:  # type: ignore[override]  # a schema is its facets
        return iter(self.facets)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def get(self, name: str) -> Facet | None:
        """Return the facet of that name, or None."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[object, Facet]:
        return {facet.name: facet for facet in reversed(self.facets)}

    def measuring(self, *measures: str) -> Facet | None:
        """Return the first facet that measures one of these, in the order given, or None."""
        for measure in measures:
            for facet in self.facets:
                if facet.measure == measure:
                    return facet
        return None
