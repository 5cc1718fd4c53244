from __future__ import annotations

from chatrec.brains.rules.judging.standings import Standings, standings_of
from chatrec.catalog.catalog import Catalog
from tests.grounding.shelf import SHOP, SHOP_SCHEMA, product


def test_an_item_of_the_best_fifth_stands_out_by_its_rating() -> None:
    items = tuple(product(str(n), f"Thing {n}", rating=n / 10) for n in range(1, 51))
    standings = Standings.of(Catalog("many", items, SHOP_SCHEMA))
    assert standings.thresholds == {"rating": 4.0}
    assert standings.stands_out(items[45]) == ("rating",)
    assert standings.stands_out(items[20]) == ()


def test_in_a_small_catalogue_nothing_stands_out() -> None:
    assert standings_of(SHOP).thresholds == {}
