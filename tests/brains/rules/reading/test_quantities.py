from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.facet_words import FacetWords
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.quantities import read_quantities
from chatrec.brains.rules.reading.scales import Scales
from chatrec.catalog import load
from chatrec.dialogue.conversation import Conversation, Pending, Question

PLAIN = Conversation(session_id="s")


@cache
def parts(name: str) -> tuple[Scales, FacetWords]:
    catalog = load(name)
    return Scales.of(catalog), FacetWords.of(catalog)


def read(name: str, text: str, conversation: Conversation = PLAIN) -> tuple[Finding, ...]:
    return read_quantities(analyse(text), *parts(name), conversation)


def told(name: str, text: str) -> list[tuple[str, str, object]]:
    return [(one.facet, one.operator, one.value) for one in read(name, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a comedy under two hours", ("runtime", "<", 120)),
        ("no more than 2 hours", ("runtime", "<=", 120)),
        ("nothing over 100 minutes", ("runtime", "<=", 100)),
        ("between 90 and 120 minutes", ("runtime", "between", (90, 120))),
        ("around 1h30", ("runtime", "about", 90)),
        ("an hour and a half tops", ("runtime", "<=", 90)),
        ("a 90-minute film", ("runtime", "about", 90)),
        ("I have 2 hours", ("runtime", "<=", 120)),
        ("I have about two hours", ("runtime", "<=", 120)),
        ("nothing older than 2015", ("year", ">=", 2015)),
        ("no older than 2015", ("year", ">=", 2015)),
        ("no newer than 1990", ("year", "<=", 1990)),
        ("about 2 hours or less", ("runtime", "<=", 120)),
        ("under 90", ("runtime", "<", 90)),
        ("an hour and 45 minutes at most", ("runtime", "<=", 105)),
        ("between one and two hours", ("runtime", "between", (60, 120))),
        ("more than 2 hours but less than 3", ("runtime", "between", (120, 180))),
        ("about 2 hours long", ("runtime", "about", 120)),
        ("after 2010", ("year", ">", 2010)),
        ("since 2005", ("year", ">=", 2005)),
        ("pre-1980", ("year", "<", 1980)),
        ("from 1999", ("year", "is", 1999)),
        ("from 1990 to 1995", ("year", "between", (1990, 1995))),
    ],
)
def test_films_are_limited_by_length_and_year(text: str, expected: tuple[str, str, object]) -> None:
    assert told("movies", text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a light laptop under 900", ("price", "<", 900)),
        ("300-500", ("price", "between", (300, 500))),
        ("around $800", ("price", "about", 800)),
        ("no more than a grand", ("price", "<=", 1000)),
        ("I don't want to spend more than 500", ("price", "<=", 500)),
        ("my budget is 400", ("price", "<=", 400)),
        ("not under 50", ("price", ">=", 50)),
        ("under 500 pounds", ("price", "<", 500)),
        ("under 1.5 kg", ("weight_kg", "<", 1.5)),
        ("less than 3 pounds", ("weight_kg", "<", 1.36078)),
        ("13-inch laptop", ("screen_inches", "between", (12.5, 13.9))),
        ('a 13.3" screen', ("screen_inches", "between", (13.2, 13.4))),
        ("at least 4 stars", ("rating", ">=", 4)),
        ("at least 4", ("rating", ">=", 4)),
        ("four stars or more", ("rating", ">=", 4)),
        ("battery life over 10 hours", ("battery_hours", ">", 10)),
        ("at least 1tb", ("storage_gb", ">=", 1000)),
        ("at most 1tb", ("storage_gb", "<=", 1024)),
        ("a 4k tv under 1000", ("price", "<", 1000)),
        ("$200-$300", ("price", "between", (200, 300))),
        ("cheaper than $50 but not below $20", ("price", "between", (20, 50))),
        ("sub $400", ("price", "<", 400)),
        ("13 or 14 inch", ("screen_inches", "between", (12.5, 14.9))),
        ("a terabyte of storage", ("storage_gb", ">=", 1000)),
        ("2 year warranty", ("warranty_years", ">=", 2)),
    ],
)
def test_products_are_limited_in_the_units_of_their_facets(
    text: str, expected: tuple[str, str, object]
) -> None:
    assert told("electronics", text) == [expected]


def test_memory_and_storage_are_told_apart_by_their_values() -> None:
    assert told("electronics", "16GB and 512GB") == [
        ("memory_gb", ">=", 16),
        ("storage_gb", ">=", 512),
    ]


def test_the_name_of_the_facet_is_part_of_the_quote() -> None:
    (found,) = read("electronics", "with 16 GB of RAM please")
    assert found.span.quote == "16 GB of RAM"


def test_a_flipped_limit_is_wanted_and_no_negation() -> None:
    (found,) = read("movies", "nothing over 100 minutes")
    assert found.polarity == "wanted"


@pytest.mark.parametrize("text", ["Die Hard 2", "ocean's 11", "the second one", "top of the 1st"])
def test_numbers_of_titles_limit_nothing(text: str) -> None:
    assert read("movies", text) == ()


def test_a_bare_number_answers_the_question_that_was_asked() -> None:
    asked = PLAIN.model_copy(
        update={"pending": Pending(kind="question", question=Question(facet="price"))}
    )
    (found,) = read("electronics", "400", asked)
    assert (found.facet, found.value) == ("price", 400)


@given(st.text(max_size=300))
def test_any_text_is_read_and_quoted_exactly(text: str) -> None:
    analysis = analyse(text)
    for found in read_quantities(analysis, *parts("electronics"), PLAIN):
        assert analysis.text[found.span.start : found.span.end] == found.span.quote


@given(st.integers(min_value=60, max_value=200))
def test_minutes_and_hours_say_the_same(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)
    assert told("movies", f"under {minutes} minutes") == told(
        "movies", f"under {hours} hours and {rest} minutes"
    )


@pytest.mark.parametrize(
    "text",
    [
        "I have about 600 to spend",
        "my budget is around $600",
        "roughly 600 to play with",
        "we have around 600",
    ],
)
def test_a_budget_said_roughly_is_a_limit(text: str) -> None:
    assert told("electronics", text) == [("price", "<=", 600)]


def test_a_price_said_roughly_is_no_limit() -> None:
    assert told("electronics", "a laptop around $600") == [("price", "about", 600)]


def test_years_of_age_are_never_the_years_of_an_item() -> None:
    assert told("movies", "a comedy not older than ten years") == []
