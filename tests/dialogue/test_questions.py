"""The clarifying question, on catalogues small enough to compute the gain by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.questions import choose_question, expected_gain
from chatrec.retrieval.facet_table import FacetTable

SCHEMA = Schema(
    facets=(
        Facet(name="category", type="category"),
        Facet(name="price", type="money", unit="USD", measure="price"),
        Facet(name="wireless", type="flag"),
        Facet(name="maker", type="many", people=True),
    )
)


def table_of(rows):
    items = tuple(
        Item(id=f"i{n}", title=f"i{n}", attributes={k: v for k, v in row.items() if v is not None})
        for n, row in enumerate(rows)
    )
    return FacetTable.build(Catalog(name="shop", items=items, schema=SCHEMA))


def ask(rows, preferences=None, asked=()):
    table = table_of(rows)
    everything = np.ones(len(table), dtype=np.bool_)
    return choose_question(table, everything, preferences=preferences or Preferences(), asked=asked)


def test_gain_of_two_halves_is_a_half():
    assert expected_gain([0.5, 0.5], 1.0) == pytest.approx(0.5)


def test_gain_of_three_thirds_is_two_thirds():
    assert expected_gain([1 / 3, 1 / 3, 1 / 3], 1.0) == pytest.approx(2 / 3)


def test_gain_of_a_lopsided_split_is_small():
    assert expected_gain([0.9, 0.1], 1.0) == pytest.approx(0.9 * 0.1 + 0.1 * 0.9)


def test_gain_shrinks_with_what_is_unknown():
    assert expected_gain([0.25, 0.25], 0.5) == pytest.approx(0.5 * 0.5 * 0.75)


def test_facet_that_splits_best_is_asked():
    rows = [{"category": name, "wireless": True} for name in "abcd" for _ in range(5)]
    rows[0]["wireless"] = False
    question = ask(rows)
    assert question is not None and question.facet == "category"
    assert {(one.label, one.count) for one in question.answers} == {(c, 5) for c in "abcd"}


def test_facet_that_does_not_split_is_never_asked():
    assert ask([{"category": "laptop"} for _ in range(20)]) is None


def test_mostly_unknown_facet_is_not_asked():
    rows = [{"category": "ab"[n % 2] if n < 8 else None} for n in range(20)]
    assert ask(rows) is None


def test_same_facet_is_not_asked_twice():
    rows = [{"category": name} for name in "ab" for _ in range(10)]
    assert ask(rows, asked=["category"]) is None


def test_answered_facet_is_not_asked():
    rows = [{"category": name} for name in "ab" for _ in range(10)]
    assert ask(rows, Preferences().adding("category", "is", "a")) is None


def test_people_are_not_asked_about():
    rows = [{"maker": (name,)} for name in ("Ann Lee", "Bo Ray") for _ in range(10)]
    assert ask(rows) is None


def test_unwanted_value_is_not_offered_as_an_answer():
    rows = [{"category": name} for name in "abc" for _ in range(10)]
    question = ask(rows, Preferences().adding("category", "is", "b", polarity="unwanted"))
    assert question is not None
    assert {one.label for one in question.answers} == {"a", "c"}


def test_numbers_are_cut_into_three_parts_with_their_counts():
    question = ask([{"price": float(price)} for price in range(100, 1000, 10)])
    assert question is not None and question.facet == "price"
    low, middle, high = question.answers
    assert (low.operator, middle.operator, high.operator) == ("<=", "between", ">=")
    assert low.count == sum(price <= low.value for price in range(100, 1000, 10))
    assert "$" in low.label


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "category": st.sampled_from(["a", "b", "c", "d", None]),
                "price": st.one_of(st.none(), st.floats(1, 5000, allow_nan=False)),
                "wireless": st.sampled_from([True, False, None]),
            }
        ),
        max_size=40,
    )
)
def test_every_question_splits_what_fits(rows):
    question = ask(rows)
    if question is not None:
        assert 2 <= len(question.answers) <= 5
        assert all(0 < answer.count < len(rows) for answer in question.answers)
        assert all(answer.label for answer in question.answers)


def ask_about(facet, numbers):
    items = tuple(
        Item(f"i{n}", f"i{n}", attributes={facet.name: one}) for n, one in enumerate(numbers)
    )
    table = FacetTable.build(Catalog(name="shop", items=items, schema=Schema(facets=(facet,))))
    everything = np.ones(len(table), dtype=np.bool_)
    return choose_question(table, everything, preferences=Preferences())


def test_number_whose_one_end_is_better_is_asked_for_as_limits_towards_that_end():
    weight = Facet(name="weight", type="number", unit="kg", measure="weight")
    question = ask_about(weight, [1.0 + n / 10 for n in range(20)])
    assert question is not None
    assert [one.operator for one in question.answers] == ["<=", "<="]
    battery = Facet(name="battery", type="number", unit="h", measure="battery")
    question = ask_about(battery, [4.0 + n for n in range(20)])
    assert question is not None
    assert [one.operator for one in question.answers] == [">=", ">="]


def test_price_is_asked_for_in_three_parts():
    price = Facet(name="price", type="money", unit="USD", measure="price")
    question = ask_about(price, [100.0 + 10 * n for n in range(20)])
    assert question is not None
    assert [one.operator for one in question.answers] == ["<=", "between", ">="]


def test_whole_numbers_are_cut_at_whole_numbers():
    year = Facet(name="year", type="number", measure="year")
    question = ask_about(year, [2022.0 + n % 5 for n in range(40)])
    assert question is not None
    cuts = [one.value for one in question.answers if not isinstance(one.value, tuple)]
    assert cuts and all(float(cut).is_integer() for cut in cuts)


def test_a_number_whose_middle_is_narrow_is_asked_in_two_parts():
    runtime = Facet(name="runtime", type="number", unit="min", measure="duration")
    minutes = [60, 80, 90, 100, 118, 119, 120, 121, 122, 140, 150, 170, 180]
    question = ask_about(runtime, [float(one) for one in minutes])
    assert question is not None
    # The thirds end at 118 and 122, both near 120, where the numbers are halved.
    assert [(one.operator, one.value) for one in question.answers] == [("<=", 120), (">=", 120)]
