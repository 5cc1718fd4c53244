from __future__ import annotations

import pytest

from chatrec.catalog.measures import measure_named, measures
from chatrec.catalog.units import units


def test_every_measure_is_whole() -> None:
    for measure in measures().values():
        assert measure.names
        for words in (measure.less, measure.more, measure.low, measure.high, measure.questions):
            assert all(word == word.lower().strip() and "-" not in word for word in words)
        assert measure.unit is None or units()[measure.unit].dimension in measure.dimensions
        assert measure.better in (None, "low", "high")
        assert measure.typical is None or measure.typical[0] < measure.typical[1]


def test_cheaper_is_less_of_the_price_and_lighter_less_of_the_weight() -> None:
    assert "cheaper" in measures()["price"].less
    assert "lighter" in measures()["weight"].less
    assert "longer" in measures()["duration"].more


def test_one_word_never_means_both_ways_of_a_measure() -> None:
    for measure in measures().values():
        assert not set(measure.less) & set(measure.more)
        assert not set(measure.low) & set(measure.high)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("price", "price"),
        ("List_Price", "price"),
        ("runTime", "duration"),
        ("release year", "year"),
        ("ratings_count", "popularity"),
        ("average_rating", "rating"),
    ],
)
def test_a_facet_name_finds_its_measure(name: str, measure: str) -> None:
    found = measure_named(name)
    assert found is not None
    assert found.name == measure


def test_an_unknown_name_measures_nothing() -> None:
    assert measure_named("package weight limit of shelf") is None


def test_unit_words_lead_to_units() -> None:
    assert measures()["duration"].unit_words["hours"] == "h"
    assert measures()["price"].unit_words["pounds"] == "GBP"
