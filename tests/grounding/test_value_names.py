from __future__ import annotations

from chatrec.catalog.facets import Facet
from chatrec.grounding.value_names import same_value, value_key

GENRE = Facet(name="genres", type="many", values={"science fiction": ("sci-fi",), "comedy": ()})


def test_case_and_accents_do_not_part_values() -> None:
    assert same_value("Crème", "creme ")
    assert same_value(1, "1.0") is False
    assert same_value(1.0, "1")
    assert value_key(True) == "yes"


def test_a_synonym_is_the_value_only_for_its_facet() -> None:
    assert same_value("sci-fi", "Science Fiction", GENRE)
    assert not same_value("sci-fi", "science fiction")
    assert not same_value("sci-fi", "comedy", GENRE)
