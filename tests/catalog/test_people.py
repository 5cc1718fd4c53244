from __future__ import annotations

from chatrec.catalog.people import holds_people

FIRST = ["Ann", "Bo", "Carla", "Dev", "Eve", "Finn", "Gus"]
LAST = ["O'Neil", "van Dyke", "Smith", "Núñez", "Lee-Jones", "Ito"]


def test_the_name_of_the_facet_says_so() -> None:
    assert holds_people("directors", [])
    assert holds_people("crew.Written_By", [])


def test_many_different_names_of_people_are_seen() -> None:
    assert holds_people("talent", [f"{first} {last}" for first in FIRST for last in LAST])


def test_few_or_other_values_are_not_people() -> None:
    assert not holds_people("brand", ["Best Buy", "Red Bull"])
    assert not holds_people("place", [f"The Road {n}" for n in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2])
    assert not holds_people("model", [f"Model X{n}" for n in range(40)])
