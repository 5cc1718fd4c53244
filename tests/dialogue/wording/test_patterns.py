from __future__ import annotations

import string

import pytest

from chatrec.catalog import load
from chatrec.catalog.facets import Facet
from chatrec.dialogue.wording.patterns import Pattern, label, pattern

SLOTS = {"value", "a_value", "low", "high", "label", "a_label", "noun", "adj", "a_adj", "bound"}


def test_a_name_goes_before_a_measure_and_a_measure_before_the_type() -> None:
    assert pattern(Facet(name="Streaming Services", type="many")).wish == "on {value}"
    assert pattern(Facet(name="x", label="director", type="many")).wish == "directed by {value}"
    assert pattern(Facet(name="cost", type="money", measure="price")).low == "cheap"
    assert (
        pattern(Facet(name="reviews", type="number", measure="popularity")).less == "reviewed less"
    )
    assert pattern(Facet(name="x", type="many", people=True)).wish == "with {value}"
    assert pattern(Facet(name="x", type="flag")).wish == "{label}"


def test_a_number_is_not_spoken_of_like_a_value() -> None:
    assert "{bound}" in pattern(Facet(name="genre", type="number")).bound
    assert pattern(Facet(name="year", type="category")).wish == "with {label} {value}"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("weight_kg", "weight"),
        ("specs.display_size", "display size"),
        ("RAM", "RAM"),
        ("Colour", "colour"),
        ("kg", "kg"),
    ],
)
def test_a_label_has_no_underscore_and_no_unit(name: str, words: str) -> None:
    assert label(Facet(name=name, type="number")) == words


@pytest.mark.parametrize("sample", ["movies", "electronics"])
def test_every_pattern_of_the_samples_has_known_slots(sample: str) -> None:
    for facet in load(sample).schema:
        words = pattern(facet)
        texts = [text for text in words.model_dump().values() if isinstance(text, str)]
        for text in texts:
            named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            assert named <= SLOTS
        assert isinstance(words, Pattern)
