from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.facet_words import FacetWords
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.retractions import read_retractions, retracted_words
from chatrec.catalog import load
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Preferences, Source

STATE = Conversation(
    session_id="s",
    preferences=Preferences()
    .adding("category", "is", "laptop", source=Source(turn=1, quote="laptop"))
    .adding("price", "<", 900.0, source=Source(turn=2, quote="under 900")),
)


@cache
def words() -> FacetWords:
    return FacetWords.of(load("electronics"))


def taken_back(text: str, *found: Finding) -> list[tuple[str, object]]:
    read = read_retractions(analyse(text), words(), STATE, findings=found)
    return [(one.facet, one.value) for one in read]


@pytest.mark.parametrize(
    "text",
    [
        "forget the budget",
        "any price is fine",
        "price doesn't matter",
        "actually no limit on price",
        "drop the price limit",
        "never mind the cost",
        "I changed my mind about the price",
        "I don't care about the price anymore",
        "ignore the 900",
    ],
)
def test_a_facet_is_taken_back_by_any_of_its_names(text: str) -> None:
    assert [facet for facet, _ in taken_back(text)] == ["price"]


@pytest.mark.parametrize("text", ["start over", "reset", "forget everything", "clear all filters"])
def test_everything_is_taken_back(text: str) -> None:
    assert taken_back(text) == [("*", None)]


def test_reset_before_a_facet_is_about_that_facet() -> None:
    assert taken_back("reset the price") == [("price", None)]


def test_scratch_that_takes_back_what_was_said_last() -> None:
    assert taken_back("scratch that") == [("price", None)]


def test_a_value_that_was_found_is_taken_back() -> None:
    analysis = analyse("drop the laptop")
    laptop = Finding(analysis.span(2, 3), facet="category", operator="is", value="laptop")
    assert taken_back("drop the laptop", laptop) == [("category", "laptop")]


def test_several_facets_are_taken_back_at_once() -> None:
    assert {facet for facet, _ in taken_back("ignore the budget and the brand")} == {
        "price",
        "brand",
    }


@pytest.mark.parametrize("text", ["never mind", "a laptop is fine", "forget Paris", "skip this"])
def test_words_that_take_nothing_back_are_left_alone(text: str) -> None:
    assert taken_back(text) == []


@given(st.text(max_size=200))
def test_whatever_is_taken_back_is_a_facet_of_the_catalogue_once(text: str) -> None:
    facets = [facet for facet, _ in taken_back(text)]
    assert len(set(facets)) == len(facets)
    assert set(facets) <= {facet.name for facet in load("electronics").schema} | {""}


def test_a_comma_ends_what_is_taken_back() -> None:
    # "make" names the brand, too, and stands here after the comma as a verb.
    assert taken_back("forget the laptop, make it cheaper") == [("category", "laptop")]
    assert {one for one, _ in taken_back("forget the price, brand and colour")} == {
        "price",
        "brand",
        "colour",
    }


@pytest.mark.parametrize(
    "text",
    ["the laptop doesn't matter any more", "a laptop is no longer important", "laptop can go"],
)
def test_a_value_is_taken_back_by_words_after_it(text: str) -> None:
    assert taken_back(text) == [("category", "laptop")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("forget the confusing thing, just a comedy", "forget the confusing thing"),
        ("beekeeping doesn't matter any more", "beekeeping doesn't matter"),
        ("I don't care about beekeeping, a comedy", "I don't care about beekeeping"),
        ("I don't want beekeeping", ""),
    ],
)
def test_no_wish_is_read_from_words_that_are_taken_back(text: str, words: str) -> None:
    analysis = analyse(text)
    places = sorted(retracted_words(analysis))
    assert (analysis.span(places[0], places[-1] + 1).quote if places else "") == words
