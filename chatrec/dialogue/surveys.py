"""Counting what the catalogue holds: how many items, which values, from where to where a number goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..catalog.facets import Facet
from ..retrieval.facet_table import Mask
from ..retrieval.predicates import is_predicate
from .conversation import Conversation
from .lookup import Survey
from .preferences import Preference, Preferences
from .reply import Tally
from .understanding import Inquiry
from .verdicts import as_musts
from .wording import pattern

if TYPE_CHECKING:
    from .engine import Engine

MOST_VALUES = 6
"""How many values are told; of the rest only how many there are."""


def survey(
    inquiry: Inquiry, preferences: Preferences, conversation: Conversation, engine: Engine
) -> Survey:
    """Count what was asked of the catalogue, within what was named and, where meant, the musts of the state.

    The musts on the asked facet itself do not count: "which genres are there?" asks for the others too.
    """
    facet = engine.catalog.schema.get(inquiry.facet)
    within = _within(inquiry, facet, preferences, engine)
    mask = engine.retriever.fitting(within, user=conversation.profile)
    among = int(mask.sum())
    if facet is None:
        return Survey(among=among, within=within)
    if facet.numeric:
        return _ends(facet, mask, among, within, engine)
    tallies = _tallies(facet, mask, engine)
    return Survey(
        facet=facet.name,
        among=among,
        within=within,
        tallies=tallies[:MOST_VALUES],
        others=max(0, len(tallies) - MOST_VALUES),
    )


def _within(
    inquiry: Inquiry, facet: Facet | None, preferences: Preferences, engine: Engine
) -> tuple[Preference, ...]:
    tests = as_musts(inquiry.tests)
    # What kinds of things there are is asked of all of them, whatever kind is looked at now.
    kinds = facet is not None and facet.type == "category" and pattern(facet).place == "noun"
    state = preferences.entries if inquiry.within_state and not kinds else ()
    named = {one.facet for one in tests}
    kept = (
        one
        for one in state
        if is_predicate(one) and one.facet not in named and one.facet != inquiry.facet
    )
    return tuple(one for one in (*kept, *tests) if is_predicate(one))


def _tallies(facet: Facet, mask: Mask, engine: Engine) -> tuple[Tally, ...]:
    values = engine.retriever.table.values(facet.name)
    counts = np.asarray(engine.retriever.table.membership(facet.name)[mask].sum(axis=0)).ravel()
    order = sorted(range(len(values)), key=lambda place: (-counts[place], place))
    return tuple(
        Tally(facet=facet.name, value=values[place], count=int(counts[place]))
        for place in order
        if counts[place]
    )


def _ends(
    facet: Facet, mask: Mask, among: int, within: tuple[Preference, ...], engine: Engine
) -> Survey:
    numbers = engine.retriever.table.numbers(facet.name)[mask]
    known = numbers[~np.isnan(numbers)]
    ends = (float(known.min()), float(known.max())) if len(known) else ()
    counted = (
        Tally(facet=facet.name, value=end, count=int((known == end).sum()))
        for end in dict.fromkeys(ends)
    )
    return Survey(facet=facet.name, among=among, within=within, ends=tuple(counted))
