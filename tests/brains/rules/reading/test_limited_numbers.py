from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.limited_numbers import quantities


def test_two_numbers_make_a_range() -> None:
    (read,) = quantities(analyse("from $300 to $500"))
    assert read.high is not None
    assert (read.low.value, read.high.value) == (300, 500)


def test_a_limit_belongs_to_the_number_beside_it() -> None:
    first, second = quantities(analyse("under 900 and at least 16 GB"))
    assert first.bound is not None and second.bound is not None
    assert (first.bound.limit, second.bound.limit) == ("<", ">=")


def test_a_limit_after_an_approximation_wins() -> None:
    (read,) = quantities(analyse("about 2 hours or less"))
    assert read.bound is not None
    assert read.bound.limit == "<="


def test_a_second_limit_takes_the_unit_of_the_first() -> None:
    _, second = quantities(analyse("more than 2 hours but less than 3"))
    assert [unit.name for unit in second.low.units] == ["h"]


def test_alternatives_are_listed() -> None:
    (read,) = quantities(analyse("13 or 14 inch"))
    assert read.listed


@given(st.text(max_size=200))
def test_quantities_follow_each_other(text: str) -> None:
    analysis = analyse(text)
    assert all(0 <= one.first < one.last <= len(analysis.tokens) for one in quantities(analysis))
