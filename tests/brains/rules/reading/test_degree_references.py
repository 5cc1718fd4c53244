from __future__ import annotations

import pytest

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.degree_references import read_degree_references
from chatrec.brains.rules.reading.scales import Scales
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.conversation import Conversation

SCHEMA = Schema(facets=(Facet(name="price", type="money", unit="USD", measure="price"),))
CATALOG = Catalog(
    "three", tuple(Item(f"i{n}", f"T{n}", attributes={"price": n}) for n in (30, 10, 20)), SCHEMA
)
SHOWN = Conversation(session_id="s", slate=("i30", "i10", "i20"))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("the cheapest one", ("i10",)),
        ("the most expensive one", ("i30",)),
        ("tell me about the cheapest of the two", ("i10",)),
        ("tell me about the cheapest of those", ("i10",)),
        ("a cheaper one", None),
        ("the cheapest laptop you have", None),
    ],
)
def test_only_a_definite_comparison_points(text: str, ids: tuple[str, ...] | None) -> None:
    found = read_degree_references(analyse(text), Scales.of(CATALOG), SHOWN)
    assert [one.item_ids for one in found] == ([] if ids is None else [ids])


def test_one_item_shown_is_not_compared() -> None:
    alone = Conversation(session_id="s", slate=("i30",))
    assert read_degree_references(analyse("the cheapest one"), Scales.of(CATALOG), alone) == ()
