from __future__ import annotations

from typing import Any

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Reply
from chatrec.retrieval.facet_table import FacetTable
from chatrec.web.views.comparison import Comparison, compared
from chatrec.web.views.showcase import Showcase


def reply_about(catalog: Catalog, *ids: str, **more: Any) -> Reply:
    items = tuple(catalog[one] for one in ids)
    known = {"session_id": "s", "message_id": "m", "turn": 1, "text": "", "action": "compare"}
    return Reply.model_validate({**known, "items": items, **more})


def showcase_of(catalog: Catalog) -> Showcase:
    return Showcase(FacetTable.build(catalog))


def table(catalog: Catalog, *ids: str, **more: Any) -> Comparison:
    found = compared(reply_about(catalog, *ids, **more), showcase_of(catalog))
    assert found is not None
    return found


def test_only_what_differs_stands_in_the_table_what_was_asked_first(films: Catalog) -> None:
    state = Preferences().adding("streaming_services", "contains", "Hulu")
    found = table(films, "f1", "f3", preferences=state)
    assert [row.label for row in found.rows] == ["streaming service", "genre", "year", "length"]
    assert [row.asked for row in found.rows] == [True, False, False, False]
    assert [cell.words for cell in found.rows[3].cells] == ["94 minutes", "101 minutes"]
    assert [column.title for column in found.columns] == [
        "Night Train North (1998)",
        "Cellar Door (2017)",
    ]


def test_three_are_compared_and_an_item_that_is_gone_is_left_out(films: Catalog) -> None:
    assert len(table(films, "f1", "f2", "f3").columns) == 3
    reply = reply_about(films, "f1", "f2")
    assert compared(reply, showcase_of(films.without(["f2"]))) is None


def test_a_reply_that_does_not_compare_has_no_table(films: Catalog) -> None:
    assert compared(reply_about(films, "f1", "f2", action="inform"), showcase_of(films)) is None
    assert compared(reply_about(films, "f1"), showcase_of(films)) is None


def test_the_better_figure_is_marked_where_one_is_better_for_everybody() -> None:
    facets = (
        Facet(name="price", type="money", unit="USD", measure="price"),
        Facet(name="doors", type="number"),
    )
    items = tuple(
        Item(id=key, title=key, attributes=known)
        for key, known in (
            ("a", {"price": 5.0, "doors": 1}),
            ("b", {"price": 7.0, "doors": 2}),
            ("c", {"price": 5.0}),
        )
    )
    shelf = Catalog("shelves", items, Schema(facets=facets), noun="shelf", nouns="shelves")
    price, doors = table(shelf, "a", "b").rows
    assert [cell.best for cell in price.cells] == [True, False]
    assert [cell.best for cell in doors.cells] == [False, False]
    price, doors = table(shelf, "a", "b", "c").rows
    assert [cell.best for cell in price.cells] == [False, False, False], "two reach it"
    assert [cell.words for cell in doors.cells] == ["1", "2", "–"]
