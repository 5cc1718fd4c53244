from __future__ import annotations

from chatrec.catalog.columns import gather_columns
from chatrec.catalog.infer import infer_layout


def prices(*records: dict[str, object]) -> dict[str, str | None]:
    layout = infer_layout(gather_columns(records, len(records)))
    return {column.facet.name: column.facet.unit for column in layout.columns}


def test_prices_are_in_the_currency_that_a_column_of_its_own_tells() -> None:
    row: dict[str, object] = {"id": 1, "title": "t", "price": 14.99, "currency": "GBP"}
    assert prices(row, row | {"id": 2}) == {"price": "GBP"}


def test_a_price_that_says_its_own_currency_keeps_it() -> None:
    row: dict[str, object] = {"id": 1, "title": "t", "price": "$5", "currency": "GBP"}
    assert prices(row, row | {"id": 2})["price"] == "USD"


def test_several_currencies_tell_none() -> None:
    row: dict[str, object] = {"id": 1, "title": "t", "price": 14.99, "currency": "GBP"}
    found = prices(row, row | {"id": 2, "currency": "EUR"})
    assert found["price"] == "USD"
    assert "currency" in found
