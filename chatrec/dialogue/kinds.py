"""Wishes that make no sense any more once the kind of item changed: no headphones have a screen size."""

from __future__ import annotations

from dataclasses import replace

from ..retrieval.facet_table import FacetTable, Mask
from ..retrieval.predicates import mask
from .apply import Applied
from .preferences import TEXT, Preference

_LEAST_KNOWN = 0.05
"""A facet that a smaller share of the new kind has does not apply to it."""


def drop_inapplicable(applied: Applied, table: FacetTable) -> Applied:
    """Give up earlier wishes that were meant for another kind of item.

    They are those about facets that the items of the new kind do not have, and those about facets that the same
    message says something new of: a tablet for children and then earbuds for running are not earbuds for children.
    Only where a category took another's place, and only entries of earlier turns: what was said in the same
    message is meant for the new kind. What is given up counts as superseded, so that the reply says it.
    """
    schema = table.catalog.schema
    given_up = (*applied.superseded, *applied.removed)
    replaced = {one.facet for one in given_up if one.operator in ("is", "any_of")}
    for chosen in applied.added:
        facet = schema.get(chosen.facet)
        if facet is None or facet.type != "category" or chosen.facet not in replaced:
            continue
        kind = mask(table, chosen)
        if not kind.any():
            continue
        fresh = {entry.id for entry in applied.added}
        said_anew = {entry.facet for entry in applied.added if entry.polarity == "wanted"} - {TEXT}
        lost = [
            entry
            for entry in applied.preferences.entries
            if entry.id not in fresh
            and entry.scope == "chat"
            and (
                not _applies(entry, table, kind)
                or (entry.facet in said_anew and entry.polarity == "wanted")
            )
        ]
        applied = replace(
            applied,
            preferences=applied.preferences.without(entry.id for entry in lost),
            superseded=(*applied.superseded, *lost),
        )
    return applied


def _applies(entry: Preference, table: FacetTable, kind: Mask) -> bool:
    if entry.facet == TEXT or entry.facet not in table.catalog.schema:
        return True
    return bool((table.known(entry.facet) & kind).sum() >= _LEAST_KNOWN * kind.sum())
