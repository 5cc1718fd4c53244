"""The inputs of the prompts: the state, the catalogue and the candidates as short lines of data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...catalog.catalog import Catalog
from ...dialogue.conversation import Conversation, Line, Question
from ...dialogue.preferences import TEXT, Preferences
from ...llm.prompts.prompt import Message
from ..brain import Judgement
from ..rules.reading.vocabulary import Vocabulary
from .facet_lines import facet_lines
from .facts import card, columns, feelings, row, shown_facets, wishes
from .fencing import fenced
from .keys import keyed

_BEFORE = 2
"""How many messages before the last one are shown to who reads it, and how many of the person's own to who chooses."""
_LONGEST_LINE = 90
_LONGEST_MESSAGE = 2_000
_TITLE = 48
_FACTS = 3
_MORE_FACTS = 6


def recommending_values(
    message: str,
    offered: Mapping[str, Judgement],
    preferences: Preferences,
    conversation: Conversation,
    catalog: Catalog,
) -> dict[str, object]:
    """Return the inputs of the task `recommend`."""
    items = {key: one.candidate.item for key, one in offered.items()}
    # Descriptions cost the most tokens: they are shown where a wish is searched for in them, in place of a fact.
    about = bool(preferences.on(TEXT))
    facets = columns(items.values(), catalog.schema, preferences)[: _FACTS - about]
    known = {item.id: item for item in map(catalog.get, _felt(preferences)) if item is not None}
    return {
        "nouns": catalog.nouns,
        "history": _shortened(_own_lines(conversation)),
        "wishes": wishes(preferences, catalog.schema),
        "feelings": feelings(preferences, known),
        "message": fenced(message, limit=_LONGEST_MESSAGE),
        "columns": ["key", "title", *[one.name for one in facets], *(["about"] if about else [])],
        "candidates": [
            row(key, item, catalog.schema, facets, about=about) for key, item in items.items()
        ],
    }


def in_seeded_order(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return inputs with the candidates in the order of their keys, which chance gave them, and not with the best first."""
    given = dict(values)
    if "candidates" in given:
        given["candidates"] = sorted(given["candidates"])
    return given


def composing_values(
    message: str,
    picks: Mapping[str, Judgement],
    preferences: Preferences,
    conversation: Conversation,
    catalog: Catalog,
) -> dict[str, object]:
    """Return the inputs of the task `compose`."""
    values = recommending_values(message, picks, preferences, conversation, catalog)
    facets = shown_facets(catalog.schema, preferences)
    values["picks"] = [
        card(key, one.candidate.item, catalog.schema, facets, most=_MORE_FACTS)
        for key, one in picks.items()
    ]
    del values["candidates"], values["columns"]
    return values


def asking_values(
    message: str,
    question: Question,
    preferences: Preferences,
    conversation: Conversation,
    catalog: Catalog,
) -> dict[str, object]:
    """Return the inputs of the task `ask`."""
    facet = catalog.schema.get(question.facet)
    return {
        "nouns": catalog.nouns,
        "history": _shortened(_own_lines(conversation)),
        "wishes": wishes(preferences, catalog.schema),
        "message": fenced(message, limit=_LONGEST_MESSAGE),
        "facet": facet.words if facet is not None else question.facet,
        "answers": [fenced(one.label, limit=_TITLE) for one in question.answers],
    }


def reading_values(
    message: str, conversation: Conversation, vocabulary: Vocabulary
) -> dict[str, object]:
    """Return the inputs of the task `understand`."""
    catalog = vocabulary.catalog
    items = [item for item in map(catalog.get, conversation.slate) if item is not None]
    pending = conversation.pending
    asked = pending.question.text if pending is not None and pending.question is not None else ""
    return {
        "nouns": catalog.nouns,
        "facets": facet_lines(vocabulary),
        "history": _shortened(conversation.lines[-_BEFORE:]),
        "wishes": wishes(conversation.preferences, catalog.schema),
        "slate": [
            f"{key} {fenced(item.title, limit=_TITLE)}" for key, item in keyed(items, "s").items()
        ],
        "asked": asked,
        "message": fenced(message, limit=_LONGEST_MESSAGE),
    }


def _felt(preferences: Preferences) -> tuple[str, ...]:
    return preferences.items("liked", "disliked", "rejected")


def _own_lines(conversation: Conversation) -> Sequence[Line]:
    """Return what the person said last; what was answered is in the state and the slate."""
    return [one for one in conversation.lines if one.role == "user"][-_BEFORE:]


def _shortened(lines: Sequence[Line]) -> list[Message]:
    return [
        Message(one.role, fenced(one.text, limit=_LONGEST_LINE))
        for one in lines
        if one.text.strip()
    ]
