"""Predicting how a person would rate an item, from what they rated.

    rating = mean + Σ alike · (rating - mean) / (Σ alike + STEADY)

over the rated items, as in item-based collaborative filtering (Sarwar et al., 2001) with the likeness of the items'
records in place of that of their raters. Where a model is asked and answers, its score on five steps, brought to the
scale of the ratings, is averaged with that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..brains.brain import Record
from ..brains.llm.facts import card, shown_facets
from ..catalog.items import Item
from ..chat import Chat
from ..chatbot import Chatbot
from ..dialogue.preferences import Preferences, Source
from ..errors import EditError
from ..retrieval.candidates import Candidate
from ..retrieval.retriever import Retriever
from .explaining import word_explanation

STEADY = 0.5
"""How much likeness pulls as hard as the mean does: with little that is alike the guess stays near the mean."""
_LIKED, _DISLIKED = 0.75, 0.35
"""From and up to which share of the scale a rating says that an item was liked or disliked."""
_NEIGHBOURS = 3
_LEAST_ALIKE = 0.02
_FACTS = 3
_STEPS = 4.0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A rated item that is like the one in question."""

    item: Item
    rating: float
    alike: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """How a person would rate an item."""

    item: Item
    rating: float
    """On the scale of the ratings."""
    scale: tuple[float, float]
    neighbours: tuple[Neighbour, ...]
    """The rated items that are most like it, likest first."""
    text: str
    """Why, in words that were checked against the record."""
    by_model: float | None
    """What the model alone would say; None where none was asked or it failed."""
    record: Record


def predict_rating(
    bot: Chatbot,
    chat: Chat,
    item_id: str,
    *,
    ratings: Mapping[str, float] | None = None,
    scale: tuple[float, float] = (1.0, 5.0),
) -> Prediction:
    """Predict a rating; the chat stays as it is.

    Args:
        bot: The chatbot over the item's catalogue.
        chat: Whose likes and dislikes count, as the best and the worst rating, beside `ratings`.
        item_id: The item.
        ratings: What the person rated, by item id, on the scale.
        scale: The worst and the best rating.

    Raises:
        UnknownItem: The catalogue has no such item, or none that was rated.
        EditError: The scale is none, or a rating is not on it.
        StoreError: The database failed.
    """
    conversation = chat.conversation
    item = bot.catalog[item_id]
    known = _known(bot, conversation.preferences, ratings or {}, scale)
    known.pop(item.id, None)
    neighbours = likest(bot.engine.retriever, item.id, known)
    guess = estimate(neighbours, known, scale)
    state = _felt(conversation.preferences, known, scale)
    lines = [
        _line(bot, one, known[one.id], scale, state) for one in map(bot.catalog.get, known) if one
    ]
    brain = bot.engine.brain.for_task("", lines)
    candidate = Candidate(item, 0.0)
    step = brain.score(candidate, state, conversation)
    low, high = scale
    by_model = None if step is None else low + (step - 1) / _STEPS * (high - low)
    (judged,) = bot.engine.brain.judge((candidate,), state, conversation)
    bot.store.note_calls(chat.id, brain.record.calls)
    return Prediction(
        item=item,
        rating=guess if by_model is None else (guess + by_model) / 2,
        scale=scale,
        neighbours=neighbours[:_NEIGHBOURS],
        text=word_explanation(bot, conversation, state, judged, ()),
        by_model=by_model,
        record=brain.record,
    )


def _known(
    bot: Chatbot,
    preferences: Preferences,
    ratings: Mapping[str, float],
    scale: tuple[float, float],
) -> dict[str, float]:
    """Return all that was rated, in so many words or by a like or a dislike."""
    low, high = scale
    if not low < high:
        raise EditError(f"the scale from {low:g} to {high:g} is none; give the worst rating first")
    for item_id, rating in ratings.items():
        if not low <= rating <= high:
            raise EditError(
                f"the rating {rating!r} of {item_id!r} is not on the scale from {low:g} to {high:g}"
            )
    said = {one: high for one in preferences.items("liked", "accepted")}
    said |= {one: low for one in preferences.items("disliked")}
    return {bot.catalog[one].id: float(rating) for one, rating in {**said, **ratings}.items()}


def likest(retriever: Retriever, item_id: str, known: Mapping[str, float]) -> tuple[Neighbour, ...]:
    """Return the rated items that are at all like an item, likest first.

    Args:
        retriever: Compares the items.
        item_id: The item.
        known: Ratings by item id, without the item itself.
    """
    if not known:
        return ()
    alike = retriever.alike([item_id, *known])[0, 1:]
    found = [
        Neighbour(retriever.catalog[one], rating, float(near))
        for (one, rating), near in zip(known.items(), alike, strict=True)
        if near >= _LEAST_ALIKE
    ]
    return tuple(sorted(found, key=lambda one: -one.alike))


def estimate(
    neighbours: Sequence[Neighbour],
    known: Mapping[str, float],
    scale: tuple[float, float],
    *,
    steady: float = STEADY,
) -> float:
    """Return the rating that the neighbours and the mean of all ratings give; the middle of the scale without any."""
    low, high = scale
    mean = float(np.mean(list(known.values()))) if known else (low + high) / 2
    weight = sum(one.alike for one in neighbours)
    pull = sum(one.alike * (one.rating - mean) for one in neighbours)
    return min(high, max(low, mean + pull / (weight + steady)))


def _felt(
    preferences: Preferences, known: Mapping[str, float], scale: tuple[float, float]
) -> Preferences:
    """Return the state with what the ratings say was liked and disliked."""
    low, high = scale
    for item_id, rating in known.items():
        share = (rating - low) / (high - low)
        if share >= _LIKED:
            preferences = preferences.noting(item_id, "liked", Source(origin="edited"))
        elif share <= _DISLIKED:
            preferences = preferences.noting(item_id, "disliked", Source(origin="edited"))
    return preferences


def _line(
    bot: Chatbot, item: Item, rating: float, scale: tuple[float, float], state: Preferences
) -> str:
    """Return a rated item in one line for a model."""
    schema = bot.catalog.schema
    rated = f"{rating:g} of {scale[1]:g}"
    return card(rated, item, schema, shown_facets(schema, state), most=_FACTS)
