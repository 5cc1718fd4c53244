"""Reading by a model: operations on the state with quotes, each checked and snapped to the words of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, Field

from ...dialogue.conversation import Conversation
from ...dialogue.preferences import TEXT, Operator, Polarity, Strength
from ...dialogue.understanding import Change, Intent, Mention, Stance, Understanding
from ...grounding.clean import visible_line
from ...llm.faults import ModelFault
from ..rules.reading.vocabulary import Vocabulary
from .keys import keyed
from .quotes import quoted_in
from .snapping import snapped

_ABOUT_ITEMS: frozenset[Intent] = frozenset({"inform", "explain", "why_not", "compare", "choose"})
_WANTING: frozenset[Intent] = frozenset({"recommend", "refine"})


class Operation(BaseModel):
    """One change of the state."""

    op: Literal["add", "remove"]
    entry: str = Field(default_factory=str, description="for remove: the id of the entry")
    facet: str = Field(default_factory=str, description="the name of a facet, or text")
    operator: Operator = Field(default_factory=lambda: "is")
    value: str = Field(default_factory=str, description="the value; empty for low and high")
    polarity: Polarity = Field(default_factory=lambda: "wanted")
    strength: Strength = Field(default_factory=lambda: "prefer")
    quote: str = Field(description="the exact words of the message that say so")


class Reference(BaseModel):
    """An item that the message speaks of."""

    key: str = Field(
        default_factory=str, description="its key, or empty where it is named by title"
    )
    stance: Stance
    quote: str = Field(description="the exact words of the message that mean it")


class Reading(BaseModel):
    """What a message says."""

    intent: Intent
    operations: list[Operation] = Field(default_factory=list)
    references: list[Reference] = Field(default_factory=list)
    asked: list[str] = Field(default_factory=list, description="the facets a question is about")


def understood(
    reading: Reading,
    message: str,
    conversation: Conversation,
    read: Understanding,
    vocabulary: Vocabulary,
) -> Understanding:
    """Return what a model read, as far as it holds; what only the rules read stays theirs.

    Args:
        reading: What the model said.
        message: What the person wrote.
        conversation: The conversation before it.
        read: The reading of the rules.
        vocabulary: The words of the catalogue.

    Raises:
        ModelFault: nothing of what it read is in the message, or it read no wish where the rules did.
    """
    if read.inquiry is not None and reading.intent in _ABOUT_ITEMS:
        return read
    message = visible_line(message)
    changes = _with_read(tuple(_changes(reading, message, conversation, vocabulary)), read)
    if reading.operations and not changes:
        quotes = ", ".join(repr(one.quote) for one in reading.operations)
        raise ModelFault("unfounded", f"none of its changes holds: {quotes}")
    if not changes and not reading.references and read.changes and reading.intent in _WANTING:
        raise ModelFault("unfounded", "it read no wish in a message that has some")
    schema = vocabulary.schema
    return read.model_copy(
        update={
            "intent": "recommend" if reading.intent == "choose" else reading.intent,
            "changes": changes,
            "mentions": _mentions(reading, message, conversation, read),
            "asked_facets": tuple(one for one in reading.asked if one in schema),
            "inquiry": None,
            "unread": tuple(str(one.value) for one in changes if one.operator == "matches"),
            "unknown_names": tuple(
                name
                for name in read.unknown_names
                if not any(name in one.quote for one in changes if one.facet != TEXT)
            ),
            "unheld": () if changes else read.unheld,
            "language": None if changes else read.language,
        }
    )


def _changes(
    reading: Reading, message: str, conversation: Conversation, vocabulary: Vocabulary
) -> Iterator[Change]:
    entries = {entry.id: entry for entry in conversation.preferences.entries}
    for one in reading.operations:
        quote = quoted_in(message, one.quote)
        if not quote:
            continue
        if one.op == "add":
            change = snapped(
                quote,
                facet=one.facet,
                operator=one.operator,
                value=one.value,
                polarity=one.polarity,
                strength=one.strength,
                vocabulary=vocabulary,
            )
            if change is not None:
                yield change
        elif one.entry in entries:
            entry = entries[one.entry]
            yield Change(op="remove", facet=entry.facet, value=entry.value, quote=quote)


def _with_read(changes: tuple[Change, ...], read: Understanding) -> tuple[Change, ...]:
    """Put what the rules read of a facet in the place of a free wish in whose words it stands.

    "With a six year old" fits no facet that a model was shown, and is known to wish for what is made for children.
    """
    taken = {one.facet for one in changes}
    found: list[Change] = []
    for one in changes:
        inside = [
            other
            for other in read.changes
            if one.op == "add" == other.op
            and one.facet == TEXT != other.facet
            and other.facet not in taken
            and other.polarity == one.polarity
            and other.quote in one.quote
        ]
        found += inside or [one]
    return tuple(found)


def _mentions(
    reading: Reading, message: str, conversation: Conversation, read: Understanding
) -> tuple[Mention, ...]:
    """Return the items meant: those of the slate by their keys, those named as the rules found their titles."""
    slate = keyed(conversation.slate, "s")
    found = {mention.item_ids[0]: mention for mention in read.mentions if mention.item_ids}
    for one in reading.references:
        quote = quoted_in(message, one.quote)
        if not quote:
            continue
        if one.key in slate:
            item_id = slate[one.key]
            found[item_id] = Mention(item_ids=(item_id,), quote=quote, stance=one.stance)
            continue
        for item_id, mention in found.items():
            if mention.quote in quote or quote in mention.quote:
                found[item_id] = mention.model_copy(update={"stance": one.stance})
    return tuple(found.values())
