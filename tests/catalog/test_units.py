from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.units import convert, unit_words, units


def test_every_dimension_has_a_first_unit_of_factor_one() -> None:
    dimensions = {unit.dimension for unit in units().values()}
    firsts = {unit.dimension for unit in units().values() if unit.factor == 1}
    assert dimensions == firsts


def test_words_are_in_lower_case_and_find_their_unit() -> None:
    for word, unit in unit_words().items():
        assert word == word.lower()
        assert word in unit.words


def test_pounds_are_mass_unless_a_currency_is_asked_for() -> None:
    assert unit_words()["pounds"].name == "lb"


def test_hours_are_sixty_minutes() -> None:
    assert convert(2.5, of="h", to="min") == 150


def test_mass_is_not_length() -> None:
    assert convert(1, of="kg", to="cm") is None


def test_currencies_are_not_converted() -> None:
    assert convert(1, of="USD", to="EUR") is None
    assert convert(1, of="USD", to="USD") == 1


@given(st.floats(0.001, 1e6), st.sampled_from(sorted(units())), st.sampled_from(sorted(units())))
def test_conversion_there_and_back_is_the_same(number: float, one: str, other: str) -> None:
    there = convert(number, of=one, to=other)
    if there is not None:
        back = convert(there, of=other, to=one)
        assert back is not None
        assert abs(back - number) <= 1e-9 * number
