"""What a plain yes, no or name means: it answers what the last reply asked."""

from __future__ import annotations

from dataclasses import dataclass

from .chips import relaxed
from .conversation import Conversation, Pending, Question
from .preferences import Preferences
from .understanding import Change, Understanding


@dataclass(frozen=True, slots=True)
class Settled:
    """A message with its yes or no resolved, and the house rules that were confirmed or refused with it."""

    understanding: Understanding
    confirmed: tuple[int, ...]
    refused: tuple[int, ...]


def settle(understanding: Understanding, conversation: Conversation) -> Settled:
    """Resolve a yes, a no or what matters least against what the last reply asked; anything else passes unchanged."""
    confirmed, refused = conversation.confirmed, conversation.refused
    pending = conversation.pending
    intent = understanding.intent
    if pending is not None and pending.kind == "sacrifice":
        understanding = _given_up(understanding, pending, conversation.preferences)
        intent = understanding.intent
    if pending is None or intent not in {"confirm", "deny"}:
        return Settled(understanding, confirmed, refused)
    said_yes = intent == "confirm"
    if understanding.language is not None:
        # A yes or no must have been read in words, not guessed at in what could not be read.
        return Settled(understanding.model_copy(update={"intent": "unclear"}), confirmed, refused)
    if pending.kind == "confirmation" and pending.rule is not None:
        resolved = understanding.model_copy(update={"intent": "more"})
        if said_yes:
            return Settled(resolved, (*confirmed, pending.rule), refused)
        return Settled(resolved, confirmed, (*refused, pending.rule))
    if pending.kind == "relaxation" and pending.relaxations and said_yes:
        taken = relaxed(pending.relaxations[0], conversation.preferences, quote="")
        return Settled(taken, confirmed, refused)
    if pending.kind == "question" and pending.question is not None:
        return Settled(_answered(understanding, pending.question), confirmed, refused)
    return Settled(understanding, confirmed, refused)


def _given_up(
    understanding: Understanding, pending: Pending, preferences: Preferences
) -> Understanding:
    """Take a wish in force that is said again, and nothing else, as what matters least: "the western"."""
    offered = {one for relaxation in pending.relaxations for one in relaxation.drop}
    held = [entry for entry in preferences.entries if entry.id in offered]
    added = {(one.facet, one.value) for one in understanding.changes if one.op == "add"}
    given_up = [entry for entry in held if (entry.facet, entry.value) in added]
    if not given_up or len(given_up) < len(understanding.changes):
        return understanding
    removals = tuple(
        Change(op="remove", facet=entry.facet, value=entry.value) for entry in given_up
    )
    return Understanding(intent="refine", changes=removals)


def _answered(understanding: Understanding, question: Question) -> Understanding:
    """Take yes and no as the value of a flag that was asked about; otherwise no means no preference."""
    if not any(isinstance(answer.value, bool) for answer in question.answers):
        intent = "just_show" if understanding.intent == "confirm" else "no_preference"
        return understanding.model_copy(update={"intent": intent})
    wanted = understanding.intent == "confirm"
    change = Change(op="add", facet=question.facet, operator="is", value=wanted, strength="must")
    return understanding.model_copy(update={"intent": "refine", "changes": (change,)})
