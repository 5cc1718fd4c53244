"""Edits by hand are checked, and what is wrong is refused with the way out."""

from __future__ import annotations

import json
import math

import pytest

from chatrec.catalog.facets import Facet, Schema
from chatrec.dialogue.editing import add_entry, edit_entry, remove_entry
from chatrec.dialogue.preferences import Preferences
from chatrec.errors import EditError

SCHEMA = Schema(
    facets=(
        Facet(name="genre", type="many"),
        Facet(name="price", type="money", unit="USD"),
        Facet(name="wireless", type="flag"),
        Facet(name="released", type="date"),
    )
)
STATE = Preferences().adding("price", "<=", 900.0).adding("genre", "contains", "war")


def test_edited_entry_keeps_its_id_and_says_it_was_edited():
    state = edit_entry(STATE, "p1", {"value": 700, "strength": "must"}, schema=SCHEMA)
    assert state["p1"].value == 700
    assert state["p1"].strength == "must"
    assert state["p1"].source.origin == "edited"
    assert [one.id for one in state.entries] == ["p1", "p2"]


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "cheap"},
        {"value": True},
        {"operator": "contains"},
        {"operator": "between", "value": (9.0, 2.0)},
        {"polarity": "maybe"},
        {"facet": "colour"},
        {"id": "p9"},
        {"facet": "wireless"},
        {"facet": "text", "operator": "matches", "value": ""},
        {"facet": "released", "operator": "is", "value": "soon"},
        {"facet": "released", "operator": "between", "value": ("2024-05-01", "2023-05-01")},
        {"facet": "released", "operator": "between", "value": "2024"},
    ],
)
def test_wrong_edit_is_refused_and_changes_nothing(changes):
    with pytest.raises(EditError):
        edit_entry(STATE, "p1", changes, schema=SCHEMA)


@pytest.mark.parametrize(
    "changes",
    [
        {"operator": "between", "value": (100.0, 200.0)},
        {"operator": "low", "value": None},
        {"facet": "wireless", "operator": "is", "value": True},
        {"facet": "released", "operator": ">=", "value": "2024-05-01"},
        {"facet": "released", "operator": "between", "value": ("2023", "2024-05-01")},
        {"facet": "text", "operator": "matches", "value": "quiet keys"},
        {"facet": "genre", "operator": "any_of", "value": ("war", "drama")},
    ],
)
def test_right_edit_is_kept(changes):
    state = edit_entry(STATE, "p1", changes, schema=SCHEMA)
    for field, value in changes.items():
        assert getattr(state["p1"], field) == value


def test_unknown_entry_is_refused_with_those_there_are():
    with pytest.raises(EditError, match="p1, p2"):
        remove_entry(STATE, "p7")


def test_removed_entry_is_gone():
    assert [one.id for one in remove_entry(STATE, "p1").entries] == ["p2"]


def test_added_entry_gets_an_id_of_its_own():
    state = add_entry(
        STATE, {"facet": "genre", "operator": "contains", "value": "comedy"}, schema=SCHEMA
    )
    assert state["p3"].value == "comedy"
    assert state["p3"].source.origin == "edited"


@pytest.mark.parametrize(
    "changes",
    [
        {"value": math.inf},
        {"value": -math.inf},
        {"value": math.nan},
        {"value": json.loads("1e999")},
        {"operator": "between", "value": (1.0, math.inf)},
        {"operator": "between", "value": (-math.inf, math.nan)},
        {"operator": "about", "value": 10**400},
    ],
)
def test_no_edit_makes_a_number_infinite(changes: dict[str, object]) -> None:
    with pytest.raises(EditError):
        edit_entry(STATE, "p1", changes, schema=SCHEMA)
    with pytest.raises(EditError):
        add_entry(STATE, {"facet": "price", "operator": "<=", **changes}, schema=SCHEMA)


def test_half_a_character_in_an_edit_is_replaced() -> None:
    edited = edit_entry(
        STATE, "p2", {"operator": "any_of", "value": ("war \ud800", "x")}, schema=SCHEMA
    )
    assert edited["p2"].value == ("war \ufffd", "x")
    wished = add_entry(
        STATE, {"facet": "text", "operator": "matches", "value": "\udfff"}, schema=SCHEMA
    )
    assert wished.entries[-1].value == "\ufffd"


def test_wishes_have_so_many_characters_in_all_and_what_is_shorter_is_always_taken():
    state = STATE.adding("genre", "contains", "w" * 19_990)
    longer = edit_entry(state, "p2", {"value": "wars in ap"}, schema=SCHEMA)
    assert longer.characters == 20_000
    with pytest.raises(EditError, match=r"would have 20,001 characters in all, and 20,000 are the"):
        edit_entry(state, "p2", {"value": "wars in apr"}, schema=SCHEMA)
    beyond = state.adding("genre", "contains", "more than a chat may hold")
    assert edit_entry(beyond, "p2", {"value": "w"}, schema=SCHEMA).characters == 20_016
