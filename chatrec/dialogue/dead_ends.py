"""Dead ends: what can be done where nothing new fits.

Named are the items shown before that still fit, else those that come nearest: each breaks one must, which is said
with it. Offered is what to give up, and in the next turn at the same dead end the one offer that leaves the most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ..brains.brain import Near
from ..catalog.items import Item
from ..grounding.house_rules import breach, disclosures
from ..outage import Outage
from ..retrieval.candidates import Query
from ..retrieval.facet_table import FacetTable, Mask
from ..retrieval.predicates import is_predicate
from ..retrieval.retriever import Retriever
from .conversation import Conversation, Relaxation
from .kinds import is_kind
from .preferences import Preference, Preferences
from .relaxations import each_dropped, gives_up_latest, relax
from .wishes import excluded_items, wanted_words

Rows = np.ndarray[tuple[int, ...], np.dtype[np.intp]]

_MOST_NAMED = 2
_FAR = 0.5
"""What misses a limit by more than this share of it is not near."""


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """What is left to say where nothing new fits."""

    relaxations: tuple[Relaxation, ...] = ()
    again: tuple[str, ...] = ()
    """Ids of the items shown before that still fit."""
    nearest: tuple[Near, ...] = ()
    outage: Outage | None = None
    """What was away, so that the nearest were ranked without meaning."""


def leave_dead_end(
    preferences: Preferences,
    conversation: Conversation,
    retriever: Retriever,
    *,
    declined: bool = False,
) -> DeadEnd:
    """Compute what would fit: items shown before, the nearest, and what to give up where the house allows that.

    Where the person `declined` what was offered, each wish is named by itself: they say which of them matters least.
    """
    catalog, rules = retriever.catalog, retriever.catalog.rules
    unseen = excluded_items(preferences, conversation.profile, rules)
    turned_down = excluded_items(preferences.unshown(), conversation.profile, rules)
    known = retriever.fitting((), excluded=turned_down, user=conversation.profile)
    predicates = tuple(one for one in preferences.entries if is_predicate(one))
    masks = {one.id: retriever.fitting((one,)) for one in predicates}
    fitting = _all(known, masks.values())
    again = tuple(catalog.items[row].id for row in np.flatnonzero(fitting)[: rules.slate_size])
    if rules.when_nothing_fits == "abstain":
        return DeadEnd(again=again)
    base = known.copy()
    base[[catalog.rows[one] for one in unseen if one in catalog.rows]] = False
    if declined:
        return DeadEnd(relaxations=each_dropped(retriever.table, masks, base, predicates))
    offers = relax(retriever.table, masks, base, predicates)
    if conversation.pending is not None and conversation.pending.relaxations:
        offers = tuple(
            sorted(offers, key=lambda one: (gives_up_latest(one, predicates), -one.count))
        )
    if again:
        return DeadEnd(relaxations=offers, again=again)
    near, outage = _nearest(preferences, conversation, retriever, known, masks)
    return DeadEnd(relaxations=offers, nearest=near, outage=outage)


def _all(base: Mask, masks: Iterable[Mask]) -> Mask:
    left = base.copy()
    for one in masks:
        left &= one
    return left


def _nearest(
    preferences: Preferences,
    conversation: Conversation,
    retriever: Retriever,
    known: Mask,
    masks: Mapping[str, Mask],
) -> tuple[tuple[Near, ...], Outage | None]:
    """Return items that break one must and no other, first those that miss a limit by the least share of it.

    Also what was away while they were ranked: it is not waited for again.
    """
    table = retriever.table
    missed = np.zeros(len(known), dtype=np.intp)
    for one in masks.values():
        missed += ~one
    alone = known & (missed == 1)
    ranked: list[tuple[float, Preference, Item | Rows]] = []
    for entry in preferences.entries:
        if entry.id not in masks or is_kind(entry, table.catalog.schema):
            continue
        rows = np.flatnonzero(alone & ~masks[entry.id] & _known(entry, table))
        gaps = _by_gap(entry, rows, table)
        if gaps is None:
            ranked.append((_FAR, entry, rows))
        else:
            ranked += [(gap, entry, item) for gap, item in gaps]
    ranked.sort(key=lambda one: one[0])
    near: dict[str, Near] = {}
    outage: Outage | None = None
    for _, entry, place in ranked:
        if entry.id in near:
            continue
        items: Iterable[Item] = (place,) if isinstance(place, Item) else ()
        if not isinstance(place, Item) and len(place):
            query = _query_among(entry, place, preferences, retriever, by_meaning=outage is None)
            found = retriever.find(query)
            outage = outage or found.outage
            items = (one.item for one in found.candidates)
        may_be = (one for one in items if _may_be_named(one, conversation, retriever))
        if (item := next(may_be, None)) is not None:
            near[entry.id] = Near(item, entry)
        if len(near) == _MOST_NAMED:  # the rest need not be ranked
            break
    return tuple(near.values()), outage


def _known(entry: Preference, table: FacetTable) -> Mask:
    if entry.facet not in table.catalog.schema:
        return np.zeros(len(table), dtype=np.bool_)
    return table.known(entry.facet)


def _by_gap(entry: Preference, rows: Rows, table: FacetTable) -> list[tuple[float, Item]] | None:
    """Return the items of some rows by the share by which they miss a limit; None for what is no limit."""
    facet = table.catalog.schema.get(entry.facet)
    ends = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    limits = [float(one) for one in ends if isinstance(one, int | float)]
    if facet is None or not facet.numeric or not limits or entry.polarity == "unwanted":
        return None
    facts = table.numbers(facet.name)
    gaps = [
        (min(abs(float(facts[row]) - one) / (abs(one) or 1.0) for one in limits), int(row))
        for row in rows
    ]
    return [(gap, table.catalog.items[row]) for gap, row in sorted(gaps) if gap <= _FAR]


def _query_among(
    entry: Preference,
    rows: Rows,
    preferences: Preferences,
    retriever: Retriever,
    *,
    by_meaning: bool,
) -> Query:
    """Return what asks for the items of some rows that rank best for what else is wished."""
    items = retriever.catalog.items
    wanted = {items[row].id for row in rows}
    rest = preferences.without([entry.id])
    return Query(
        text=wanted_words(rest),
        preferences=rest.entries,
        excluded=frozenset(item.id for item in items if item.id not in wanted),
        by_meaning=by_meaning,
        limit=_MOST_NAMED + 1,
    )


def _may_be_named(item: Item, conversation: Conversation, retriever: Retriever) -> bool:
    """Tell whether the house has nothing to say or to ask before an item is named as an example."""
    rules = retriever.catalog.rules
    held = breach(
        item,
        rules,
        user=conversation.profile,
        preferences=conversation.preferences,
        confirmed=conversation.confirmed,
        refused=conversation.refused,
    )
    return held is None and not disclosures(item, rules, user=conversation.profile)
