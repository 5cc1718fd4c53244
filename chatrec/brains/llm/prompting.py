"""The inputs of the prompts: the state, the catalogue and the candidates as short lines of data."""

from __future__ import annotations

from collections.abc import Mapping

from ...catalog.catalog import Catalog
from ...catalog.facets import Facet
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import TEXT, Preferences
from ...llm.prompts.prompt import Message
from ..brain import Judgement
from ..rules.reading.vocabulary import Vocabulary
from .facts import card, feelings, shown_facets, wishes
from .fencing import fenced
from .keys import keyed

_LINES = 4
_LONGEST_LINE = 240
_LONGEST_MESSAGE = 2_000
_TITLE = 60
_VALUES = 10
_VALUE = 24


def recommending_values(
    message: str,
    offered: Mapping[str, Judgement],
    preferences: Preferences,
    conversation: Conversation,
    catalog: Catalog,
) -> dict[str, object]:
    """Return the inputs of the task `recommend`."""
    facets = shown_facets(catalog.schema, preferences)
    # Descriptions cost the most tokens: they are shown where a wish is searched for in them, or nothing is known yet.
    about = not preferences.entries or bool(preferences.on(TEXT))
    known = {item.id: item for item in map(catalog.get, _felt(preferences)) if item is not None}
    return {
        "nouns": catalog.nouns,
        "history": _history(conversation),
        "wishes": wishes(preferences, catalog.schema),
        "feelings": feelings(preferences, known),
        "message": fenced(message, limit=_LONGEST_MESSAGE),
        "candidates": [
            card(key, one.candidate.item, catalog.schema, facets, about=about)
            for key, one in offered.items()
        ],
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
        "facets": [_described(one, vocabulary) for one in catalog.schema if one.type != "text"],
        "history": _history(conversation),
        "wishes": wishes(conversation.preferences, catalog.schema),
        "slate": [
            f"{key} {fenced(item.title, limit=_TITLE)}" for key, item in keyed(items, "s").items()
        ],
        "asked": asked,
        "message": fenced(message, limit=_LONGEST_MESSAGE),
    }


def _felt(preferences: Preferences) -> tuple[str, ...]:
    return preferences.items("liked", "disliked", "rejected")


def _history(conversation: Conversation) -> list[Message]:
    """Return the last messages, shortened."""
    return [
        Message(one.role, fenced(one.text, limit=_LONGEST_LINE))
        for one in conversation.lines[-_LINES:]
        if one.text.strip()
    ]


def _described(facet: Facet, vocabulary: Vocabulary) -> str:
    """Return a facet in one line: its name, type and unit, and its commonest values."""
    unit = f", {facet.unit}" if facet.unit else ""
    counts = vocabulary.values.get(facet.name)
    common = (
        [fenced(value, limit=_VALUE) for value, _ in counts.most_common(_VALUES)] if counts else []
    )
    values = f": {', '.join(common)}" if common else ""
    return f"{facet.name} ({facet.type}{unit}; {facet.words}){values}"
