from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.numbers import Quantity, as_quantity, fits_unit, read_quantity
from chatrec.catalog.units import unit_words


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("12", 12, None),
        ("-3.5", -3.5, None),
        ("$1,299.00", 1299, "USD"),
        ("1.299,00 €", 1299, "EUR"),
        ("£ 49.99", 49.99, "GBP"),
        ("1'299 CHF", 1299, "CHF"),
        ("1 299,5 kr", None, None),
        ("1,5", 1.5, None),
        ("1,500", 1500, None),
        ("0,500", 0.5, None),
        ("1.2 kg", 1.2, "kg"),
        ("120 min", 120, "min"),
        ('13.3"', 13.3, "in"),
        ("15.6-inch", 15.6, "in"),
        ("1h 45min", 105, "min"),
        ("2 hours and 5 minutes", 125, "min"),
        ("PT1H30M", 90, "min"),
        ("4.5 out of 5", 4.5, None),
        ("4/5", 4, None),
        ("16GB", 16, "GB"),
        ("5 stars", 5, "star"),
        ("1e3", 1000, None),
        ("85%", 85, "%"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, number: float | None, unit: str | None) -> None:
    assert read_quantity(text) == (None if number is None else Quantity(number, unit))


@pytest.mark.parametrize(
    "text",
    ["", "cheap", "1920x1080", "5G", "3D", "AA-1", "10 to 20", "$10 - $20", "1.2.3.4x", "9" * 60],
)
def test_what_is_no_single_number_is_left_unread(text: str) -> None:
    assert read_quantity(text) is None


@given(st.integers(-(10**9), 10**9))
def test_any_whole_number_comes_back(number: int) -> None:
    assert read_quantity(str(number)) == Quantity(number, None)


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_prices_come_back_with_thousands_and_without(price: object) -> None:
    read = read_quantity(f"${price:,}")
    assert read == Quantity(float(str(price)), "USD")


SHAPES = st.text(alphabet="0123456789.,'e-−$€£ :hminkgPT\"/x٣", max_size=60)


@given(st.text(max_size=60) | SHAPES)
def test_whatever_is_read_is_a_finite_number_in_a_known_unit(text: str) -> None:
    read = read_quantity(text)
    if read is not None:
        assert math.isfinite(read.number)
        assert read.unit is None or read.unit in {unit.name for unit in unit_words().values()}
        assert any(sign.isdigit() for sign in text)
    assert read_quantity(f"  {text} ") == read


def test_yes_and_no_are_not_numbers() -> None:
    assert as_quantity(True) is None


def test_a_number_is_turned_into_the_unit_of_its_facet() -> None:
    assert fits_unit(Quantity(800, "g"), "kg") == pytest.approx(0.8)
    assert fits_unit(Quantity(2, "h"), "min") == 120
    assert fits_unit(Quantity(5, None), "kg") == 5


def test_money_of_another_currency_does_not_fit() -> None:
    assert fits_unit(Quantity(5, "EUR"), "USD") is None
