from __future__ import annotations

from datetime import date

from chatrec.brains.rules.reading.scales import Scales, number_of
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item

SCHEMA = Schema(
    facets=(
        Facet(name="price", type="money", unit="USD", measure="price"),
        Facet(name="made", type="date"),
        Facet(name="brand", type="category"),
    )
)
ITEMS = tuple(
    Item(f"i{n}", f"Thing {n}", attributes={"price": 10.0 * n, "made": f"{2000 + n}-05-01"})
    for n in range(1, 11)
)


def scales() -> Scales:
    return Scales.of(Catalog("things", ITEMS, SCHEMA), today=date(2005, 1, 1))


def test_numbers_money_and_dates_have_scales() -> None:
    assert [scale.facet.name for scale in scales().scales] == ["price", "made"]
    assert scales().get("brand") is None


def test_a_date_counts_as_its_year() -> None:
    made = scales().measuring("year")
    assert made is not None
    assert (made.low, made.high) == (2001, 2010)
    assert number_of(ITEMS[0], made.facet) == 2001


def test_a_value_among_the_values_fits_better_than_one_far_away() -> None:
    price = scales().measuring("price")
    assert price is not None
    assert price.fits(50) == 1.0
    assert price.fits(50) > price.fits(200) > price.fits(20_000)
    assert price.fits(-5) == 0.0


def test_shares_and_counts_are_of_the_items() -> None:
    price = scales().measuring("price")
    assert price is not None
    assert price.share_below(60) == 0.5
    assert price.count_between(20, 40) == 3


def test_the_newest_year_is_no_later_than_this_year() -> None:
    assert scales().newest == 2005


def test_an_empty_catalogue_has_scales_without_values() -> None:
    empty = Scales.of(Catalog("none", (), SCHEMA))
    assert [scale.values for scale in empty.scales] == [(), ()]
