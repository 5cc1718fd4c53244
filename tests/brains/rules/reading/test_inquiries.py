"""Questions beyond the facts of an item, as they are read."""

from __future__ import annotations

import pytest

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.inquiries import read_inquiry
from chatrec.brains.rules.reading.settled_intents import IntentReading
from chatrec.brains.rules.reading.understand import find
from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.understanding import Inquiry, Intent
from tests.brains.rules.reading.reading_parts import films, shop


def inquiry(
    text: str, vocabulary: Vocabulary, *, intent: Intent = "inform", shown: int = 3
) -> Inquiry | None:
    slate = tuple(item.id for item in vocabulary.catalog.items[:shown])
    talk = Conversation(session_id="s", slate=slate, focus=slate)
    analysis = analyse(text)
    findings = find(analysis, talk, vocabulary)
    return read_inquiry(analysis, findings, IntentReading(intent, 0.4), vocabulary, talk)


@pytest.mark.parametrize(
    ("text", "kind", "facet"),
    [
        ("what genres do you have?", "values", "genres"),
        ("which genres?", "values", "genres"),
        ("what kinds of films do you sell?", "values", "genres"),
        ("what streaming services are there?", "values", "streaming_services"),
        ("how many comedies do you have?", "count", ""),
        ("how many are there?", "count", ""),
        ("how many of your films are from the 90s?", "count", ""),
    ],
)
def test_a_question_about_the_catalogue_is_not_about_the_items_shown(
    text: str, kind: str, facet: str
) -> None:
    read = inquiry(text, films())
    assert read is not None
    assert (read.kind, read.about, read.facet) == (kind, "catalogue", facet)


@pytest.mark.parametrize(
    "text", ["what genre is it?", "which genres does the second one have?", "who directed it?"]
)
def test_a_question_that_points_at_an_item_asks_its_fact(text: str) -> None:
    assert inquiry(text, films()) is None


def test_a_wish_put_as_a_question_stays_a_wish() -> None:
    assert inquiry("do you have any comedies?", films(), intent="refine") is None
    assert inquiry("do you have anything by Spielberg?", films(), intent="refine") is None


@pytest.mark.parametrize(
    ("text", "about", "facet", "direction"),
    [
        ("which has the best battery?", "items", "battery_hours", "high"),
        ("what's the cheapest one?", "items", "price", "low"),
        ("which is the heaviest?", "items", "weight_kg", "high"),
        ("which has the least memory?", "items", "memory_gb", "low"),
        ("what's the cheapest laptop you have?", "catalogue", "price", "low"),
        ("your lightest laptop?", "catalogue", "weight_kg", "low"),
    ],
)
def test_who_is_first_is_asked_of_those_shown_or_of_all(
    text: str, about: str, facet: str, direction: str
) -> None:
    read = inquiry(text, shop())
    assert read is not None
    assert (read.kind, read.about, read.facet, read.direction) == ("first", about, facet, direction)


@pytest.mark.parametrize(
    ("text", "facet", "value"),
    [
        ("is the second one on Hulu?", "streaming_services", "Hulu"),
        ("are they on Netflix?", "streaming_services", "Netflix"),
        ("which of these are on Max?", "streaming_services", "Max"),
        ("is it a comedy?", "genres", "comedy"),
        ("are those on Hulu?", "streaming_services", "Hulu"),
    ],
)
def test_a_question_for_yes_or_no_tests_a_value(text: str, facet: str, value: str) -> None:
    read = inquiry(text, films())
    assert read is not None
    assert read.kind == "whether"
    assert [(one.facet, one.value) for one in read.tests] == [(facet, value)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("do they work with an iPhone?", "iPhone"),
        ("any discounts?", "discounts"),
        ("does it come with a charger?", "charger"),
        ("which is the quietest?", "quietest"),
    ],
)
def test_what_no_facet_holds_is_asked_of_the_records_word_for_word(text: str, words: str) -> None:
    read = inquiry(text, shop())
    assert read is not None
    assert (read.kind, read.words) == ("mention", words)


@pytest.mark.parametrize(
    "text", ["what's the weather today?", "any idea who won, can you tell me?"]
)
def test_what_is_not_about_the_items_is_not_looked_up_in_their_records(text: str) -> None:
    assert inquiry(text, shop(), intent="out_of_domain") is None


def test_the_best_of_those_shown_is_a_choice_and_not_a_wish_for_a_rating() -> None:
    for text in ("which one is best?", "which is the best?"):
        read = inquiry(text, shop(), intent="compare")
        assert read is not None and read.kind == "choice"


def test_with_nothing_shown_there_is_nothing_to_choose_or_to_say_yes_to() -> None:
    assert inquiry("which would you pick?", shop(), intent="choose", shown=0) is None
    assert inquiry("is it waterproof?", shop(), shown=0) is None
