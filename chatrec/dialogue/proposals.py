"""What a turn proposes: the slate, or a question, or what to give up so that something fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..brains.brain import Judgement, Near
from ..catalog.catalog import Catalog
from ..grounding.house_rules import breach
from ..grounding.matching import breaks
from ..retrieval.candidates import Found
from ..retrieval.facet_table import Mask
from ..retrieval.predicates import is_predicate
from .conversation import Conversation, Question, Relaxation
from .dead_ends import leave_dead_end
from .decide import Action
from .preferences import Preferences
from .questions import choose_question
from .slate import choose_slate
from .timing import Stopwatch, note_outage
from .understanding import Understanding
from .wishes import excluded_items, query_of

if TYPE_CHECKING:
    from .engine import Engine

_RANKS_TOLD = 8
"""How many of the best the trace tells the places of."""
MOST_QUESTIONS = 6
"""After this many questions in one chat no more are asked: the person steers."""
_FEW = 2
"""With at most this many slates' worth of items left there is nothing worth asking."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What came of retrieval and judging."""

    slate: tuple[Judgement, ...] = ()
    question: Question | None = None
    relaxations: tuple[Relaxation, ...] = ()
    declined: bool = False
    """Whether what was offered to give up was turned down, so that each wish is named by itself."""
    rule: int | None = None
    """The house rule that must be confirmed before some of what fits is offered."""
    fitting: int = 0
    again: tuple[str, ...] = ()
    """Ids of items shown before that fit what is wanted now."""
    nearest: tuple[Near, ...] = ()
    """What comes near where nothing fits."""


def propose(
    action: Action,
    understanding: Understanding,
    preferences: Preferences,
    conversation: Conversation,
    engine: Engine,
    watch: Stopwatch,
) -> Proposal:
    """Retrieve, judge and choose what to show, for the actions that recommend or ask."""
    if action.kind not in {"recommend", "ask"}:
        return Proposal()
    rules = engine.catalog.rules
    if understanding.anew:
        preferences = preferences.unshown()
    with watch.step("retrieve") as detail:
        query = query_of(preferences, conversation, understanding=understanding, rules=rules)
        found = engine.retriever.find(query)
        detail["steps"] = [list(step) for step in found.steps]
        note_outage(detail, found.outage)
    if not found.candidates:
        with watch.step("relax") as detail:
            declined = _declines(understanding, conversation)
            end = leave_dead_end(preferences, conversation, engine.retriever, declined=declined)
            detail["relaxations"] = [one.label for one in end.relaxations]
            note_outage(detail, end.outage)
        return Proposal(
            relaxations=end.relaxations, declined=declined, again=end.again, nearest=end.nearest
        )
    with watch.step("ask") as detail:
        question = _question(action, preferences, conversation, found, engine)
        detail["question"] = None if question is None else question.facet
    if action.kind == "ask" and question is not None:
        return Proposal(question=question, fitting=found.fitting)
    with watch.step("judge") as detail:
        judged = engine.brain.judge(found.candidates, preferences, conversation)
        detail["judged"] = len(judged)
        detail["ranks"] = _ranks(found, judged)
    with watch.step("choose"):
        offerable, rule = _offerable(judged, conversation, engine.catalog)
        size = _slate_size(understanding, rules.slate_size)
        slate = choose_slate(offerable, size=size, retriever=engine.retriever)
    return Proposal(
        slate=slate,
        again=_still_fitting(preferences, conversation, engine.catalog),
        question=None if rule is not None else question,
        rule=rule,
        fitting=found.fitting,
    )


def _declines(understanding: Understanding, conversation: Conversation) -> bool:
    """Tell whether a message says no, and nothing else, to what was offered to give up."""
    pending = conversation.pending
    offered = pending is not None and bool(pending.relaxations)
    return offered and understanding.intent in {"deny", "reject"} and not understanding.changes


def _ranks(found: Found, judged: tuple[Judgement, ...]) -> list[list[str | int]]:
    """Return the best after judging, each with its place in the first ranking and after judging, from 1."""
    first = {one.item.id: place for place, one in enumerate(found.candidates, 1)}
    best = (one.candidate.item.id for one in judged[:_RANKS_TOLD])
    return [[item_id, first.get(item_id, 0), place] for place, item_id in enumerate(best, 1)]


def _slate_size(understanding: Understanding, usual: int) -> int:
    """Show as many as were asked for, up to ten, unless the house shows one at a time."""
    if understanding.count is None or usual == 1:
        return usual
    return max(1, min(10, understanding.count))


def _offerable(
    judged: tuple[Judgement, ...], conversation: Conversation, catalog: Catalog
) -> tuple[tuple[Judgement, ...], int | None]:
    """Part what may be offered now from what a house rule wants confirmed, and name the rule to ask about.

    A rule is asked about only where it holds back one of the best items, and once; again only where nothing else
    fits.
    """
    free: list[Judgement] = []
    asked: int | None = None
    again: int | None = None
    for place, judgement in enumerate(judged):
        held = breach(
            judgement.candidate.item,
            catalog.rules,
            user=conversation.profile,
            preferences=conversation.preferences,
            confirmed=conversation.confirmed,
            refused=conversation.refused,
        )
        if held is None:
            free.append(judgement)
        elif held.kind == "unconfirmed" and asked is None:
            if place < catalog.rules.slate_size and held.rule not in conversation.rules_asked:
                asked = held.rule
            again = held.rule if again is None else again
    return tuple(free), asked if free else again


def _question(
    action: Action,
    preferences: Preferences,
    conversation: Conversation,
    found: Found,
    engine: Engine,
) -> Question | None:
    if not action.may_ask or len(conversation.asked) >= MOST_QUESTIONS:
        return None
    if found.fitting <= _FEW * engine.catalog.rules.slate_size and action.kind != "ask":
        return None
    fitting = _fitting(preferences, conversation, engine)
    return choose_question(
        engine.retriever.table, fitting, preferences=preferences, asked=conversation.asked
    )


def _fitting(preferences: Preferences, conversation: Conversation, engine: Engine) -> Mask:
    excluded = excluded_items(preferences, conversation.profile, engine.catalog.rules)
    return engine.retriever.fitting(
        preferences.entries, excluded=excluded, user=conversation.profile
    )


def _still_fitting(
    preferences: Preferences, conversation: Conversation, catalog: Catalog
) -> tuple[str, ...]:
    """Return what of the last slate keeps to a filter that this message added; nothing where it added none."""
    before = {entry.id for entry in conversation.preferences.entries}
    narrowed = any(is_predicate(one) and one.id not in before for one in preferences.entries)
    if not narrowed:
        return ()
    decided = preferences.items("liked", "disliked", "seen", "rejected", "accepted")
    shown = preferences.items("shown")
    return tuple(
        item_id
        for item_id in conversation.slate
        if item_id in shown
        and item_id not in decided
        and (item := catalog.get(item_id)) is not None
        and not any(breaks(entry, item, catalog.schema) for entry in preferences.entries)
    )
