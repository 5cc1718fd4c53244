from __future__ import annotations

from chatrec.catalog.columns import gather_columns
from chatrec.catalog.flatten import flatten
from chatrec.catalog.infer import infer_layout
from chatrec.catalog.layout import Layout


def layout_of(*records: dict[str, object]) -> Layout:
    flat = [flatten(record) for record in records]
    return infer_layout(gather_columns(flat, len(flat)))


def test_attributes_stand_for_themselves_and_other_objects_give_their_names() -> None:
    assert flatten({"id": 1, "attributes": {"a": 1, "specs": {"b": 2}}, "a": 0}) == {
        "id": 1,
        "a": 0,
        "specs.b": 2,
    }


def test_two_columns_of_one_name_become_two_facets() -> None:
    layout = layout_of({"id": 1, "title": "t", "colour": "red", "cable": {"colour": "blue"}})
    assert [column.facet.name for column in layout.columns] == ["colour", "cable_colour"]


def test_names_that_mean_something_else_are_not_taken() -> None:
    layout = layout_of({"id": 1, "title": "t", "specs": {"title": "x", "text": "y"}})
    assert [column.facet.name for column in layout.columns] == ["specs_title", "specs_text"]


def test_a_hundred_facets_at_most_and_the_rest_as_words() -> None:
    layout = layout_of({"id": 1, "title": "t", **{f"c{n}": n for n in range(150)}})
    assert len(layout.columns) == 101
    assert layout.columns[-1].facet.name == "details"


def test_a_column_without_any_value_is_no_facet() -> None:
    assert layout_of({"id": 1, "title": "t", "empty": None}).columns == ()


def test_the_name_of_a_nested_thing_is_called_by_the_thing() -> None:
    layout = layout_of({"id": 1, "title": "t", "owner": {"name": "Ana", "verified": True}})
    assert [column.facet.name for column in layout.columns] == ["owner", "verified"]
