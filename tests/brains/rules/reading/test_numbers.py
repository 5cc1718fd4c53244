from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.numbers import parse_digits, read_numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,299", 1299),
        ("1.2k", 1200),
        ("12.50", 12.5),
        ("1.299,00", 1299),
        ("45,50", 45.5),
        ("two hundred and fifty", 250),
        ("one thousand two hundred", 1200),
        ("a hundred", 100),
        ("a couple of", 2),
        ("a couple hundred", 200),
        ("ninety-five", 95),
        ("two and a half", 2.5),
        ("2 1/2", 2.5),
        ("2½", 2.5),
        ("half an", 0.5),
        ("3 million", 3_000_000),
        ("nineteen ninety nine", 1999),
        ("twenty twelve", 2012),
        ("8/10", 8),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(text: str, value: float) -> None:
    assert [one.value for one in read_numbers(analyse(text))] == [value]


def test_ordinals_are_told_from_numbers() -> None:
    read = read_numbers(analyse("the 2nd and the third"))
    assert [(one.value, one.ordinal) for one in read] == [(2, True), (3, True)]


def test_a_resolution_may_be_no_number() -> None:
    assert [one.weak for one in read_numbers(analyse("a 4k tv"))] == [True]


@pytest.mark.parametrize("raw", ["1.2.3", "1,2,3", "1234567890123"])
def test_versions_and_codes_are_no_numbers(raw: str) -> None:
    assert parse_digits(raw) is None


@given(st.integers(min_value=0, max_value=999_999_999))
def test_grouped_digits_mean_the_same_as_plain_ones(number: int) -> None:
    assert parse_digits(f"{number:,}") == (float(number), 0)


@given(st.text(max_size=200))
def test_any_text_is_read_without_overlaps(text: str) -> None:
    read = read_numbers(analyse(text))
    assert all(one.first < one.last for one in read)
    assert all(one.last <= other.first for one, other in zip(read, read[1:], strict=False))
