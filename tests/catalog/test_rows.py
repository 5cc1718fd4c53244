from __future__ import annotations

import pytest

from chatrec.catalog.facets import Facet, FacetType
from chatrec.catalog.layout import FacetColumn, Fields, Layout
from chatrec.catalog.rows import RowReader, WrongRow, made_id


def reader(kind: FacetType, unit: str | None = None, separator: str | None = None) -> RowReader:
    facet = Facet(name="fact", type=kind, unit=unit)
    return RowReader(Layout(Fields(), (FacetColumn("column", facet, separator),)))


def fact(
    kind: FacetType, cell: object, unit: str | None = None, separator: str | None = None
) -> object:
    return (
        reader(kind, unit, separator)
        .read({"id": 1, "title": "t", "column": cell})
        .attributes.get("fact")
    )


@pytest.mark.parametrize(
    ("kind", "cell", "unit", "value"),
    [
        ("number", 3.0, None, 3),
        ("number", "3,5", None, 3.5),
        ("number", "90 min", "h", 1.5),
        ("money", "$1,299.00", "USD", 1299),
        ("flag", "yes", None, True),
        ("date", "1 May 2024", None, "2024-05-01"),
        ("category", 5.0, None, "5"),
        ("text", " a b ", None, "a b"),
        ("many", ["a", "a", "b"], None, ("a", "b")),
        ("number", "N/A", None, None),
    ],
)
def test_a_cell_becomes_a_fact_of_its_type(
    kind: FacetType, cell: object, unit: str | None, value: object
) -> None:
    assert fact(kind, cell, unit) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("number", "cheap"),
        ("number", True),
        ("number", [1]),
        ("number", 10**400),
        ("flag", "perhaps"),
        ("date", "soon"),
    ],
)
def test_a_cell_of_another_type_is_a_wrong_row(kind: FacetType, cell: object) -> None:
    with pytest.raises(WrongRow, match="fact"):
        fact(kind, cell)


def test_equal_lists_are_held_once() -> None:
    read = reader("many")
    one = read.read({"id": 1, "title": "t", "column": ["a", "b"]})
    other = read.read({"id": 2, "title": "t", "column": ["a", "b"]})
    assert one.attributes["fact"] is other.attributes["fact"]


def test_a_title_stands_on_one_line() -> None:
    assert reader("text").read({"id": 1, "title": " a\n  b "}).title == "a b"


def test_a_made_id_depends_on_title_and_facts_only() -> None:
    assert made_id("a", {"x": 1, "y": 2}) == made_id("a", {"y": 2, "x": 1})
    assert made_id("a", {"x": 1}) != made_id("a", {"x": 2})
