"""A change of category gives up what the new kind does not have."""

from __future__ import annotations

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.applicable import drop_inapplicable
from chatrec.dialogue.apply import apply
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.understanding import Change, Understanding
from chatrec.retrieval.facet_table import FacetTable

SCHEMA = Schema(
    facets=(
        Facet(name="category", type="category"),
        Facet(name="price", type="money", unit="USD"),
        Facet(name="memory_gb", type="number", unit="GB"),
        Facet(name="good_for", type="many"),
    )
)
ITEMS = (
    Item("a", "A", attributes={"category": "laptop", "price": 900.0, "memory_gb": 16.0}),
    Item("b", "B", attributes={"category": "headphones", "price": 90.0}),
)
TABLE = FacetTable.build(Catalog(name="shop", items=ITEMS, schema=SCHEMA))
STATE = (
    Preferences()
    .adding("category", "is", "laptop", strength="must")
    .adding("price", "<=", 900.0, strength="must")
    .adding("memory_gb", ">=", 16.0, strength="must")
)


def after(*changes):
    understanding = Understanding(intent="refine", changes=changes)
    applied = apply(STATE, understanding, schema=SCHEMA, turn=2)
    return drop_inapplicable(applied, TABLE)


def test_new_category_gives_up_what_it_cannot_have_and_says_so():
    applied = after(Change(op="add", facet="category", operator="is", value="headphones"))
    assert [one.facet for one in applied.preferences.entries] == ["price", "category"]
    assert [one.facet for one in applied.superseded] == ["category", "memory_gb"]


def test_what_is_said_with_the_new_category_is_kept():
    applied = after(
        Change(op="add", facet="category", operator="is", value="headphones"),
        Change(op="add", facet="memory_gb", operator=">=", value=32.0),
    )
    assert "memory_gb" in [one.facet for one in applied.preferences.entries]


def test_nothing_is_given_up_while_the_category_stays():
    applied = after(Change(op="add", facet="price", operator="<=", value=500.0))
    assert [one.facet for one in applied.preferences.entries] == ["category", "memory_gb", "price"]


def test_a_use_said_anew_with_the_new_category_takes_the_place_of_the_old_one():
    state = Preferences().adding("category", "is", "laptop").adding("good_for", "contains", "study")
    changes = (
        Change(op="add", facet="category", operator="is", value="headphones"),
        Change(op="add", facet="good_for", operator="contains", value="music"),
    )
    understanding = Understanding(intent="refine", changes=changes)
    applied = drop_inapplicable(apply(state, understanding, schema=SCHEMA, turn=2), TABLE)
    assert [one.value for one in applied.preferences.on("good_for")] == ["music"]
    assert "study" in [one.value for one in applied.superseded]


def test_a_category_taken_back_for_another_counts_as_replaced():
    applied = after(
        Change(op="remove", facet="category", value="laptop"),
        Change(op="add", facet="category", operator="is", value="headphones"),
    )
    assert [one.facet for one in applied.preferences.entries] == ["price", "category"]
