"""Who is first: the least or most of a number, among the items shown or in the whole catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..catalog.items import Item
from ..grounding.house_rules import breach
from ..retrieval.candidates import Candidate
from .conversation import Conversation
from .lookup import Lookup
from .preferences import Preferences
from .proposals import Proposal
from .understanding import Inquiry

if TYPE_CHECKING:
    from .engine import Engine


@dataclass(frozen=True, slots=True)
class First:
    """What leads the whole catalogue, as a proposal and for the words."""

    proposal: Proposal
    lookup: Lookup


def in_order(items: Sequence[Item], inquiry: Inquiry) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return items by a number, first the one that was asked for, those without it last; and who leads, ids.

    Level items lead together.
    """
    sign = 1.0 if inquiry.direction == "low" else -1.0
    numbers = {
        item.id: number for item in items if (number := _number(item, inquiry.facet)) is not None
    }
    known = sorted(
        (one for one in items if one.id in numbers), key=lambda one: sign * numbers[one.id]
    )
    leaders = tuple(one.id for one in known if numbers[one.id] == numbers[known[0].id])
    return (*known, *(one for one in items if one.id not in numbers)), leaders


def first_of_catalogue(
    inquiry: Inquiry, preferences: Preferences, conversation: Conversation, engine: Engine
) -> First | None:
    """Find what has the least or most of a number among all that keeps to the musts and the rules of the house.

    What was shown before counts too. None where nothing has the number, so that the usual search answers.
    """
    catalog = engine.catalog
    mask = engine.retriever.fitting(preferences.entries, user=conversation.profile)
    numbers = engine.retriever.table.numbers(inquiry.facet)
    sign = 1.0 if inquiry.direction == "low" else -1.0
    rows = np.flatnonzero(mask & ~np.isnan(numbers))
    among = int(mask.sum())
    leaders: list[Item] = []
    for row in rows[np.argsort(sign * numbers[rows], kind="stable")]:
        item = catalog.items[row]
        if leaders and item.fact(inquiry.facet) != leaders[0].fact(inquiry.facet):
            break
        held = breach(
            item,
            catalog.rules,
            user=conversation.profile,
            preferences=preferences,
            confirmed=conversation.confirmed,
            refused=conversation.refused,
        )
        if held is not None and held.kind == "unconfirmed" and not leaders:
            return First(Proposal(rule=held.rule, fitting=among), Lookup())
        if held is None:
            leaders.append(item)
    if not leaders:
        return None
    shown = tuple(leaders[: catalog.rules.slate_size])
    judged = engine.brain.judge(
        tuple(Candidate(item=item, score=0.0) for item in shown), preferences, conversation
    )
    lookup = Lookup(
        leaders=tuple(item.id for item in leaders), among=among, unknown=among - len(rows)
    )
    return First(Proposal(slate=judged, fitting=among), lookup)


def _number(item: Item, facet: str) -> float | None:
    fact = item.fact(facet)
    return float(fact) if isinstance(fact, int | float) and not isinstance(fact, bool) else None
