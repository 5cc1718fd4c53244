"""The people of a catalogue: whole names, and surnames where they leave little doubt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from ....catalog.catalog import Catalog
from .words import phrase_key, rank, reach_of

SURNAME_SHARE = 0.6
"""A surname means the best known of its bearers where these have this share of all their items."""
COMMON_SURNAME = 6000
"""Surnames that are common English words up to this rank need their first name."""


@dataclass(frozen=True)
class People:
    """Names by phrase key."""

    facets: dict[str, Counter[str]] = field(default_factory=dict)
    """For each name as the catalogue writes it: how many items have it under each facet."""
    names: dict[str, str] = field(default_factory=dict)
    """The name for each phrase key."""
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The names with each surname, best known first."""

    @staticmethod
    def of(catalog: Catalog) -> People:
        """Collect the people of a catalogue."""
        facets: dict[str, Counter[str]] = {}
        people_facets = [facet for facet in catalog.schema if facet.people]
        for facet in people_facets:
            for name in facet.values:
                facets.setdefault(name, Counter())[facet.name] += 1
        for item in catalog.items:
            for facet in people_facets:
                value = item.attributes.get(facet.name, ())
                for name in (
                    (value,)
                    if isinstance(value, str)
                    else value
                    if isinstance(value, tuple | list)
                    else ()
                ):
                    facets.setdefault(name, Counter())[facet.name] += 1
        names: dict[str, str] = {}
        families: dict[str, list[str]] = {}
        for name in sorted(facets, key=lambda one: (-facets[one].total(), one)):
            key = phrase_key(name)
            if not key:
                continue
            names.setdefault(key, name)
            parts = key.split(" ")
            if len(parts) > 1 and len(parts[-1]) > 2:
                families.setdefault(parts[-1], []).append(name)
        surnames = {last: tuple(found[:5]) for last, found in families.items()}
        return People(facets, names, surnames)

    @cached_property
    def reach(self) -> dict[str, int]:
        """How many words the longest name that starts with a word has, by that word."""
        return reach_of((self.names, self.surnames))

    @cached_property
    def shelves(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """The whole names by their first letter and how many spaces they have: where a misspelled one is looked for."""
        found: dict[tuple[str, int], list[str]] = {}
        for key in self.names:
            if key:
                found.setdefault((key[0], key.count(" ")), []).append(key)
        return {place: tuple(keys) for place, keys in found.items()}

    def whole(self, key: str) -> str | None:
        """Return the person with this whole name, or None."""
        return self.names.get(key)

    def family(self, key: str) -> str | None:
        """Return the person whom a surname alone means, or None where it leaves doubt."""
        bearers = self.surnames.get(key)
        if not bearers or rank(key) < COMMON_SURNAME:
            return None
        counts = [self.facets[name].total() for name in bearers]
        return bearers[0] if counts[0] >= SURNAME_SHARE * sum(counts) else None

    def facet_of(self, name: str) -> str:
        """Return the facet under which a person has most items."""
        return self.facets[name].most_common(1)[0][0]
