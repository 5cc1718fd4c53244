from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.items import Item
from chatrec.dialogue.preferences import Preference
from chatrec.grounding.matching import breaks, holds
from chatrec.retrieval.facet_table import FacetTable
from chatrec.retrieval.predicates import is_predicate, mask

from .shelf import FILM_SCHEMA, FILMS, SHOP_SCHEMA, product


def entry(facet: str, operator: Any, value: Any = None, **rest: Any) -> Preference:
    return Preference(
        id="p1", facet=facet, operator=operator, value=value, **{"strength": "must", **rest}
    )


@pytest.mark.parametrize(
    ("facet", "operator", "value", "expected"),
    [
        ("genres", "contains", "Comedy", ["f1", "f3"]),
        ("genres", "contains", "sci-fi", ["f3"]),
        ("genres", "any_of", ("crime", "horror"), ["f4", "f5"]),
        ("rated", "is", "pg", ["f1", "f3"]),
        ("runtime", "<", 96, ["f3"]),
        ("runtime", "<=", 96, ["f1", "f3"]),
        ("runtime", ">", 128, ["f4", "f5"]),
        ("runtime", "about", 100, ["f1", "f3"]),
        ("year", "about", 1992, ["f1", "f4", "f5"]),
        ("year", "between", (1990.0, 1999.0), ["f1", "f2", "f4", "f5"]),
        ("released", ">", "1999", ["f3"]),
        ("released", "is", "1994-05", ["f1"]),
        ("text", "matches", "the desert", ["f3"]),
        ("text", "matches", "secrets", ["f2"]),
        ("title", "is", "heat", ["f4"]),
    ],
)
def test_a_record_meets_what_its_facts_say(
    facet: str, operator: str, value: Any, expected: list[str]
) -> None:
    preference = entry(facet, operator, value)
    assert [item.id for item in FILMS if holds(preference, item, FILM_SCHEMA)] == expected


def test_an_unknown_fact_breaks_a_must_and_no_ban() -> None:
    untold = FILMS["f6"]
    assert breaks(entry("genres", "contains", "drama"), untold, FILM_SCHEMA)
    assert not breaks(
        entry("genres", "contains", "drama", polarity="unwanted"), untold, FILM_SCHEMA
    )


def test_what_only_weighs_never_breaks() -> None:
    ferry = FILMS["f2"]
    assert not breaks(entry("genres", "contains", "drama", strength="prefer"), ferry, FILM_SCHEMA)
    assert not breaks(entry("runtime", "low"), ferry, FILM_SCHEMA)
    assert not breaks(entry("text", "matches", "horses"), ferry, FILM_SCHEMA)
    soft = entry("runtime", ">", 100, strength="prefer", polarity="unwanted")
    assert not breaks(soft, ferry, FILM_SCHEMA)


def test_a_match_tells_where_the_words_were_found() -> None:
    found = holds(entry("text", "matches", "asks why"), FILMS["f1"], FILM_SCHEMA)
    assert found is not None
    assert (found.facet, found.value) == ("description", "Nobody in town asks why.")
    found = holds(entry("text", "matches", "the sea"), FILMS["f2"], FILM_SCHEMA)
    assert found is not None
    assert (found.facet, found.value) == ("themes", ("the sea",))


VALUES = st.sampled_from(["red", "Red", "blue", "grün", "crème"])
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "brand": VALUES,
        "drawbacks": st.lists(VALUES, max_size=3).map(tuple),
        "price": st.integers(0, 50).map(float),
        "wireless": st.booleans(),
    },
)
ENTRIES = st.one_of(
    st.builds(entry, st.just("brand"), st.just("is"), VALUES),
    st.builds(entry, st.just("drawbacks"), st.just("contains"), VALUES),
    st.builds(entry, st.just("wireless"), st.just("is"), st.booleans()),
    st.builds(
        entry,
        st.just("price"),
        st.sampled_from(["<", "<=", ">", ">=", "about", "is"]),
        st.integers(0, 50).map(float),
    ),
    st.builds(entry, st.just("text"), st.just("matches"), VALUES),
)


@given(
    facts=st.lists(FACTS, min_size=1, max_size=4),
    preference=ENTRIES,
    polarity=st.sampled_from(["wanted", "unwanted"]),
    strength=st.sampled_from(["must", "prefer"]),
)
def test_the_last_check_agrees_with_the_filter(
    facts: list[dict[str, Any]], preference: Preference, polarity: Any, strength: Any
) -> None:
    preference = preference.model_copy(update={"polarity": polarity, "strength": strength})
    items = tuple(product(str(n), f"Thing {n}", **one) for n, one in enumerate(facts))
    table = FacetTable.build(Catalog("things", items, SHOP_SCHEMA))
    passes = mask(table, preference) if is_predicate(preference) else [True] * len(items)
    kept = [not breaks(preference, item, SHOP_SCHEMA) for item in items]
    assert kept == [bool(one) for one in passes]


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_words_can_be_looked_for_in_any_text(wish: str, text: str) -> None:
    found = holds(entry("text", "matches", wish), Item("x", text, text), FILM_SCHEMA)
    assert found is None or found.facet in ("title", "description")
