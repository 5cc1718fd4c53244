"""Names of items in words: the title with its year, and several titles with a count of the rest."""

from __future__ import annotations

from collections.abc import Iterable

from ...catalog.catalog import Catalog
from ...catalog.facets import Schema
from ...catalog.items import Item
from .frames import plain
from .values import number_words

_TITLES_SHOWN = 6


def name_item(item: Item, schema: Schema) -> str:
    """Return the title of an item with its year where one is known: "Heat (1995)"."""
    facet = schema.measuring("year")
    year = None if facet is None else item.fact(facet.name)
    title = plain(item.title) or "Untitled"
    if isinstance(year, bool) or not isinstance(year, int | float) or str(int(year)) in title:
        return title
    return f"{title} ({number_words(year, grouped=False)})"


def name_items(item_ids: Iterable[str], catalog: Catalog) -> list[str]:
    """Return the titles of the items that the catalogue holds, each once, the last few and a count of the rest."""
    items = [catalog.get(one) for one in dict.fromkeys(item_ids)]
    titles = [plain(item.title) for item in items if item is not None]
    if len(titles) <= _TITLES_SHOWN:
        return titles
    return [*titles[-_TITLES_SHOWN:], f"{len(titles) - _TITLES_SHOWN} more"]
