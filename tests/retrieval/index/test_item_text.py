from __future__ import annotations

from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.retrieval.index.item_text import MOST_CHARACTERS, item_text

SCHEMA = Schema(
    facets=(
        Facet(name="genres", type="many"),
        Facet(name="year", type="number"),
        Facet(name="brand", type="category"),
        Facet(name="price", type="money"),
        Facet(name="new", type="flag"),
        Facet(name="notes", type="text"),
    )
)


def test_title_listed_values_and_description_are_written_in_that_order() -> None:
    item = Item("a", "Void", "In space.", {"brand": "Acme", "genres": ("Horror", "Space")})
    assert item_text(item, SCHEMA) == "Void\nHorror, Space\nAcme\nIn space."


def test_numbers_flags_and_free_texts_are_left_out() -> None:
    item = Item("a", "Void", "", {"year": 1999, "price": 9.5, "new": True, "notes": "long"})
    assert item_text(item, SCHEMA) == "Void"


def test_facts_outside_the_schema_are_left_out() -> None:
    assert item_text(Item("a", "Void", "", {"other": "x"}), SCHEMA) == "Void"


def test_a_long_text_is_cut() -> None:
    text = item_text(Item("a", "Void", "x" * 5000), SCHEMA)
    assert len(text) == MOST_CHARACTERS
    assert text.startswith("Void\nxxx")


def test_an_item_without_words_has_an_empty_text() -> None:
    assert item_text(Item("a", ""), SCHEMA) == ""
