"""One turn: a message in, a reply out, each step a function from one immutable value to the next.

    message → understand → apply → decide → retrieve → judge → compose → verify → Reply

`understand`, `judge` and `compose` are the brain's; everything else is code. No step reaches back and none reads a
global: a turn is a function of the message, the conversation before it and the engine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..brains.brain import Brief, Report
from ..cancelling import Cancellation
from ..errors import TurnCancelled
from ..grounding.verify import Verified, verified
from ..llm.calls import Call
from .apply import Applied, apply
from .chips import chips_of, read_chip
from .conversation import Conversation, Line, Pending, Question
from .decide import Action, decide, why_not_where_never_shown
from .engine import Engine
from .firsts import first_of_catalogue
from .kinds import turn_to_kind
from .lookup import Lookup
from .pending import Settled, settle
from .preferences import Source
from .proposals import Proposal, propose
from .reply import Reply
from .subjects import Subject, look_at
from .timing import Stopwatch, note_outage
from .understanding import Understanding
from .undo import changed
from .wording import describe_preference, describe_state

_ASIDE = frozenset({"inform", "compare", "explain"})
"""The actions that answer a question and leave the wish as it is."""
_LINES_KEPT = 12
"""Messages of the conversation that are kept for reading the next one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An answered turn: the reply, and the conversation after it."""

    reply: Reply
    conversation: Conversation


class GivenUp(TurnCancelled):
    """A turn was given up, after some calls of models, which are paid for all the same."""

    def __init__(self, told: str, calls: tuple[Call, ...]) -> None:
        super().__init__(told)
        self.calls = calls


def take_turn(
    message: str,
    conversation: Conversation,
    *,
    engine: Engine,
    message_id: str,
    meaning: Understanding | None = None,
    report: Report | None = None,
    cancellation: Cancellation | None = None,
) -> Turn:
    """Answer a message.

    Args:
        message: What the person wrote, any text.
        conversation: The conversation before it.
        engine: The catalogue, retriever and brain.
        message_id: The id of this message.
        meaning: What the message means, where that is known, as of a button; it is read where not given.
        report: Told of each step before it starts.
        cancellation: Where the turn is given up meanwhile.

    Returns:
        The verified reply and the conversation after it; nothing is stored here.

    Raises:
        GivenUp: The turn was given up.
    """
    given_up = cancellation or Cancellation()

    def tell(step: str, text: str) -> None:
        given_up.check()
        (report or _silent)(step, text)

    engine = replace(engine, brain=engine.brain.for_turn(tell, given_up))
    try:
        turn = _taken(message, meaning, conversation, message_id, engine, tell)
        given_up.check()
    except TurnCancelled as cancelled:
        raise GivenUp(str(cancelled), engine.brain.record.calls) from cancelled
    return turn


def _taken(
    message: str,
    meaning: Understanding | None,
    conversation: Conversation,
    message_id: str,
    engine: Engine,
    tell: Report,
) -> Turn:
    watch = Stopwatch()
    tell("understand", "Reading")
    settled = _understood(message, meaning, conversation, engine, watch)
    applied, now = _applied(settled, conversation, engine, watch)
    with watch.step("decide") as detail:
        action = decide(settled.understanding, applied.preferences, now)
        detail["action"] = action.kind
    understanding = why_not_where_never_shown(settled.understanding, action, applied.preferences)
    tell("retrieve", f"Searching {len(engine.catalog):,} {engine.catalog.nouns}")
    proposal, lookup = _proposed(action, understanding, applied, now, engine, watch)
    with watch.step("look up") as detail:
        subject = look_at(action, understanding, applied.preferences, now, engine)
        detail["steps"] = [list(one) for one in subject.lookup.counted]
    if lookup is not None:
        subject = replace(subject, lookup=lookup)
    brief = _brief(understanding, applied, now, action, proposal, subject, engine)
    checked = _worded(brief, engine, tell, watch)
    return _answer(message, message_id, now, brief, checked, watch, engine)


def _silent(step: str, text: str) -> None:
    """Report to nobody."""


def _understood(
    message: str,
    meaning: Understanding | None,
    conversation: Conversation,
    engine: Engine,
    watch: Stopwatch,
) -> Settled:
    """Read a message, where what it means is not known already, and settle what it says of a pending question."""
    with watch.step("understand") as detail:
        understanding = meaning or read_chip(message, conversation, engine.catalog.schema)
        if understanding is None:
            understanding = engine.brain.understand(message, conversation)
        settled = settle(understanding, conversation)
        detail["understanding"] = settled.understanding.model_dump(
            mode="json", exclude_defaults=True, exclude={"outage"}
        )
        note_outage(detail, understanding.outage)
    return settled


def _applied(
    settled: Settled, conversation: Conversation, engine: Engine, watch: Stopwatch
) -> tuple[Applied, Conversation]:
    """Bring the state up to date; return it with the conversation as the rest of the turn sees it."""
    understanding = settled.understanding
    with watch.step("apply") as detail:
        applied = apply(
            conversation.preferences,
            understanding,
            schema=engine.catalog.schema,
            turn=conversation.turn + 1,
        )
        turned = turn_to_kind(
            applied,
            conversation,
            same_need=understanding.same_need,
            table=engine.retriever.table,
        )
        detail["superseded"] = [entry.id for entry in turned.applied.superseded]
    now = conversation.model_copy(
        update={
            "confirmed": settled.confirmed,
            "refused": settled.refused,
            "aside": () if understanding.intent == "reset" else turned.aside,
        }
    )
    return turned.applied, now


def _proposed(
    action: Action,
    understanding: Understanding,
    applied: Applied,
    conversation: Conversation,
    engine: Engine,
    watch: Stopwatch,
) -> tuple[Proposal, Lookup | None]:
    """Propose what leads the catalogue where that was asked for, else what fits best."""
    inquiry, preferences = understanding.inquiry, applied.preferences
    if action.kind == "recommend" and inquiry is not None and inquiry.kind == "first":
        with watch.step("retrieve") as detail:
            first = first_of_catalogue(inquiry, preferences, conversation, engine)
            detail["steps"] = [] if first is None else [list(one) for one in first.lookup.counted]
        if first is not None:
            return first.proposal, first.lookup
    return propose(action, understanding, preferences, conversation, engine, watch), None


def _brief(
    understanding: Understanding,
    applied: Applied,
    conversation: Conversation,
    action: Action,
    proposal: Proposal,
    subject: Subject,
    engine: Engine,
) -> Brief:
    """Gather all that the reply may speak of."""
    catalog = engine.catalog
    kind = action.kind
    notices = list(subject.notices)
    if proposal.rule is not None:
        notices.append(catalog.rules.confirm[proposal.rule].ask)
    if kind in {"recommend", "ask"} and not proposal.slate and proposal.question is None:
        kind = "confirm" if proposal.rule is not None else "abstain"
    elif kind == "ask" and proposal.slate:
        kind = "recommend"
    return Brief(
        action=kind,
        understanding=understanding,
        conversation=conversation,
        preferences=applied.preferences,
        slate=proposal.slate,
        items=subject.items,
        evidence=subject.evidence,
        again=tuple(catalog[item_id] for item_id in proposal.again),
        nearest=proposal.nearest,
        lookup=subject.lookup,
        question=proposal.question,
        relaxations=proposal.relaxations,
        declined=proposal.declined,
        fitting=proposal.fitting,
        notices=tuple(notices),
        dropped=tuple(describe_preference(one, catalog.schema) for one in applied.superseded),
        rule=proposal.rule,
        seed=conversation.turn,
    )


def _worded(brief: Brief, engine: Engine, tell: Report, watch: Stopwatch) -> Verified:
    """Word the reply, and check every word of it."""
    tell("compose", "Writing")
    with watch.step("compose"):
        draft = engine.brain.compose(brief)
    tell("verify", "Checking every name and fact")
    with watch.step("verify") as detail:
        checked = verified(draft, brief, catalog=engine.catalog)
        detail["checked"] = checked.checked
        detail["problems"] = list(checked.problems)
        detail["replaced"] = checked.replaced
    return checked


def _answer(
    message: str,
    message_id: str,
    conversation: Conversation,
    brief: Brief,
    checked: Verified,
    watch: Stopwatch,
    engine: Engine,
) -> Turn:
    """Make the reply of what was verified, and the conversation after it."""
    picks = checked.picks
    question = brief.question if checked.asks else None
    after = _remember(message, conversation, brief, checked, question)
    reply = Reply(
        session_id=conversation.session_id,
        message_id=message_id,
        turn=after.turn,
        text=checked.text,
        action=brief.action,
        picks=picks,
        items=brief.items,
        question=question,
        relaxations=brief.relaxations,
        chips=chips_of(question, brief.relaxations, confirming=brief.rule is not None),
        preferences=after.preferences,
        understood=describe_state(after.preferences, engine.catalog),
        trace=watch.trace(engine.brain.record),
    )
    return Turn(reply, after)


def _remember(
    message: str,
    conversation: Conversation,
    brief: Brief,
    checked: Verified,
    question: Question | None,
) -> Conversation:
    turn = conversation.turn + 1
    preferences = brief.preferences
    shown = tuple(pick.item.id for pick in checked.picks)
    for item_id in shown:
        preferences = preferences.noting(item_id, "shown", Source(turn=turn))
    # Where nothing new fits, the items that are named are what "the first one" now means.
    named = brief.again or tuple(one.item for one in brief.nearest)
    before_them = tuple(item.id for item in named) if brief.action == "abstain" else ()
    spoken_of = brief.lookup.leaders if brief.items else ()
    spoken_of = spoken_of or tuple(item.id for item in brief.items) or shown or before_them
    said = (Line(role="user", text=message), Line(role="assistant", text=checked.text))
    return changed(conversation, preferences).model_copy(
        update={
            "turn": turn,
            "slate": shown or before_them or conversation.slate,
            "focus": spoken_of or conversation.focus,
            "asked": (*conversation.asked, question.facet) if question else conversation.asked,
            "rules_asked": _with_rule(conversation.rules_asked, brief.rule),
            "pending": _pending(brief, question, conversation),
            "lines": (*conversation.lines, *said)[-_LINES_KEPT:],
        }
    )


def _pending(brief: Brief, question: Question | None, conversation: Conversation) -> Pending | None:
    if brief.rule is not None:
        return Pending(kind="confirmation", rule=brief.rule)
    if brief.relaxations:
        kind: Literal["relaxation", "sacrifice"] = "sacrifice" if brief.declined else "relaxation"
        return Pending(kind=kind, relaxations=brief.relaxations)
    if question is not None:
        return Pending(kind="question", question=question)
    # A question asked back leaves that of the last reply open: "which brands are there?" may precede its answer.
    before = conversation.pending
    kept = before is not None and before.kind == "question" and brief.action in _ASIDE
    return before if kept else None


def _with_rule(asked: tuple[int, ...], rule: int | None) -> tuple[int, ...]:
    return asked if rule is None or rule in asked else (*asked, rule)
