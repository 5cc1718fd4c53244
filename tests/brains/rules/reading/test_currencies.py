from __future__ import annotations

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.currencies import currency_notes
from chatrec.brains.rules.reading.scales import Scales
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema

PRICE = Facet(name="price", type="money", unit="USD", measure="price")
WEIGHT = Facet(name="weight", type="number", unit="kg", measure="weight")
SHOP = Scales.of(Catalog("shop", (), Schema(facets=(PRICE, WEIGHT))))


def test_another_currency_is_noted() -> None:
    assert currency_notes(analyse("a phone under £500"), SHOP) == (
        "read 500 GBP as 500 USD: rates change",
    )


def test_the_own_currency_and_bucks_are_not_noted() -> None:
    assert currency_notes(analyse("$500 or 500 bucks or 500"), SHOP) == ()


def test_pounds_may_be_a_weight() -> None:
    assert currency_notes(analyse("under 3 pounds"), SHOP) == ()


def test_a_catalogue_without_prices_has_no_notes() -> None:
    assert currency_notes(analyse("£500"), Scales.of(Catalog("none", ()))) == ()
