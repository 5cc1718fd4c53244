from __future__ import annotations

from functools import cache

import pytest

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.degrees import read_degrees
from chatrec.brains.rules.reading.scales import Scales
from chatrec.catalog import load


@cache
def scales(name: str) -> Scales:
    return Scales.of(load(name))


@pytest.mark.parametrize(
    ("name", "text", "facet", "operator", "strength"),
    [
        ("electronics", "a light laptop", "weight_kg", "low", "prefer"),
        ("electronics", "something cheap", "price", "low", "prefer"),
        ("electronics", "not too heavy", "weight_kg", "low", "prefer"),
        ("electronics", "not expensive", "price", "low", "prefer"),
        ("electronics", "long battery life", "battery_hours", "high", "prefer"),
        ("electronics", "highly rated", "rating", "high", "prefer"),
        ("electronics", "the cheapest", "price", "low", "must"),
        ("electronics", "best rated", "rating", "high", "must"),
        ("movies", "not too long", "runtime", "low", "prefer"),
        ("movies", "nothing too old", "year", "high", "prefer"),
        ("movies", "something recent", "year", "high", "prefer"),
        ("movies", "a hidden gem", "popularity", "low", "prefer"),
    ],
)
def test_a_vague_word_wishes_for_less_or_more(
    name: str, text: str, facet: str, operator: str, strength: str
) -> None:
    (found,) = read_degrees(analyse(text), scales(name))
    assert (found.facet, found.operator, found.strength) == (facet, operator, strength)
    assert found.polarity == "wanted"


@pytest.mark.parametrize(
    "text",
    ["set in New York", "it took a long time", "how old is it", "my best friend", "see you later"],
)
def test_words_that_measure_nothing_are_left_alone(text: str) -> None:
    assert read_degrees(analyse(text), scales("movies")) == ()


def test_what_a_catalogue_does_not_measure_is_not_read() -> None:
    assert read_degrees(analyse("something cheap and light"), scales("movies")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I need a new phone",
        "looking for some new headphones",
        "a case for my new phone",
        "for my mum's new flat",
        "need new earbuds",
    ],
)
def test_what_is_bought_new_need_not_be_recent(text: str) -> None:
    assert not read_degrees(analyse(text), scales("electronics"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("movies", "I want a new comedy"),
        ("electronics", "the newest phone"),
        ("electronics", "new phones"),
    ],
)
def test_new_is_recent_where_nothing_is_bought(name: str, text: str) -> None:
    (found,) = read_degrees(analyse(text), scales(name))
    assert (found.facet, found.operator) == ("year", "high")
