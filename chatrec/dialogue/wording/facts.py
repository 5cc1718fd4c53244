"""Facts of an item as predicates: "runs 102 minutes", "is on Hulu"."""

from __future__ import annotations

from ...catalog.facets import Facet
from ...catalog.items import Item
from ...catalog.plurals import singular
from .frames import fill, plain
from .patterns import label, pattern
from .values import compound_words, list_words, value_words


def describe_fact(facet: Facet, item: Item, *, noun: str = "item") -> str:
    """Return a fact of an item as a predicate: "runs 102 minutes", "is on Hulu"; empty where it is unknown."""
    value = item.fact(facet.name)
    return "" if value is None else describe_value(facet, value, noun=noun)


def describe_value(facet: Facet, value: object, *, noun: str = "item") -> str:
    """Return a value of a facet as a predicate; empty for an empty value."""
    words = pattern(facet)
    if isinstance(value, bool):
        return plain(f"is {label(facet)}" if value else f"is not {label(facet)}")
    if isinstance(value, tuple | list):
        shown = [value_of_facet(facet, one) for one in value if str(one).strip()]
        frame = words.verbs if len(shown) > 1 and words.verbs else words.verb
        return plain(fill(frame, facet, list_words(shown), noun=noun)) if shown else ""
    if isinstance(value, int | float):
        compound = compound_words(facet, float(value))
        one = {"label": singular(label(facet))} if value == 1 else {}
        return fill(words.verb, facet, value_words(facet, value), noun=noun, adj=compound, more=one)
    text = value_words(facet, str(value))
    return plain(fill(words.verb, facet, text, noun=noun)) if text else ""


def value_of_facet(facet: Facet, value: object) -> str:
    """Return a value of a facet as it stands in a sentence: "$900", "Hulu"."""
    text = value_words(facet, value if isinstance(value, bool | int | float) else str(value))
    return plain(text)
