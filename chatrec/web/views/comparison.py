"""Items side by side: a table of the facets in which they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...catalog.catalog import Catalog
from ...catalog.facets import Facet
from ...catalog.items import Item, Value
from ...catalog.measures import measures
from ...dialogue.preferences import Preferences
from ...dialogue.reply import Reply
from ...dialogue.wording import name_item
from ...dialogue.wording.patterns import label
from .cards import fact_words
from .showcase import Showcase

_ROWS = 9
_OF_TASTE = frozenset({"year"})
"""Measures of which neither end is better for everybody, whatever "better" asks for in a request."""


@dataclass(frozen=True, slots=True)
class Column:
    """One item of a comparison."""

    id: str
    title: str
    picture: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A fact of an item in a comparison."""

    words: str
    best: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One facet of a comparison."""

    label: str
    asked: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Items side by side."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def compared(reply: Reply, showcase: Showcase) -> Comparison | None:
    """Return the items that a reply compares as a table, or None for any other reply."""
    catalog = showcase.catalog
    items = tuple(item for item in reply.items if item.id in catalog)
    if reply.action != "compare" or len(items) < 2:
        return None
    return Comparison(
        columns=tuple(
            Column(item.id, name_item(item, catalog.schema), picture)
            for item, picture in zip(items, showcase.pictures(items), strict=True)
        ),
        rows=tuple(_rows(items, catalog, reply.preferences)),
    )


def _rows(items: Sequence[Item], catalog: Catalog, preferences: Preferences) -> list[Row]:
    """Return the facets that differ: those of the request first, then those that are worth a question."""
    asked = {entry.facet for entry in preferences.entries}
    rows = []
    for facet in catalog.schema:
        facts = [item.fact(facet.name) for item in items]
        if facet.show and not _same(facts):
            cells = tuple(_cells(facet, facts))
            rows.append(
                (
                    facet.name not in asked,
                    not facet.ask,
                    Row(label(facet), facet.name in asked, cells),
                )
            )
    rows.sort(key=lambda row: row[:2])
    return [row for _, _, row in rows[:_ROWS]]


def _same(facts: Sequence[Value | None]) -> bool:
    return all(fact == facts[0] for fact in facts)


def _cells(facet: Facet, facts: Sequence[Value | None]) -> list[Cell]:
    best = _best(facet, facts)
    return [
        Cell(fact_words(facet, fact) or "–", fact is not None and fact == best) for fact in facts
    ]


def _best(facet: Facet, facts: Sequence[Value | None]) -> Value | None:
    """Return the fact that is better for everybody, where the facet has such an end and one item reaches it."""
    measure = measures().get(facet.measure or "")
    numbers = [
        fact for fact in facts if isinstance(fact, int | float) and not isinstance(fact, bool)
    ]
    if facet.measure in _OF_TASTE or measure is None or measure.better is None or len(numbers) < 2:
        return None
    best = min(numbers) if measure.better == "low" else max(numbers)
    return best if numbers.count(best) == 1 else None
