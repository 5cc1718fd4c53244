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


@pytest.mark.parametrize(
    "text",
    ["a drama instead", "make it a drama", "a drama would do", "hmm, a drama might do as well"],
)
def test_what_stands_in_for_the_wish_before_serves_the_same_need(text: str) -> None:
    assert read(text, conversation=wanting("comedy")).same_need


@pytest.mark.parametrize("text", ["and a drama", "now I need a drama", "what about a drama?"])
def test_what_is_asked_for_besides_serves_a_need_of_its_own(text: str) -> None:
    assert not read(text, conversation=wanting("comedy")).same_need
