"""Another kind of item puts aside what was wished of the former one, and coming back takes it up again."""

from __future__ import annotations

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.apply import apply
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.kinds import turn_to_kind
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.understanding import Change, Understanding
from chatrec.retrieval.facet_table import FacetTable

SCHEMA = Schema(
    facets=(
        Facet(name="category", type="category"),
        Facet(name="brand", type="category"),
        Facet(name="price", type="money", unit="USD"),
        Facet(name="memory_gb", type="number", unit="GB"),
        Facet(name="good_for", type="many"),
    )
)
ITEMS = (
    Item("a", "A", attributes={"category": "laptop", "brand": "Acme", "price": 900.0, "memory_gb": 16.0}),
    Item("b", "B", attributes={"category": "headphones", "brand": "Acme", "price": 90.0}),
    Item("c", "C", attributes={"category": "headphones", "brand": "Bolt", "price": 90.0, "good_for": ("music",)}),
)  # fmt: skip
STATE = (
    Preferences()
    .adding("category", "is", "laptop", strength="must")
    .adding("brand", "is", "Acme", strength="must")
    .adding("price", "<=", 900.0, strength="must")
    .adding("memory_gb", ">=", 16.0, strength="must")
)
HEADPHONES = Change(op="add", facet="category", value="headphones")
LAPTOP = Change(op="add", facet="category", value="laptop")


def after(*changes, state=STATE, same_need=False, schema=SCHEMA, items=ITEMS, aside=(), turn=2):
    understanding = Understanding(intent="refine", changes=changes)
    table = FacetTable.build(Catalog(name="shop", items=items, schema=schema))
    conversation = Conversation(session_id="s", preferences=state, aside=aside)
    applied = apply(state, understanding, schema=schema, turn=turn)
    return turn_to_kind(applied, conversation, same_need=same_need, table=table)


def facets(turned):
    return [one.facet for one in turned.applied.preferences.entries]


def test_new_kind_keeps_the_trusted_brand_and_puts_aside_the_rest():
    turned = after(HEADPHONES)
    assert facets(turned) == ["brand", "category"]
    assert [one.facet for one in turned.applied.superseded] == ["category", "price", "memory_gb"]
    assert [one.facet for one in turned.aside[0].entries] == ["price", "memory_gb"]


def test_brand_that_makes_none_of_the_new_kind_is_put_aside_too():
    state = STATE.without(["p2"]).adding("brand", "is", "Corvid", strength="must")
    assert facets(after(HEADPHONES, state=state)) == ["category"]


def test_what_is_said_with_the_new_kind_is_kept():
    turned = after(HEADPHONES, Change(op="add", facet="memory_gb", operator=">=", value=32.0))
    assert "memory_gb" in facets(turned)


def test_same_need_keeps_what_the_new_kind_can_answer():
    assert facets(after(HEADPHONES, same_need=True)) == ["brand", "price", "category"]


def test_same_need_takes_a_use_said_anew_in_the_place_of_the_old_one():
    state = Preferences().adding("category", "is", "laptop").adding("good_for", "contains", "study")
    music = Change(op="add", facet="good_for", operator="contains", value="music")
    turned = after(HEADPHONES, music, state=state, same_need=True)
    assert [one.value for one in turned.applied.preferences.on("good_for")] == ["music"]


def test_nothing_is_put_aside_while_the_kind_stays():
    turned = after(Change(op="add", facet="price", operator="<=", value=500.0))
    assert facets(turned) == ["category", "brand", "memory_gb", "price"]
    assert turned.aside == ()


def test_another_brand_is_no_other_kind():
    turned = after(Change(op="add", facet="brand", value="Bolt"))
    assert facets(turned) == ["category", "price", "memory_gb", "brand"]


def test_kind_taken_back_for_another_counts_as_changed():
    turned = after(Change(op="remove", facet="category", value="laptop"), HEADPHONES)
    assert facets(turned) == ["brand", "category"]


def test_coming_back_takes_up_what_was_put_aside():
    away = after(HEADPHONES)
    back = after(LAPTOP, state=away.applied.preferences, aside=away.aside, turn=3)
    assert facets(back) == ["brand", "category", "price", "memory_gb"]
    assert [one.kind.value for one in back.aside] == []


def test_coming_back_with_another_budget_takes_the_new_one():
    away = after(HEADPHONES)
    cheaper = Change(op="add", facet="price", operator="<=", value=400.0)
    back = after(LAPTOP, cheaper, state=away.applied.preferences, aside=away.aside, turn=3)
    assert [one.value for one in back.applied.preferences.on("price")] == [400.0]


def test_wish_of_the_user_stays_whatever_the_kind():
    state = (
        Preferences().adding("category", "is", "laptop").adding("price", "<=", 95.0, scope="user")
    )
    assert facets(after(HEADPHONES, state=state)) == ["price", "category"]


def test_kinds_that_no_item_shares_exclude_each_other_where_an_item_may_have_several():
    schema = Schema(facets=(Facet(name="categories", type="many"), *SCHEMA.facets[1:]))
    items = tuple(
        Item(one.id, one.title, attributes={"categories": (one.attributes["category"],), "price": 90.0})
        for one in ITEMS
    )  # fmt: skip
    state = Preferences().adding("categories", "contains", "laptop").adding("price", "<=", 900.0)
    headphones = Change(op="add", facet="categories", operator="contains", value="headphones")
    turned = after(headphones, state=state, schema=schema, items=items)
    assert [one.value for one in turned.applied.preferences.entries] == ["headphones"]


def test_catalogue_without_kinds_changes_nothing():
    schema = Schema(facets=(Facet(name="genres", type="many"), Facet(name="price", type="money")))
    items = (
        Item("a", "A", attributes={"genres": ("comedy",), "price": 9.0}),
        Item("b", "B", attributes={"genres": ("horror",), "price": 9.0}),
    )
    state = Preferences().adding("genres", "contains", "comedy").adding("price", "<=", 10.0)
    horror = Change(op="add", facet="genres", operator="contains", value="horror")
    turned = after(horror, state=state, schema=schema, items=items)
    assert [one.facet for one in turned.applied.preferences.entries] == [
        "genres",
        "price",
        "genres",
    ]
