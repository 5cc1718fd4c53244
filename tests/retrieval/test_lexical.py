from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.items import Item
from chatrec.retrieval.lexical import FieldWeights, LexicalIndex
from tests.retrieval.shelf import FILMS, film, shelf

PLAIN = FieldWeights(title=1, listed=1, people=1, description=1, other=1)


def test_scores_are_those_of_the_formula() -> None:
    catalog = Catalog("c", (Item("a", "cat dog"), Item("b", "cat cat bird fish"), Item("c", "dog")))
    scores = LexicalIndex.build(catalog, weights=PLAIN).scores("cat")
    # idf = ln(1 + (3 - 2 + .5) / (2 + .5)); mean length 7/3; tf * 2.2 / (tf + 1.2 (.25 + .75 len / mean))
    idf = log(1 + 1.5 / 2.5)
    first = idf * 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / (7 / 3)))
    second = idf * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 4 / (7 / 3)))
    assert scores.tolist() == pytest.approx([first, second, 0.0], rel=1e-5)


def test_a_title_counts_more_than_a_description() -> None:
    catalog = Catalog("c", (Item("a", "blood", "town"), Item("b", "town", "blood")))
    scores = LexicalIndex.build(catalog).scores("blood")
    assert scores[0] > scores[1] > 0


def test_values_people_and_years_are_words_of_the_item() -> None:
    index = LexicalIndex.build(FILMS)
    assert np.argmax(index.scores("Weaver")) == 2
    assert np.argmax(index.scores("science-fiction or sci-fi in space")) == 2
    assert np.argmax(index.scores("1980")) == 0
    assert not index.scores("88").any()


def test_a_model_code_finds_its_model() -> None:
    catalog = Catalog("c", (Item("a", "Laptop T430 s-line"), Item("b", "Laptop T430s")))
    assert np.argmax(LexicalIndex.build(catalog).scores("t430s")) == 1


def test_two_words_find_what_the_catalogue_writes_as_one() -> None:
    catalog = Catalog("c", (Item("a", "Smartwatch"), Item("b", "Smarter watching")))
    assert LexicalIndex.build(catalog).scores("smart watches")[0] > 0
    assert not LexicalIndex.build(catalog).scores("smart, and a watch")[0]


def test_rows_with_all_passes_over_filler_words() -> None:
    index = LexicalIndex.build(FILMS)
    assert index.rows_with_all(["the", "crew"]).tolist() == [2]
    assert index.rows_with_all(["blood", "crew"]).tolist() == []
    assert index.rows_with_all(["zzz"]).tolist() == []
    assert len(index.rows_with_all(["the"])) == len(FILMS)


def test_nothing_scores_for_nothing() -> None:
    assert not LexicalIndex.build(FILMS).scores("").any()
    assert len(LexicalIndex.build(shelf()).scores("cat")) == 0


NAMES = st.sampled_from(["red cat", "blue dog 16GB", "old cat", "sun"])


@settings(max_examples=30)
@given(st.lists(NAMES, min_size=1, max_size=5), st.lists(NAMES, max_size=4), st.data())
def test_an_updated_index_scores_like_a_new_one(
    before: list[str], added: list[str], data: st.DataObject
) -> None:
    first = shelf(*(film(str(row), name, genres=("g",)) for row, name in enumerate(before)))
    kept = [item for item in first.items if data.draw(st.booleans())]
    changed = [
        replace(item, title=data.draw(NAMES)) if data.draw(st.booleans()) else item for item in kept
    ]
    new = [film(f"new{row}", name) for row, name in enumerate(added)]
    second = replace(first, items=tuple([*new, *changed]))
    updated = LexicalIndex.build(first).updated(second)
    fresh = LexicalIndex.build(second)
    for query in ("cat", "16 gb", "red sun g"):
        assert updated.scores(query).tolist() == pytest.approx(
            fresh.scores(query).tolist(), rel=1e-5
        )
