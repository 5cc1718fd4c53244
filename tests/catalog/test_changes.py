from __future__ import annotations

import pytest

from chatrec.catalog import item_from_row
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.catalog.loading import build_catalog
from chatrec.catalog.readers.rows import Row
from chatrec.errors import CatalogError, UnknownItem

SCHEMA = Schema(
    facets=(
        Facet(name="price", type="money", unit="USD"),
        Facet(name="tags", type="many"),
        Facet(name="wireless", type="flag"),
    )
)


def shop() -> Catalog:
    rows = [
        Row(1, {"sku": "a", "Name": "Lamp", "Price (EUR)": "5", "tags": "red;old"}),
        Row(2, {"sku": "b", "Name": "Desk", "Price (EUR)": "6", "tags": "red"}),
    ]
    return build_catalog(rows, name="shop")


def test_a_row_by_plain_names_becomes_an_item() -> None:
    row = {
        "id": 7,
        "title": "Lamp",
        "attributes": {"price": "$5", "tags": ["a"], "wireless": "no"},
        "url": "http://x",
    }
    assert item_from_row(row, SCHEMA) == Item(
        "7", "Lamp", "", {"price": 5, "tags": ("a",), "wireless": False}, "http://x"
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"id": "1", "title": "x", "price": "dear"}, ["'1'", "price", "'dear'"]),
        ({"id": "1", "title": "x", "price": "5 EUR"}, ["price", "EUR", "USD"]),
        ({"id": "1", "title": "x", "wireless": "perhaps"}, ["wireless", "'perhaps'"]),
        ({"id": "1", "title": "x", "colour": "red"}, ["'colour'", "price, tags, wireless"]),
        ({"title": "x"}, ["no id"]),
        ({"id": "1"}, ["no title"]),
    ],
)
def test_a_row_that_does_not_fit_names_the_field(row: dict[str, object], words: list[str]) -> None:
    with pytest.raises(CatalogError) as caught:
        item_from_row(row, SCHEMA)
    assert all(word in str(caught.value) for word in words)


def test_rows_of_the_source_and_of_plain_names_change_a_catalogue() -> None:
    catalog = shop().with_items(
        [
            {"sku": "c", "Name": "Sofa", "Price (EUR)": "7 €", "tags": "blue;new"},
            {"id": "a", "title": "Lamp II", "price_eur": 9},
            Item("d", "Rug"),
        ]
    )
    assert [item.id for item in catalog] == ["a", "b", "c", "d"]
    assert catalog["c"].attributes == {"price_eur": 7, "tags": ("blue", "new")}
    assert (catalog["a"].title, catalog["a"].attributes) == ("Lamp II", {"price_eur": 9})


def test_a_bad_row_changes_nothing() -> None:
    catalog = shop()
    with pytest.raises(CatalogError, match="price_eur"):
        catalog.with_items(
            [{"sku": "c", "Name": "Sofa"}, {"sku": "d", "Name": "Rug", "Price (EUR)": "dear"}]
        )
    assert len(catalog) == 2


def test_items_are_removed() -> None:
    catalog = shop().without(["a"])
    assert "a" not in catalog
    with pytest.raises(UnknownItem, match="'a'"):
        catalog["a"]


def test_an_empty_catalogue_takes_a_row_with_its_id() -> None:
    catalog = build_catalog([], name="x").with_items([{"id": "1", "title": "First"}])
    assert catalog["1"].title == "First"


def test_ids_are_made_where_the_source_has_none() -> None:
    catalog = build_catalog([Row(1, {"name": "Oak", "price": 3})], name="x")
    grown = catalog.with_items([{"name": "Elm", "price": 4}])
    assert [item.title for item in grown] == ["Oak", "Elm"]
