from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.measurements import read_measurements


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$800", 800, "USD"),
        ("$1.2k", 1200, "USD"),
        ("800 bucks", 800, "money"),
        ("a grand", 1000, "money"),
        ("2 grand", 2000, "money"),
        ("two hours", 2, "h"),
        ("1h30", 1.5, "h"),
        ("1h 30min", 1.5, "h"),
        ("2 hours and 15 minutes", 2.25, "h"),
        ("an hour and a half", 1.5, "h"),
        ("half an hour", 0.5, "h"),
        ("90-minute", 90, "min"),
        ('13.3"', 13.3, "in"),
        ("13in", 13, "in"),
        ("16GB", 16, "GB"),
        ("five-star", 5, "star"),
        ("4+ stars", 4, "star"),
        ("1.5kg", 1.5, "kg"),
        ("€ 45,50", 45.5, "EUR"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: float, unit: str) -> None:
    (read,) = read_measurements(analyse(text))
    assert read.value == pytest.approx(value)
    assert read.units[0].name == unit


@pytest.mark.parametrize("text", ["PS5", "usb3", "a psp-2000", "the 2nd one"])
def test_models_and_ordinals_measure_nothing(text: str) -> None:
    assert all(one.weak for one in read_measurements(analyse(text)))


def test_a_closing_quotation_mark_is_no_inch() -> None:
    (read,) = read_measurements(analyse('you said "under 13" before'))
    assert read.units == ()


def test_in_stock_is_no_inch() -> None:
    (read,) = read_measurements(analyse("13 in stock"))
    assert read.units == ()


@given(st.text(alphabet="0123456789 $€h'\"-/.,½kgm and half", max_size=80))
def test_any_row_of_numbers_and_units_is_read(text: str) -> None:
    analysis = analyse(text)
    read = read_measurements(analysis)
    assert all(0 <= one.first < one.last <= len(analysis.tokens) for one in read)
