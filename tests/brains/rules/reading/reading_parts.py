"""What the tests of reading share: the samples' vocabularies, and messages read with them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chatrec.brains.rules.reading.understand import understand
from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.catalog import load
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.understanding import Understanding

CAMERAS = Path(__file__).parents[3] / "conversations" / "cameras.csv"

Said = tuple[str, str, object, str, str]
"""Facet, operator, value, polarity and strength of a change."""


@cache
def films() -> Vocabulary:
    return Vocabulary(load("movies"))


@cache
def shop() -> Vocabulary:
    return Vocabulary(load("electronics"))


@cache
def cameras() -> Vocabulary:
    """A shop whose kinds are paths: "Cameras > Camera Accessories > Batteries & Power"."""
    return Vocabulary(load(CAMERAS))


def read(
    text: str, vocabulary: Vocabulary | None = None, conversation: Conversation | None = None
) -> Understanding:
    return understand(text, conversation or Conversation(session_id="s"), vocabulary or films())


def changes(text: str, vocabulary: Vocabulary | None = None) -> list[Said]:
    return [
        (one.facet, one.operator, one.value, one.polarity, one.strength)
        for one in read(text, vocabulary).changes
    ]


def polarities(text: str, vocabulary: Vocabulary | None = None) -> dict[object, str]:
    return {one.value: one.polarity for one in read(text, vocabulary).changes}


def stances(text: str, vocabulary: Vocabulary | None = None) -> dict[str, str]:
    vocabulary = vocabulary or films()
    return {
        vocabulary.catalog[mention.item_ids[0]].title: mention.stance
        for mention in read(text, vocabulary).mentions
    }
