"""The text of an item that is embedded."""

from __future__ import annotations

from ...catalog.facets import LISTED, Schema
from ...catalog.items import Item

TEXT_RECIPE = "1"
"""The version of what `item_text` writes. Raise it with every change: an index made from other texts is refused."""
MOST_CHARACTERS = 1000


def item_text(item: Item, schema: Schema) -> str:
    """Return title, listed facet values and description, in lines, at most 1,000 characters.

    Numbers, money, dates, flags and free texts are left out: an average of word vectors cannot compare them.
    """
    lines = [item.title]
    for facet in schema:
        if facet.type not in LISTED:
            continue
        fact = item.fact(facet.name)
        if isinstance(fact, tuple | list):
            lines.append(", ".join(str(value) for value in fact))
        elif fact is not None:
            lines.append(str(fact))
    lines.append(item.description)
    return "\n".join(line for line in lines if line)[:MOST_CHARACTERS]
