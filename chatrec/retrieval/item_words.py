"""The words of an item: what a search for words looks at, and what unwanted words are looked for in."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.facets import Facet, Schema
from ..catalog.items import Item, Value


def texts_of(item: Item, schema: Schema) -> Iterator[str]:
    """Return the texts of an item: title, description and every fact that has words, each value on its own."""
    yield item.title
    yield item.description
    for name, fact in item.attributes.items():
        if isinstance(fact, tuple | list):
            yield from fact
        else:
            yield said(schema.get(name), fact)


def said(facet: Facet | None, fact: Value) -> str:
    """Return the words of a fact. Numbers are compared and not searched for, but a year is a word as well."""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, tuple | list):
        return " ".join(fact)
    if facet is None:
        return ""
    if isinstance(fact, bool):
        return facet.words if fact else ""
    return f"{fact:g}" if facet.measure == "year" else ""
