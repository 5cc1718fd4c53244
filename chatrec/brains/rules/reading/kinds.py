"""Kinds by their head: "case" names every kind whose name ends in it, "Cell Phone Cases & Clips" and all that are alike.

A shop writes its kinds as a path from the widest to the narrowest, and people say one noun. The widest of a path
holds nearly everything and tells nothing: what people call so are the narrower kinds of that head.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise

from ....catalog.catalog import Catalog
from ....catalog.facets import Facet
from ....catalog.heads import endings, ends_in, heads
from .words import phrase_key, word_list

_NEARLY_ALL = 0.9
"""A kind that so many of the items are of tells nothing of one."""
_NESTED = 0.9
"""The share of the steps from a value to the next that must lead into a part of it, for values to be a path."""
_SHORTEST = 3

Kinds = Mapping[str, tuple[str, ...]]
"""The values that each phrase names, the commonest first."""


def kinds_of(catalog: Catalog, facet: Facet, counts: Counter[str]) -> Kinds:
    """Return what each head of the values of a facet of kinds names, less values that lie within another of them."""
    holders = _holders(catalog, facet.name)
    spoken = _never_alone(catalog)
    found: dict[str, tuple[str, ...]] = {}
    for ending in {one for value in counts for one in endings(value)}:
        if len(ending) < _SHORTEST or ending in spoken:
            continue
        named = [value for value, _ in counts.most_common() if _is_a(value, ending)]
        if any(len(holders[one]) >= _NEARLY_ALL * len(catalog) for one in named):
            noun = ending.rpartition(" ")[2]
            named = [value for value, _ in counts.most_common() if _is_a(value, noun)]
        narrow = [one for one in named if len(holders[one]) < _NEARLY_ALL * len(catalog)]
        found[phrase_key(ending)] = _widest(narrow or named, holders)
    return found


def is_path(catalog: Catalog, facet: Facet) -> bool:
    """Tell whether the values of each item lead from a wide one to ever narrower parts of it."""
    steps: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    for item in catalog.items:
        values = item.attributes.get(facet.name)
        if isinstance(values, tuple | list):
            total.update(str(one) for one in values)
            steps.update(pairwise(str(one) for one in values))
    inside = sum(number for (_, narrow), number in steps.items() if number >= 0.9 * total[narrow])
    return bool(steps) and inside >= _NESTED * steps.total()


def _is_a(value: str, ending: str) -> bool:
    return any(ends_in(head, ending) for head in heads(value))


def _holders(catalog: Catalog, facet: str) -> dict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for row, item in enumerate(catalog.items):
        values = item.attributes.get(facet)
        for value in values if isinstance(values, tuple | list) else (values,):
            found[str(value)].add(row)
    return found


def _widest(values: list[str], holders: Mapping[str, set[int]]) -> tuple[str, ...]:
    """Return the values that are not within the others before them; `values` come commonest first."""
    kept: list[str] = []
    held: set[int] = set()
    for value in values:
        if not holders[value] <= held:
            kept.append(value)
            held |= holders[value]
    return tuple(kept or values[:1])


def _never_alone(catalog: Catalog) -> frozenset[str]:
    """Return words that mean any item at all: "a novel" is no graphic novel."""
    nouns = frozenset(phrase_key(noun) for noun in (catalog.noun, catalog.nouns))
    return nouns | word_list("contexts.toml", "heads") | word_list("filler.toml", "words")
