from __future__ import annotations

import pytest

from chatrec.catalog.labels import label_of, synonyms_of
from chatrec.catalog.measures import measures
from chatrec.catalog.plurals import plural, singular


@pytest.mark.parametrize(
    ("column", "many", "label"),
    [
        ("streaming_services", True, "streaming service"),
        ("genres", True, "genre"),
        ("runtime_min", False, "running time"),
        ("weight_kg", False, "weight"),
        ("specs.product colour", False, "colour"),
        ("cast", True, "actor"),
        ("series", False, "series"),
        ("Price (EUR)", False, "price"),
    ],
)
def test_a_label_is_what_a_sentence_says(column: str, many: bool, label: str) -> None:
    assert label_of(column, many=many) == label


def test_synonyms_hold_the_words_of_the_measure_and_the_column() -> None:
    found = synonyms_of("runtime_min", "running time", measures()["duration"], listed=False)
    assert {"length", "runtime min", "how long"} <= set(found)
    assert "running time" not in found


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("genre", "genres"),
        ("category", "categories"),
        ("box", "boxes"),
        ("key", "keys"),
        ("match", "matches"),
    ],
)
def test_plurals_there_and_back(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one
