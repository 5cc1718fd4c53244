from __future__ import annotations

from chatrec.catalog.columns import gather_columns
from chatrec.catalog.config import Config, FacetSection
from chatrec.catalog.correct import corrected_layout
from chatrec.catalog.facets import Facet
from chatrec.catalog.infer import infer_layout
from chatrec.catalog.told_kinds import KIND


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


def test_a_label_that_a_person_gave_stays_and_any_other_correction_changes_nothing() -> None:
    rows = [{"id": str(n), "title": f"Kite {n} Tent", "type": "tent"} for n in range(3)]
    rows.append({"id": "3", "title": "Otter Jacket", "type": "jacket"})
    columns = gather_columns(rows, len(rows))
    for section, label in ((FacetSection(label="sort"), "sort"), (FacetSection(ask=False), KIND)):
        layout = corrected_layout(columns, Config(facets={"type": section}), where="a test")
        assert layout.columns[0].facet.label == label
