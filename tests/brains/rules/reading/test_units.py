from __future__ import annotations

import pytest

from chatrec.brains.rules.reading.units import ANY_MONEY, convert, spoken_units, unit_named
from chatrec.catalog.units import units


def test_a_facet_names_its_unit_by_name_or_word() -> None:
    assert unit_named("min") == units()["min"]
    assert unit_named("inches") == units()["in"]
    assert unit_named("no such unit") is None
    assert unit_named(None) is None


def test_values_are_converted_within_a_dimension() -> None:
    assert convert(2, units()["h"], units()["min"]) == 120
    assert convert(3, units()["lb"], units()["kg"]) == pytest.approx(1.36078)
    assert convert(1, units()["h"], units()["kg"]) is None
    assert convert(5, units()["h"], None) == 5


def test_money_is_never_converted() -> None:
    assert convert(500, units()["GBP"], units()["USD"]) == 500
    assert convert(500, ANY_MONEY, units()["USD"]) == 500


def test_pounds_are_money_or_mass() -> None:
    meant = spoken_units().after[("pounds",)].units
    assert {unit.dimension for unit in meant} == {"money", "mass"}


def test_short_units_count_only_where_they_touch() -> None:
    assert ("in",) not in spoken_units().after
    assert spoken_units().glued["in"].units == (units()["in"],)


def test_a_grand_is_a_thousand_of_any_money() -> None:
    grand = spoken_units().after[("grand",)]
    assert (grand.times, grand.units) == (1000, (ANY_MONEY,))
