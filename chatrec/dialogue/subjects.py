"""The items a turn speaks about without recommending them: informed about, explained, compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..brains.brain import Judgement
from ..catalog.items import Item
from ..retrieval.candidates import Candidate
from .conversation import Conversation
from .decide import Action
from .inquiries import look_up
from .lookup import Lookup
from .obstacles import obstacles
from .preferences import Preferences
from .reply import Evidence
from .understanding import Understanding

if TYPE_CHECKING:
    from .engine import Engine


@dataclass(frozen=True, slots=True)
class Subject:
    """The items spoken about, and for each what speaks for and against it."""

    items: tuple[Item, ...] = ()
    evidence: tuple[tuple[Evidence, ...], ...] = ()
    notices: tuple[str, ...] = ()
    lookup: Lookup = Lookup()


def look_at(
    action: Action,
    understanding: Understanding,
    preferences: Preferences,
    conversation: Conversation,
    engine: Engine,
) -> Subject:
    """Judge the items an action is about against the state, and look up what was asked of them or the catalogue."""
    catalog = engine.catalog
    named = tuple(item for item in map(catalog.get, action.items) if item is not None)
    candidates = tuple(Candidate(item=item, score=0.0) for item in named)
    judged = {
        one.candidate.item.id: one
        for one in engine.brain.judge(candidates, preferences, conversation)
    }
    inquiry = understanding.inquiry if action.kind in {"inform", "compare"} else None
    items, lookup = look_up(
        inquiry, named, judged, preferences=preferences, conversation=conversation, engine=engine
    )
    notices: tuple[str, ...] = ()
    if understanding.intent == "why_not":
        notices = tuple(
            sentence
            for item in items
            for sentence in obstacles(item, preferences, conversation, catalog)
        )
    return Subject(
        items=items,
        evidence=tuple(_both_sides(judged.get(item.id)) for item in items),
        notices=notices,
        lookup=lookup,
    )


def _both_sides(judgement: Judgement | None) -> tuple[Evidence, ...]:
    return () if judgement is None else (*judgement.because, *judgement.caveats)
