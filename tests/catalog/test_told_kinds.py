from __future__ import annotations

from chatrec.catalog.columns import gather_columns
from chatrec.catalog.facets import Facet
from chatrec.catalog.infer import infer_layout


def facet(name: str, *rows: tuple[str, str]) -> Facet:
    records = [{"id": str(n), "title": title, name: kind} for n, (title, kind) in enumerate(rows)]
    layout = infer_layout(gather_columns(records, len(records)))
    return layout.columns[0].facet


def test_a_type_that_titles_end_in_is_the_kind_of_thing() -> None:
    tents = facet("type", ("Kite Tent", "tent"), ("Otter Jacket", "jacket"), ("Quill", "tent"))
    assert tents.label == "product type"
    assert "type" in tents.synonyms


def test_a_type_that_no_title_names_is_a_type() -> None:
    assert facet("type", ("Chablis", "white"), ("Barolo", "red"), ("Rioja", "red")).label == "type"


def test_another_facet_that_titles_name_is_no_kind() -> None:
    assert facet("colour", ("Red Tent", "red"), ("Blue Tent", "blue")).label == "colour"
