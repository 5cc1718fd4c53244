from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.facets import Facet, Schema
from chatrec.cli.edit_words import read_edit
from chatrec.dialogue.preferences import Preference
from chatrec.errors import EditError

SCHEMA = Schema(
    facets=(
        Facet(name="price", type="money", unit="USD"),
        Facet(name="genres", type="many"),
        Facet(name="brand", type="category"),
        Facet(name="wireless", type="flag"),
    )
)
PRICE = Preference(id="p1", facet="price", operator="<=", value=800.0)
GENRE = Preference(id="p2", facet="genres", operator="contains", value="Comedy")
BRAND = Preference(id="p5", facet="brand", operator="is", value="Acme")
FLAG = Preference(id="p3", facet="wireless", operator="is", value=True)
WISH = Preference(id="p4", facet="text", operator="matches", value="good for travel")


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("< 900", {"operator": "<", "value": 900.0}),
        (">=1,200", {"operator": ">=", "value": 1200.0}),
        ("~ $500", {"operator": "about", "value": 500.0}),
        ("900", {"operator": "<=", "value": 900.0}),
        ("= 900", {"operator": "<=", "value": 900.0}),
        ("900..500", {"operator": "between", "value": (500.0, 900.0)}),
        ("500 to 900", {"operator": "between", "value": (500.0, 900.0)}),
        ("must", {"strength": "must"}),
        ("unwanted", {"polarity": "unwanted"}),
    ],
)
def test_a_number_is_corrected_with_a_sign_or_without(
    words: str, changes: dict[str, object]
) -> None:
    assert read_edit(words, PRICE, SCHEMA) == changes


def test_one_value_keeps_the_kind_of_its_facet() -> None:
    assert read_edit("Drama", GENRE, SCHEMA) == {"operator": "contains", "value": "Drama"}
    brand = Preference(id="p5", facet="brand", operator="any_of", value=("A", "B"))
    assert read_edit("C", brand, SCHEMA) == {"operator": "is", "value": "C"}


def test_several_values_mean_any_of_them() -> None:
    changes = read_edit("Drama, Horror", GENRE, SCHEMA)
    assert changes == {"operator": "any_of", "value": ("Drama", "Horror")}


def test_a_flag_is_yes_or_no() -> None:
    assert read_edit("No", FLAG, SCHEMA) == {"operator": "is", "value": False}
    with pytest.raises(EditError, match="neither yes nor no"):
        read_edit("maybe", FLAG, SCHEMA)


def test_a_free_wish_is_kept_word_for_word() -> None:
    assert read_edit("light, for travel", WISH, SCHEMA) == {"value": "light, for travel"}


@pytest.mark.parametrize("words", ["", ",", " , ,", ",,,"])
def test_no_value_at_all_is_refused(words: str) -> None:
    with pytest.raises(EditError):
        read_edit(words, GENRE, SCHEMA)


@pytest.mark.parametrize("words", ["nan", "< inf", "1e999", "-Infinity"])
def test_what_is_no_finite_number_is_refused(words: str) -> None:
    with pytest.raises(EditError, match="no number"):
        read_edit(words, PRICE, SCHEMA)


@given(
    st.text(max_size=40) | st.text("<>=~.,- 0123456789$einaf", max_size=12),
    st.sampled_from([PRICE, GENRE, BRAND, FLAG, WISH]),
)
def test_any_words_are_a_correction_of_the_entry_or_an_edit_error(
    words: str, entry: Preference
) -> None:
    try:
        changes = read_edit(words, entry, SCHEMA)
    except EditError as error:
        assert str(error)
        return
    corrected = Preference.model_validate({**entry.model_dump(), **changes})
    assert (corrected.id, corrected.facet) == (entry.id, entry.facet)
    assert corrected.value not in ("", ())
    if entry is PRICE:
        numbers = corrected.value if isinstance(corrected.value, tuple) else (corrected.value,)
        assert all(isinstance(one, float) and math.isfinite(one) for one in numbers)
