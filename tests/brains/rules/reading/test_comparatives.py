from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.comparatives import read_comparatives
from chatrec.brains.rules.reading.facet_words import FacetWords
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.references import read_references
from chatrec.brains.rules.reading.scales import Scales
from chatrec.brains.rules.reading.vocabulary import Sense
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Operator, Preferences

SCHEMA = Schema(
    facets=(
        Facet(name="price", type="money", unit="USD", measure="price"),
        Facet(name="weight", type="number", unit="kg", measure="weight"),
        Facet(name="year", type="number", measure="year"),
        Facet(name="moods", type="many"),
    )
)
ITEMS = tuple(
    Item(
        f"i{n}",
        f"Model {n}",
        attributes={"price": 100.0 * n, "weight": n / 10, "year": 2000 + n, "moods": ("funny",)},
    )
    for n in range(1, 21)
)
SHOWN = Conversation(session_id="s", slate=("i10", "i12", "i8"))


@cache
def parts() -> tuple[Catalog, Scales, FacetWords]:
    catalog = Catalog("models", ITEMS, SCHEMA)
    return catalog, Scales.of(catalog), FacetWords.of(catalog)


def read(text: str, conversation: Conversation = SHOWN) -> list[tuple[str, str, object]]:
    catalog, scales, words = parts()
    analysis = analyse(text)
    items = read_references(analysis, catalog, conversation)
    phrases = {"funny": ((Sense("moods", "contains", "funny"),),)}
    found = read_comparatives(analysis, scales, words, conversation, phrases=phrases, items=items)
    return [(one.facet, one.operator, one.value) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("something cheaper", ("price", "<", 800)),
        ("a bit lighter", ("weight", "<", 0.8)),
        ("newer please", ("year", ">", 2012)),
        ("cheaper than the first one", ("price", "<", 1000)),
        ("like the second one but cheaper", ("price", "<", 1200)),
        ("much cheaper", ("price", "<", 600)),
        ("too expensive", ("price", "<", 800)),
        ("nothing more expensive than the first one", ("price", "<=", 1000)),
        ("under that", ("price", "<", 800)),
        ("the same price", ("price", "about", 1000)),
        ("something funnier", ("moods", "contains", "funny")),
    ],
)
def test_a_comparative_becomes_a_limit_at_the_items_shown(
    text: str, expected: tuple[str, str, object]
) -> None:
    assert read(text) == [expected]


def test_the_one_item_spoken_of_is_compared_with() -> None:
    assert read("cheaper", SHOWN.model_copy(update={"focus": ("i12",)})) == [("price", "<", 1200)]


def test_without_items_shown_it_is_a_wish_for_less() -> None:
    assert read("something cheaper", Conversation(session_id="s")) == [("price", "low", None)]


def test_where_nothing_is_left_it_is_a_wish_for_less() -> None:
    shown = Conversation(session_id="s", slate=("i1", "i2"))
    assert read("something cheaper", shown) == [("price", "low", None)]


def test_a_number_after_than_is_left_to_the_quantities() -> None:
    assert read("cheaper than 300") == []


def test_less_of_a_value_is_unwanted() -> None:
    _, scales, words = parts()
    phrases = {"violent": ((Sense("moods", "contains", "violent"),),)}
    (found,) = read_comparatives(analyse("less violent"), scales, words, SHOWN, phrases=phrases)
    assert isinstance(found, Finding)
    assert (found.polarity, found.value) == ("unwanted", "violent")


@given(st.text(max_size=200))
def test_whatever_is_compared_is_a_facet_that_holds_numbers_or_words(text: str) -> None:
    for facet, operator, value in read(text):
        assert facet in SCHEMA
        assert (value is None) == (operator in ("low", "high"))


def shown_with(operator: Operator, value: float) -> Conversation:
    state = Preferences().adding("price", operator, value, strength="must")
    return SHOWN.model_copy(update={"preferences": state})


def test_comparative_never_loosens_a_limit_that_the_person_set() -> None:
    assert read("cheaper", shown_with("<", 600.0)) == [("price", "low", None)]
    assert read("nothing more expensive", shown_with("<=", 600.0)) == [("price", "<=", 600.0)]


def test_comparative_narrows_a_wider_limit() -> None:
    assert read("cheaper", shown_with("<=", 2000.0)) == [("price", "<", 800.0)]
