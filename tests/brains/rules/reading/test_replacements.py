from __future__ import annotations

import pytest

from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Preferences

from .reading_parts import read


def wanting(*values: str) -> Conversation:
    preferences = Preferences()
    for value in values:
        preferences = preferences.adding("genres", "contains", value, strength="must")
    return Conversation(session_id="s", preferences=preferences)


def removed(text: str, *values: str) -> list[object]:
    said = read(text, conversation=wanting(*values))
    return [one.value for one in said.changes if one.op == "remove"]


@pytest.mark.parametrize(
    "text",
    [
        "a drama instead",
        "actually, make it a drama",
        "I'd rather have a drama",
        "change it to a drama",
        "no wait, a drama",
        "on second thought a drama",
        "a drama rather than that",
    ],
)
def test_a_new_value_takes_the_place_of_those_wanted_before(text: str) -> None:
    assert removed(text, "comedy", "western") == ["comedy", "western"]


@pytest.mark.parametrize("text", ["a drama", "a drama too", "actually also a drama", "and a drama"])
def test_without_such_words_or_with_words_of_adding_nothing_is_replaced(text: str) -> None:
    assert removed(text, "comedy") == []


def test_only_the_facet_that_is_spoken_of_is_replaced() -> None:
    conversation = wanting("comedy")
    said = read("with Tom Hanks instead", conversation=conversation)
    assert [one.op for one in said.changes] == ["add"]


def test_what_is_wanted_again_stays() -> None:
    assert removed("actually a comedy", "comedy") == []
