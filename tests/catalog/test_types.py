from __future__ import annotations

import pytest

from chatrec.catalog.columns import Column
from chatrec.catalog.types import guess_type, unit_in_name


def column(name: str, *cells: object) -> Column:
    return Column(name, len(cells), list(cells))


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("price", ("$5", "$6.50", "$7"), "money"),
        ("price", (5, 6.5, 7), "money"),
        ("fee", ("5 €", "6 €"), "money"),
        ("runtime", (90, 100), "number"),
        ("colour", ("red", "blue", "red"), "category"),
        ("genres", (["a", "b"], ["a"]), "many"),
        ("genres", ("Comedy|Drama", "Drama", "War|Drama"), "many"),
        ("tags", ("a, b", "c"), "many"),
        ("genres", ("['a', 'b']", "['c']"), "many"),
        ("wireless", ("yes", "no", "yes"), "flag"),
        ("wireless", (True, True), "flag"),
        ("premium", ("1", "0", "1"), "flag"),
        ("in_stock", ("yes", "yes"), "flag"),
        ("stock", ("1", "0", "1"), "number"),
        ("released", ("2024-05-01", "2023-01-31"), "date"),
        ("zip", ("01234", "98765"), "category"),
        ("imdb_id", (114709, 113497), "category"),
        ("network", ("5G", "5G", "LTE"), "category"),
        ("size", ("S", "M", "42"), "category"),
        ("gender", ("F", "M", "F"), "category"),
        ("min_age", ("6+", "12+", "8+"), "number"),
        ("size", ("40 m²", "70 m²"), "number"),
        ("category", ("Home > Lamps", "Home > Lamps > Desk", "Home > Rugs"), "many"),
        ("tasting_notes", ("Plum, spice and oak.", "Dry, with green apple.") * 4, "text"),
    ],
)
def test_the_type_is_seen_in_the_values(name: str, cells: tuple[object, ...], kind: str) -> None:
    assert guess_type(column(name, *cells)).type == kind


def test_long_different_texts_are_text() -> None:
    lines = [
        f"A long remark number {n} about this thing, that nobody will ever filter by."
        for n in range(9)
    ]
    assert guess_type(column("remark", *lines)).type == "text"


def test_the_name_forgives_wrong_values_and_others_are_strict() -> None:
    cells = ["1", "2", "3", "4", "cheap", "5", "6", "dear"]
    assert guess_type(column("price", *cells)).type == "money"
    assert guess_type(column("grade", *cells)).type == "category"


def test_one_misfit_makes_a_nested_column_words() -> None:
    cells = [str(n) for n in range(50)] + ["23/24"]
    assert guess_type(column("specs.wire size", *cells)).type == "category"
    assert guess_type(column("wire size", *cells)).type == "number"


def test_units_come_from_the_values_then_the_name_then_what_is_usual() -> None:
    assert guess_type(column("weight", "1.2 kg", "800 g", "2 kg")).unit == "kg"
    assert guess_type(column("weight_lb", 2, 3)).unit == "lb"
    assert guess_type(column("runtime", 90, 120)).unit == "min"
    assert guess_type(column("weight", 47000, 99)).unit is None


def test_a_unit_that_cannot_be_of_the_measure_takes_it_away() -> None:
    guess = guess_type(column("capacity_mah", 5000, 20000))
    assert (guess.unit, guess.measure) == ("mAh", None)


@pytest.mark.parametrize(
    ("name", "unit"),
    [("weight_kg", "kg"), ("Price (EUR)", "EUR"), ("kg", None), ("checked in", None)],
)
def test_a_unit_is_read_at_the_end_of_a_name(name: str, unit: str | None) -> None:
    assert unit_in_name(name) == unit
