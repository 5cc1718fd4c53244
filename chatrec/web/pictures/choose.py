"""Which figure and which ink an item gets: its kind sets where to begin, its title what comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ...catalog.catalog import Catalog
from ...catalog.facets import LISTED
from ...catalog.items import Item
from .figures import FIGURES
from .inks import INKS

VARIANTS = len(FIGURES)
_OF_A_KIND = 3
"""How many figures, and how many inks, the items of one kind share."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a picture is drawn with."""

    figure: int
    ink: int
    seed: int
    """What the chances of the figure come from."""


def style_of(item: Item, catalog: Catalog, *, variant: int = 0) -> Style:
    """Return the style of an item; another variant gives it another figure and another ink."""
    kind, title = _number(_kind(item, catalog)), _number(item.title + item.id)
    return Style(
        figure=(kind + title % _OF_A_KIND + variant) % len(FIGURES),
        ink=(kind // 16 + title // 16 % _OF_A_KIND + variant) % len(INKS),
        seed=title,
    )


def spread(items: Iterable[Item], catalog: Catalog) -> list[int]:
    """Return a variant for each item of a list, so that no two near each other share a figure or an ink.

    An item keeps its own style where it can: it looks the same in the next list.
    """
    chosen: list[int] = []
    taken: list[Style] = []
    for item in items:
        near = taken[-(len(INKS) // 2) :]
        variant = next(
            (one for one in range(VARIANTS) if _apart(style_of(item, catalog, variant=one), near)),
            0,
        )
        chosen.append(variant)
        taken.append(style_of(item, catalog, variant=variant))
    return chosen


def _apart(style: Style, near: list[Style]) -> bool:
    return all(style.figure != other.figure and style.ink != other.ink for other in near)


def _kind(item: Item, catalog: Catalog) -> str:
    """Return what an item is: its value of the first facet that sorts items and that it has."""
    for facet in catalog.schema:
        if facet.type in LISTED and facet.ask and not facet.people:
            value = item.fact(facet.name)
            if value:
                return str(value[0] if isinstance(value, tuple) else value)
    return ""


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2s(text.encode(), digest_size=6).digest())
