"""Likeness: what an item shares with those the person liked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ....catalog.catalog import Catalog
from ....catalog.facets import Facet, Schema
from ....catalog.items import Item, Value
from ....dialogue.preferences import Preferences
from ....dialogue.reply import Evidence
from ....dialogue.wording import pattern
from .standings import BONUS

_COMPARED = 5
"""How many of the liked items are compared with, the newest."""


@dataclass(frozen=True, slots=True)
class Liked:
    """The listed facts of a liked item that another may share."""

    item_id: str
    facts: tuple[tuple[Facet, frozenset[str]], ...]
    kind: tuple[str, Value | None] = ("", None)
    """The facet that says what kind of thing it is, and its value: a phone and an e-reader are not alike."""


def liked_facts(preferences: Preferences, catalog: Catalog) -> tuple[Liked, ...]:
    """Return what was liked, newest first, facets of people first."""
    # Being available in the same places makes no two items alike.
    places = {rule.facet for rule in catalog.rules.available}
    facets = [
        facet
        for facet in catalog.schema
        if facet.type == "many" and facet.show and facet.name not in places
    ]
    facets.sort(key=lambda facet: not facet.people)
    found = []
    for liked_id in reversed(preferences.items("liked", "accepted")[-_COMPARED:]):
        liked = catalog.get(liked_id)
        if liked is not None:
            facts = [(facet, _listed(liked.fact(facet.name))) for facet in facets]
            kind = _kind_of(liked, catalog.schema)
            found.append(Liked(liked_id, tuple(one for one in facts if one[1]), kind))
    return tuple(found)


def shared_with_liked(item: Item, liked: Sequence[Liked]) -> list[Evidence]:
    """Return the people that an item shares with what was liked, or else two or more listed values."""
    found: list[tuple[bool, Evidence]] = []
    for one in liked:
        if one.item_id == item.id or (one.kind[0] and item.fact(one.kind[0]) != one.kind[1]):
            continue
        for facet, values in one.facts:
            fact = item.fact(facet.name)
            if not isinstance(fact, tuple | list) or values.isdisjoint(fact):
                continue
            common = tuple(value for value in fact if value in values)
            if len(common) >= (1 if facet.people else 2):
                evidence = Evidence(
                    facet=facet.name, value=common, weight=BONUS, related=one.item_id
                )
                found.append((not facet.people, evidence))
                break
    return [evidence for _, evidence in sorted(found, key=lambda pair: pair[0])[:2]]


def _kind_of(item: Item, schema: Schema) -> tuple[str, Value | None]:
    for facet in schema:
        if facet.type == "category" and pattern(facet).place == "noun":
            return facet.name, item.fact(facet.name)
    return "", None


def _listed(value: Value | None) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple | list) else frozenset()
