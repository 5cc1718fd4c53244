"""The facets of a catalogue in a few lines: those of a kind together, values where they tell something."""

from __future__ import annotations

from chatrec import Catalog
from chatrec.brains.llm.facet_lines import facet_lines
from chatrec.brains.rules.reading.vocabulary import Vocabulary


def test_facets_of_a_kind_stand_together_and_values_that_recur_are_named(films: Catalog) -> None:
    assert facet_lines(Vocabulary(films)) == [
        "numbers: year, minutes (min)",
        "people: director",
        "genres, several of: Comedy, Drama",
        "streaming_services, several of: Hulu, Netflix",
    ]


def test_a_long_catalogue_takes_few_words() -> None:
    lines = facet_lines(Vocabulary(Catalog.load("electronics")))
    assert len(lines) < 20
    assert all(len(line) < 400 for line in lines)
    assert lines[0].startswith("numbers: price (USD), rating (star), reviews, weight_kg")
    assert "sponsored" not in " ".join(lines)
