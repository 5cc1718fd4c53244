from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.preferences import Preference, Preferences
from chatrec.dialogue.wording import (
    describe_bound,
    describe_fact,
    describe_preference,
    describe_state,
    describe_wish,
    name_item,
    word_question_about,
)

SCHEMA = Schema(
    facets=(
        Facet(name="genres", type="many", label="genre"),
        Facet(name="moods", type="many", label="mood"),
        Facet(name="year", type="number", measure="year"),
        Facet(name="runtime", type="number", unit="min", measure="duration"),
        Facet(name="directors", type="many", label="director", people=True),
        Facet(name="streaming_services", type="many", label="streaming service"),
        Facet(name="price", type="money", unit="USD", measure="price"),
        Facet(name="weight_kg", type="number", unit="kg", measure="weight"),
        Facet(name="screen_inches", type="number", unit="in", measure="screen"),
        Facet(name="memory_gb", type="number", unit="GB", measure="memory"),
        Facet(name="hull_speed", type="number", unit="kn"),
        Facet(name="wireless", type="flag"),
        Facet(name="resolution", type="category"),
        Facet(name="category", type="category"),
        Facet(name="released", type="date", label="release date"),
        Facet(name="odd_thing", type="category"),
    )
)
ITEMS = (
    Item("a", "Airplane!", attributes={"year": 1980, "runtime": 88, "genres": ("comedy",)}),
    Item("b", "Heat", attributes={"year": 1995, "price": 5.5}),
    Item("c", "Class of 1984", attributes={"year": 1984}),
)
CATALOG = Catalog("films", ITEMS, SCHEMA, noun="film", nouns="films")


def entry(facet: str, operator: Any, value: Any = None, **rest: Any) -> Preference:
    return Preference(id="p1", facet=facet, operator=operator, value=value, **rest)


@pytest.mark.parametrize(
    ("facet", "operator", "value", "words"),
    [
        ("genres", "contains", "comedy", "comedy"),
        ("genres", "any_of", ("comedy", "drama"), "comedy or drama"),
        ("directors", "contains", "Sofia Coppola", "directed by Sofia Coppola"),
        ("streaming_services", "contains", "Hulu", "on Hulu"),
        ("runtime", "<", 100.0, "under 100 minutes"),
        ("runtime", "<=", 1.0, "up to 1 minute"),
        ("runtime", "low", None, "short"),
        ("price", "<=", 849.0, "up to $849"),
        ("price", "<", 1299.5, "under $1,299.50"),
        ("price", "between", (300.0, 500.0), "between $300 and $500"),
        ("price", "about", 800.0, "around $800"),
        ("price", "low", None, "cheap"),
        ("weight_kg", "<", 1.2, "under 1.2 kg"),
        ("screen_inches", "is", 13.3, "with a 13.3-inch screen"),
        ("screen_inches", "between", (13.0, 14.0), "with a screen of 13 to 14 inches"),
        ("memory_gb", ">=", 16.0, "with at least 16 GB of memory"),
        ("year", "between", (1990.0, 1999.0), "from the 1990s"),
        ("year", "between", (1990.0, 1995.0), "from 1990 to 1995"),
        ("year", "<", 2000.0, "before 2000"),
        ("year", ">=", 2010.0, "from 2010 or later"),
        ("year", "is", 1999.0, "from 1999"),
        ("year", "high", None, "recent"),
        ("hull_speed", ">", 7.0, "with a hull speed of over 7 kn"),
        ("wireless", "is", True, "wireless"),
        ("wireless", "is", False, "not wireless"),
        ("resolution", "is", "4K", "4K"),
        ("released", ">", "2024-05-01", "after 1 May 2024"),
        ("odd_thing", "is", "blue", "with odd thing blue"),
        ("text", "matches", "a quiet train", "a quiet train"),
        ("no_such", "<", 3.0, "with a no such of under 3"),
        ("price", "between", (0.0, 500.0), "up to $500"),
        ("price", "between", (500.0, float("inf")), "at least $500"),
    ],
)
def test_a_preference_in_words(facet: str, operator: str, value: Any, words: str) -> None:
    assert describe_preference(entry(facet, operator, value), SCHEMA) == words


def test_the_whole_state_in_words() -> None:
    state = (
        Preferences()
        .adding("genres", "contains", "comedy", strength="must")
        .adding("runtime", "<", 100.0, strength="must")
        .adding("genres", "contains", "horror", polarity="unwanted")
        .adding("text", "matches", "something funny")
        .noting("b", "liked")
        .noting("a", "seen")
    )
    assert describe_state(state, CATALOG) == (
        "You want: comedy, under 100 minutes. Not: horror. Ideally: something funny. "
        "Liked: Heat. Seen: Airplane!"
    )
    assert describe_state(Preferences(), CATALOG) == "Nothing noted yet."


def test_many_titles_are_counted() -> None:
    items = tuple(Item(str(n), f"Film {n}") for n in range(9))
    state = Preferences()
    for item in items:
        state = state.noting(item.id, "seen")
    assert describe_state(state, Catalog("many", items)).endswith("Film 8, 3 more.")


def test_a_wish_is_one_noun_phrase() -> None:
    state = (
        Preferences()
        .adding("genres", "contains", "comedy")
        .adding("moods", "contains", "funny")
        .adding("runtime", "<", 100.0)
        .adding("streaming_services", "contains", "Hulu")
        .adding("genres", "contains", "horror", polarity="unwanted")
    )
    assert describe_wish(state.entries, SCHEMA, noun="films", several=True) == (
        "funny comedy films under 100 minutes and on Hulu, not horror"
    )
    laptop = Preferences().adding("category", "is", "laptop").adding("price", "low")
    assert describe_wish(laptop.entries, SCHEMA, noun="product", several=False) == "cheap laptop"
    assert describe_wish(laptop.entries, SCHEMA, noun="products", several=True) == "cheap laptops"
    tv = Preferences().adding("category", "any_of", ("tv", "mouse"))
    assert describe_wish(tv.entries, SCHEMA, noun="products", several=True) == "TVs or mice"


def test_with_is_said_once() -> None:
    state = Preferences().adding("screen_inches", "is", 13.3).adding("memory_gb", ">=", 16.0)
    assert describe_wish(state.entries, SCHEMA, noun="laptops", several=True) == (
        "laptops with a 13.3-inch screen and at least 16 GB of memory"
    )


def test_a_fact_is_a_predicate() -> None:
    year, genres, price = SCHEMA.get("year"), SCHEMA.get("genres"), SCHEMA.get("price")
    assert year and genres and price
    assert describe_fact(year, ITEMS[0]) == "is from 1980"
    assert describe_fact(genres, ITEMS[0], noun="film") == "is a comedy film"
    assert describe_fact(price, ITEMS[1]) == "costs $5.50"
    assert describe_fact(price, ITEMS[0]) == ""


def test_a_title_has_its_year_once() -> None:
    assert [name_item(item, SCHEMA) for item in ITEMS] == [
        "Airplane! (1980)",
        "Heat (1995)",
        "Class of 1984",
    ]


def test_every_facet_has_a_question() -> None:
    for facet in SCHEMA:
        question = word_question_about(facet, noun="film")
        assert question.endswith("?") and "_" not in question and "{" not in question


NUMBERS = st.floats(allow_nan=False, width=32) | st.integers(-(10**9), 10**9).map(float)
VALUES = NUMBERS | st.text(alphabet="abc ", min_size=1, max_size=8) | st.booleans()
ENTRIES = st.builds(
    entry,
    st.sampled_from([facet.name for facet in SCHEMA] + ["un_known"]),
    st.sampled_from(
        [
            "is",
            "contains",
            "any_of",
            "<",
            "<=",
            ">",
            ">=",
            "between",
            "about",
            "low",
            "high",
            "matches",
        ]
    ),
    VALUES
    | st.none()
    | st.tuples(NUMBERS, NUMBERS)
    | st.lists(st.just("x"), max_size=3).map(tuple),
    polarity=st.sampled_from(["wanted", "unwanted"]),
    strength=st.sampled_from(["must", "prefer"]),
)


@given(st.lists(ENTRIES, max_size=5))
def test_no_raw_key_none_or_float_artefact_is_ever_shown(entries: list[Preference]) -> None:
    state = Preferences(entries=tuple(entries))
    shown = [
        describe_state(state, CATALOG),
        describe_wish(entries, SCHEMA, noun="films", several=True),
        *(describe_preference(one, SCHEMA) for one in entries),
    ]
    for words in shown:
        assert "_" not in words and "None" not in words and "{" not in words
        assert not re.search(r"\d\.0\b|\d{4,}\.\d{4,}|e[+-]\d|\bnan\b|\binf\b", words)


@given(st.sampled_from(["<", "<=", ">", ">=", "about", "is"]), st.integers(1, 10**6))
def test_a_whole_number_is_shown_in_full(operator: Any, number: int) -> None:
    facet = SCHEMA.get("price")
    assert facet is not None
    assert f"${number:,}" in describe_bound(facet, operator, float(number))


KINDS = Schema(facets=(Facet(name="category", type="category"),))


def kinds(operator: Any, value: Any, quote: str) -> Preference:
    source = {"turn": 1, "quote": quote}
    return Preference(id="p", facet="category", operator=operator, value=value, source=source)


def test_several_kinds_of_one_noun_are_called_by_it() -> None:
    cases = kinds("any_of", ("Phone Cases & Clips", "Watch Cases"), "case")
    assert describe_preference(cases, KINDS) == "cases"
    unlike = kinds("any_of", ("Phone Cases", "Watch Bands"), "cases or bands")
    assert describe_preference(unlike, KINDS) == "Phone Cases or Watch Bands"


@pytest.mark.parametrize(
    ("value", "quote", "several", "words"),
    [
        ("Batteries & Power", "battery", True, "batteries"),
        ("Batteries & Power", "power", False, "power"),
        ("Mirrorless Cameras", "cameras", False, "Mirrorless Camera"),
    ],
)
def test_a_kind_is_a_noun_in_the_number_asked_for(
    value: str, quote: str, several: bool, words: str
) -> None:
    wish = [kinds("is", value, quote)]
    assert describe_wish(wish, KINDS, noun="product", several=several) == words


@pytest.mark.parametrize(("number", "words"), [(3, "has 3 bedrooms"), (1, "has 1 bedroom")])
def test_a_number_of_things_is_counted(number: int, words: str) -> None:
    facet = Facet(name="bedrooms", type="number")
    assert describe_fact(facet, Item("1", "Cabin", "", {"bedrooms": number})) == words


@pytest.mark.parametrize(
    ("values", "words", "wish"),
    [
        (("S", "M"), "M or lower", "shirts with size M or lower"),
        (("L", "XL"), "L or higher", "shirts with size L or higher"),
        (("M", "L"), "M or L", "shirts with size M or L"),
        (("S",), "S", "shirts with size S"),
    ],
)
def test_one_end_of_an_order_is_said_as_a_limit(
    values: tuple[str, ...], words: str, wish: str
) -> None:
    size = Facet(name="size", type="category", order=("S", "M", "L", "XL"))
    schema = Schema(facets=(size,))
    state = Preferences().adding("size", "any_of", values)
    assert words in describe_preference(state.entries[0], schema)
    assert wish in describe_wish(state.entries, schema, noun="shirts", several=True)
