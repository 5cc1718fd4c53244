"""Where nothing fits: what comes nearest, and what may be named."""

from __future__ import annotations

from dataclasses import replace

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.conversation import Conversation, Pending, Relaxation
from chatrec.dialogue.dead_ends import leave_dead_end
from chatrec.errors import IndexingError
from chatrec.outage import Outage
from chatrec.retrieval.ranking.dense import DenseSignal
from chatrec.retrieval.retriever import Retriever
from tests.grounding.shelf import SHOP, state


def dead_end(preferences, catalog=SHOP, **before):
    return leave_dead_end(preferences, Conversation(session_id="s", **before), Retriever(catalog))


def test_nearest_breaks_one_must_and_no_other():
    wishes = state(("category", "is", "laptop", "", "must"), ("price", "<=", 800.0, "", "must"), ("brand", "is", "Tern", "", "must"))  # fmt: skip
    end = dead_end(wishes)
    assert [(one.item.id, one.misses.facet) for one in end.nearest][:1] == [("l1", "price")]


def test_what_misses_a_limit_by_far_is_not_near():
    wishes = state(("category", "is", "laptop", "", "must"), ("price", "<=", 100.0, "", "must"))
    assert dead_end(wishes).nearest == ()


def test_what_was_turned_down_is_never_named():
    wishes = state(("category", "is", "laptop", "", "must"), ("price", "<=", 800.0, "", "must"), ("brand", "is", "Tern", "", "must"))  # fmt: skip
    end = dead_end(wishes.noting("l1", "rejected"))
    assert all(one.item.id != "l1" for one in end.nearest)


def test_house_that_only_abstains_offers_nothing():
    rules = SHOP.rules.model_copy(update={"when_nothing_fits": "abstain"})
    quiet = replace(SHOP, rules=rules)
    wishes = state(("category", "is", "laptop", "", "must"), ("price", "<=", 800.0, "", "must"))
    end = dead_end(wishes, catalog=quiet)
    assert end.nearest == () and end.relaxations == ()


def test_same_dead_end_again_puts_the_offer_that_leaves_the_most_first():
    wishes = state(("category", "is", "laptop", "", "must"), ("price", "<=", 400.0, "", "must"), ("brand", "is", "Tern", "", "must"))  # fmt: skip
    pending = Pending(kind="relaxation", relaxations=(Relaxation(drop=("p9",), count=1),))
    counts = [one.count for one in dead_end(wishes, pending=pending).relaxations]
    assert counts == sorted(counts, reverse=True)


class Lost:
    """Embeddings that are lost; counts how often they were asked."""

    asked = 0

    def search(self, text, limit):
        self.asked += 1
        raise IndexingError("cannot read the index")

    def scores(self, text, item_ids):
        return self.search(text, 1)


def test_a_store_that_is_away_is_asked_once_for_the_nearest_and_told():
    facets = (Facet(name="brand", type="category"), Facet(name="colour", type="category"))
    items = (
        Item("a", "Heron", "", {"brand": "Tern", "colour": "red"}),
        Item("b", "Swift", "", {"brand": "Wren", "colour": "blue"}),
    )
    shop = Catalog("shop", items, Schema(facets=facets))
    wishes = state(("brand", "is", "Tern", "", "must"), ("colour", "is", "blue", "", "must"), ("text", "matches", "light", ""))  # fmt: skip
    lost = Lost()
    end = leave_dead_end(
        wishes, Conversation(session_id="s"), Retriever(shop, dense=DenseSignal(lost))
    )
    assert {one.item.id for one in end.nearest} == {"a", "b"}
    assert end.outage == Outage(source="vector store", reason="failed")
    assert lost.asked == 1
