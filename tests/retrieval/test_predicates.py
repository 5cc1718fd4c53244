from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.rules import Condition, HouseRules
from chatrec.dialogue.preferences import Preference
from chatrec.retrieval.facet_table import FacetTable
from chatrec.retrieval.lexical import LexicalIndex
from chatrec.retrieval.predicates import eligible, is_predicate, mask, met
from tests.retrieval.shelf import FILMS, SCHEMA, film, shelf

TABLE = FacetTable.build(FILMS)


def entry(facet: str, operator: Any, value: Any = None, **rest: Any) -> Preference:
    """Return a must unless said otherwise."""
    return Preference(
        id="p1", facet=facet, operator=operator, value=value, **{"strength": "must", **rest}
    )


def passing(preference: Preference) -> list[str]:
    passes = mask(TABLE, preference)
    return [item.id for item, passed in zip(FILMS, passes, strict=True) if passed]


@pytest.mark.parametrize(
    ("facet", "operator", "value", "expected"),
    [
        ("genres", "contains", "comedy", ["airplane", "gun", "amelie"]),
        ("genres", "contains", "science fiction", ["alien"]),
        ("genres", "any_of", ("crime", "ROMANCE"), ["gun", "amelie"]),
        ("rated", "is", "pg", ["airplane"]),
        ("in_colour", "is", False, ["nosferatu"]),
        ("in_colour", "is", "yes", ["airplane", "gun", "alien"]),
        ("title", "is", "amelie", ["amelie"]),
        ("runtime", "<", 88.0, ["gun"]),
        ("runtime", "<=", 88.0, ["airplane", "gun"]),
        ("runtime", ">", 94.0, ["alien"]),
        ("runtime", ">=", 94.0, ["alien", "nosferatu"]),
        ("runtime", "between", (85.0, 94.0), ["airplane", "gun", "nosferatu"]),
        ("runtime", "is", 117.0, ["alien"]),
        ("runtime", "about", 100.0, ["airplane", "gun", "nosferatu"]),
        ("year", "about", 1982.0, ["airplane", "alien"]),
        ("released", "is", "1980-07", ["airplane"]),
        ("released", ">=", 1980.0, ["airplane", "gun"]),
        ("released", "<", 1980.0, ["alien", "nosferatu"]),
        ("released", "<=", 1980.0, ["airplane", "alien", "nosferatu"]),
        ("released", "between", (1979.0, 1980.0), ["airplane", "alien"]),
        ("price", "<=", 10.0, []),
        ("runtime", "<=", "soon", []),
    ],
)
def test_a_wanted_predicate_passes_what_has_the_fact(
    facet: str, operator: str, value: object, expected: list[str]
) -> None:
    assert passing(entry(facet, operator, value)) == expected


@pytest.mark.parametrize(
    ("facet", "operator", "value", "expected"),
    [
        ("genres", "contains", "horror", ["airplane", "gun", "amelie"]),
        ("runtime", ">", 90.0, ["airplane", "gun", "amelie"]),
        ("rated", "is", "R", ["airplane", "gun", "nosferatu", "amelie"]),
        ("text", "matches", "drinking blood", ["airplane", "gun", "alien", "amelie"]),
        ("text", "matches", "blood drinks", ["airplane", "gun", "alien", "nosferatu", "amelie"]),
        ("text", "matches", "Leslie Nielsen", ["alien", "nosferatu", "amelie"]),
        ("text", "matches", "", ["airplane", "gun", "alien", "nosferatu", "amelie"]),
    ],
)
def test_an_unwanted_predicate_passes_what_lacks_the_fact_or_is_unknown(
    facet: str, operator: str, value: object, expected: list[str]
) -> None:
    assert passing(entry(facet, operator, value, polarity="unwanted")) == expected


@pytest.mark.parametrize(
    "preference",
    [
        entry("runtime", "low"),
        entry("year", "high", polarity="unwanted"),
        entry("text", "matches", "blood"),
    ],
)
def test_orders_and_wanted_words_let_everything_pass(preference: Preference) -> None:
    assert mask(TABLE, preference).all()
    assert not is_predicate(preference)


@pytest.mark.parametrize(
    ("preference", "expected"),
    [
        (entry("runtime", "<=", 90.0), True),
        (entry("runtime", "<=", 90.0, strength="prefer"), False),
        (entry("genres", "contains", "horror", strength="prefer"), False),
        (entry("genres", "contains", "horror", strength="prefer", polarity="unwanted"), True),
        (entry("runtime", ">", 90.0, strength="prefer", polarity="unwanted"), False),
        (entry("year", "is", 1980.0, strength="prefer", polarity="unwanted"), False),
        (entry("in_colour", "is", False, strength="prefer", polarity="unwanted"), True),
        (entry("text", "matches", "gore", strength="prefer", polarity="unwanted"), True),
    ],
)
def test_musts_and_unwanted_values_filter(preference: Preference, expected: bool) -> None:
    assert is_predicate(preference) is expected


def test_the_word_index_changes_nothing_but_the_time() -> None:
    index = LexicalIndex.build(FILMS)
    for words in (
        "blood",
        "the crew of a tug",
        "deep space",
        "of the",
        "Amélie",
        "Presley",
        "PG",
        "PG-13",
        "1980",
        "in colour",
        "colour",
        "88",
    ):
        preference = entry("text", "matches", words, polarity="unwanted")
        assert mask(TABLE, preference, index=index).tolist() == mask(TABLE, preference).tolist(), (
            words
        )


def test_prices_in_cents_compare_exactly() -> None:
    table = FacetTable.build(shelf(film("a", "A", runtime=799.99), film("b", "B", runtime=800.0)))
    assert mask(table, entry("runtime", "<=", 799.99)).tolist() == [True, False]


def test_steps_count_what_is_left_after_each() -> None:
    catalog = Catalog(
        "shelf",
        FILMS.items,
        SCHEMA,
        HouseRules(available=(Condition(facet="rated", in_user="allowed"),)),
    )
    found = eligible(
        FacetTable.build(catalog),
        (entry("runtime", "<=", 90.0), entry("genres", "contains", "crime", polarity="unwanted")),
        excluded=frozenset({"alien", "unheard of"}),
        user={"allowed": ("PG", "PG-13", "R")},
    )
    assert found.steps == (
        ("the whole catalogue", 5),
        ("available to you (rated)", 3),
        ("neither shown nor turned down", 2),
        ("up to 90 minutes", 2),
        ("not crime", 1),
    )
    assert np.flatnonzero(found.mask).tolist() == [0]


@given(
    st.sampled_from(["<", "<=", ">", ">=", "is", "about", "between"]),
    st.integers(-50, 200),
    st.integers(-50, 200),
)
def test_what_an_unwanted_number_drops_is_what_a_wanted_one_passes(
    operator: str, low: int, high: int
) -> None:
    value = (float(low), float(high)) if operator == "between" else float(low)
    wanted = mask(TABLE, entry("runtime", operator, value))
    unwanted = mask(TABLE, entry("runtime", operator, value, polarity="unwanted"))
    assert (wanted != unwanted).all()
    assert not wanted[4], "an unknown fact fails a wanted predicate"
    assert (wanted == met(TABLE, entry("runtime", operator, value))).all()
