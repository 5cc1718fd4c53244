"""What a turn proposes: the slate, or a question, or what to give up so that something fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..brains.brain import Judgement
from ..catalog.catalog import Catalog
from ..grounding.house_rules import breach
from ..retrieval.candidates import Found
from ..retrieval.facet_table import Mask
from ..retrieval.predicates import is_predicate
from .conversation import Conversation, Question, Relaxation
from .decide import Action
from .preferences import Preferences
from .questions import choose_question
from .relaxations import relax
from .slate import choose_slate
from .timing import Stopwatch
from .understanding import Understanding
from .wishes import excluded_items, query_of

if TYPE_CHECKING:
    from .turn import Engine

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
    rule: int | None = None
    """The house rule that must be confirmed before some of what fits is offered."""
    fitting: int = 0
    already_shown: tuple[str, ...] = ()
    """Ids of the items that would fit had they not been shown before, where nothing new does."""


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
    with watch.step("retrieve") as detail:
        query = query_of(preferences, conversation, understanding=understanding, rules=rules)
        found = engine.retriever.find(query)
        detail["steps"] = [list(step) for step in found.steps]
    with watch.step("judge") as detail:
        judged = engine.brain.judge(found.candidates, preferences, conversation)
        detail["judged"] = len(judged)
    if not judged:
        with watch.step("relax") as detail:
            proposal = _nothing_fits(preferences, conversation, engine)
            detail["relaxations"] = [one.label for one in proposal.relaxations]
        return proposal
    with watch.step("ask") as detail:
        question = _question(action, preferences, conversation, found, engine)
        detail["question"] = None if question is None else question.facet
    if action.kind == "ask" and question is not None:
        return Proposal(question=question, fitting=found.fitting)
    with watch.step("choose"):
        offerable, rule = _offerable(judged, conversation, engine.catalog)
        size = _slate_size(understanding, rules.slate_size)
        slate = choose_slate(offerable, size=size, retriever=engine.retriever)
    return Proposal(
        slate=slate,
        question=None if rule is not None else question,
        rule=rule,
        fitting=found.fitting,
    )


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


def _nothing_fits(preferences: Preferences, conversation: Conversation, engine: Engine) -> Proposal:
    """Compute what would fit: items shown before, or the smallest relaxations where the house allows them."""
    retriever, rules = engine.retriever, engine.catalog.rules
    seen_again = preferences.model_copy(
        update={"feedback": tuple(one for one in preferences.feedback if one.kind != "shown")}
    )
    with_shown = _fitting(seen_again, conversation, engine)
    shown = [row for row in np.flatnonzero(with_shown)]
    already = tuple(engine.catalog.items[row].id for row in shown[: rules.slate_size])
    if rules.when_nothing_fits == "abstain":
        return Proposal(already_shown=already)
    predicates = tuple(one for one in preferences.entries if is_predicate(one))
    excluded = excluded_items(preferences, conversation.profile, rules)
    base = retriever.fitting((), excluded=excluded, user=conversation.profile)
    masks = {one.id: retriever.fitting((one,)) for one in predicates}
    offers = relax(retriever.table, masks, base, predicates)
    return Proposal(relaxations=offers, already_shown=already)
