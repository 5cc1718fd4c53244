"""Standings: from where on an item counts as well rated or popular in its catalogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ....catalog.catalog import Catalog
from ....catalog.items import Item
from ....dialogue.reply import Evidence
from ....grounding.per_catalog import cache_on_catalog

BONUS = 0.02
"""What a reason that answers no preference adds: it orders equals and nothing more."""
_TOP = {"rating": 0.8, "popularity": 0.9}
"""The share of the items that one must be above, by the measure."""
_LEAST_KNOWN = 20
"""With fewer known facts nothing is said to stand out."""


@dataclass(frozen=True, slots=True)
class Standings:
    """The least number by facet from which an item stands out."""

    thresholds: Mapping[str, float]

    @classmethod
    def of(cls, catalog: Catalog) -> Standings:
        """Find the thresholds of a catalogue; its facets are those that measure a rating or popularity."""
        thresholds: dict[str, float] = {}
        for measure, share in _TOP.items():
            facet = catalog.schema.measuring(measure)
            if facet is None:
                continue
            facts = (item.fact(facet.name) for item in catalog.items)
            known = sorted(
                float(fact)
                for fact in facts
                if isinstance(fact, int | float) and not isinstance(fact, bool)
            )
            if len(known) >= _LEAST_KNOWN and known[0] < known[-1]:
                thresholds[facet.name] = known[int(share * (len(known) - 1))]
        return cls(thresholds)

    def stands_out(self, item: Item) -> tuple[str, ...]:
        """Return the facets in which an item reaches the threshold."""
        return tuple(
            facet
            for facet, least in self.thresholds.items()
            if isinstance(fact := item.fact(facet), int | float) and fact >= least
        )

    def reasons(self, item: Item, told: Collection[str]) -> list[Evidence]:
        """Return the facets in which an item stands out as reasons for it, but for those that are told already."""
        return [
            Evidence(facet=facet, value=item.fact(facet), weight=BONUS)
            for facet in self.stands_out(item)
            if facet not in told
        ]


@cache_on_catalog
def standings_of(catalog: Catalog) -> Standings:
    """Return the standings of a catalogue, found once."""
    return Standings.of(catalog)
