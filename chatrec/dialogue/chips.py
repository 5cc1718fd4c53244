"""Answer chips: what can be answered with one click, and reading it back exactly, without a brain."""

from __future__ import annotations

from ..catalog.facets import Schema
from ..text import fold
from .conversation import Answer, Conversation, Question, Relaxation
from .preferences import Preferences
from .reply import Chip
from .understanding import Change, Understanding

NO_PREFERENCE = "No preference"
JUST_SHOW = "Just show me"
YES, NO = "Yes", "No"


def chips_of(
    question: Question | None, relaxations: tuple[Relaxation, ...], *, confirming: bool
) -> tuple[Chip, ...]:
    """Return the chips that stand under a reply."""
    if confirming:
        return (Chip(label=YES, send=YES), Chip(label=NO, send=NO))
    if relaxations:
        return tuple(Chip(label=one.label, send=one.label, count=one.count) for one in relaxations)
    if question is None:
        return ()
    answers = (Chip(label=one.label, send=one.label, count=one.count) for one in question.answers)
    return (
        *answers,
        Chip(label=NO_PREFERENCE, send=NO_PREFERENCE),
        Chip(label=JUST_SHOW, send=JUST_SHOW),
    )


def read_chip(message: str, conversation: Conversation, schema: Schema) -> Understanding | None:
    """Return what a clicked chip says, or None where the message is not exactly one of the chips offered."""
    said = fold(message).strip().rstrip(".!")
    if said == fold(NO_PREFERENCE):
        return Understanding(intent="no_preference")
    if said == fold(JUST_SHOW):
        return Understanding(intent="just_show")
    pending = conversation.pending
    if pending is None:
        return None
    if pending.question is not None:
        for answer in pending.question.answers:
            if fold(answer.label) == said:
                return _answered(answer, message.strip())
    for relaxation in pending.relaxations:
        if fold(relaxation.label) == said:
            return relaxed(relaxation, conversation.preferences, quote=message.strip())
    return None


def relaxed(relaxation: Relaxation, preferences: Preferences, *, quote: str) -> Understanding:
    """Return the understanding of a person who takes an offered relaxation."""
    known = {entry.id: entry for entry in preferences.entries}
    dropped = tuple(
        Change(op="remove", facet=entry.facet, value=entry.value, quote=quote)
        for entry in (known.get(entry_id) for entry_id in relaxation.drop)
        if entry is not None
    )
    loosened = tuple(
        Change(
            op="add",
            facet=entry.facet,
            operator=entry.operator,
            value=entry.value,
            polarity=entry.polarity,
            strength=entry.strength,
            quote=quote,
        )
        for entry in relaxation.replace
    )
    return Understanding(intent="refine", changes=(*dropped, *loosened))


def _answered(answer: Answer, quote: str) -> Understanding:
    change = Change(
        op="add",
        facet=answer.facet,
        operator=answer.operator,
        value=answer.value,
        strength="must",
        quote=quote,
    )
    return Understanding(intent="refine", changes=(change,))
