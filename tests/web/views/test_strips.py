from __future__ import annotations

import re

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.dialogue.preferences import Preferences
from chatrec.retrieval.facet_table import FacetTable
from chatrec.web.views.strips import UNKNOWN, Strip, strips


@pytest.fixture(scope="module")
def shop() -> FacetTable:
    return FacetTable.build(Catalog.load("electronics"))


def laptops(shop: FacetTable, count: int = 3) -> list[str]:
    return [item.id for item in shop.catalog.items if item.fact("category") == "laptop"][:count]


def shown(shop: FacetTable, wishes: Preferences, ids: list[str]) -> list[tuple[Strip, ...]]:
    return strips([shop.catalog[one] for one in ids], shop, wishes)


def wish() -> Preferences:
    return Preferences().adding("category", "is", "laptop", strength="must")


def test_all_items_of_a_list_stand_on_the_same_scales(shop: FacetTable) -> None:
    first, *others = shown(shop, wish(), laptops(shop))
    assert first[0].facet == "price"
    for other in others:
        assert [one.facet for one in other] == [one.facet for one in first]
    for at, own in enumerate(zip(first, *others, strict=True)):
        assert {one.at for one in own} >= set(first[at].others)


def test_the_dearer_item_stands_further_on(shop: FacetTable) -> None:
    ids = sorted(laptops(shop), key=lambda one: float(str(shop.catalog[one].fact("price"))))
    places = [own[0].at for own in shown(shop, wish(), ids)]
    assert places == sorted(places, key=lambda place: place or 0.0)
    assert all(place is not None and 0 <= place <= 100 for place in places)


def test_a_number_that_was_asked_for_has_a_strip_and_a_zone(shop: FacetTable) -> None:
    asked = wish().adding("battery_hours", ">=", 10.0).adding("price", "<", 1000.0, strength="must")
    by_facet = {one.facet: one for one in shown(shop, asked, laptops(shop))[0]}
    battery, price = by_facet["battery_hours"], by_facet["price"]
    assert battery.asked
    assert battery.zone is not None
    assert sum(battery.zone) == pytest.approx(100)
    assert price.zone is not None
    assert price.zone[0] == 0
    assert 0 < price.zone[1] < 100


def test_a_wish_without_an_end_has_no_zone(shop: FacetTable) -> None:
    asked = wish().adding("weight_kg", "low")
    by_facet = {one.facet: one for one in shown(shop, asked, laptops(shop))[0]}
    assert by_facet["weight_kg"].asked
    assert by_facet["weight_kg"].zone is None


def test_the_words_tell_all_that_the_strip_shows(shop: FacetTable) -> None:
    own = shown(shop, wish().adding("price", "<", 1000.0), laptops(shop))[0][0]
    assert own.words.startswith(own.value)
    for part in ("the others: $", "asked for: under $1,000", "the strip shows $"):
        assert part in own.words


def test_a_scale_of_whole_numbers_ends_at_whole_numbers() -> None:
    table = FacetTable.build(Catalog.load("movies"))
    first = strips(table.catalog.items[:2], table, Preferences())[0][0]
    assert first.facet == "year"
    assert re.search(r"the strip shows \d{4} to \d{4}$", first.words)


def test_a_number_that_is_not_known_is_said_to_be_so(films: Catalog) -> None:
    bare = films["f1"].__class__("bare", "Bare")
    catalog = films.with_items([bare])
    table = FacetTable.build(catalog)
    known, unknown = strips([catalog["f1"], catalog["bare"]], table, Preferences())
    assert known[0].at is not None
    assert (unknown[0].value, unknown[0].at) == (UNKNOWN, None)
    assert unknown[0].words.startswith("not known")
