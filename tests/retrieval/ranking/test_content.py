from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.retrieval.facet_table import FacetTable
from chatrec.retrieval.lexical import LexicalIndex
from chatrec.retrieval.ranking.content import Content, kind_facets
from tests.retrieval.shelf import FILMS, film, shelf


def content_of(catalog: Catalog) -> Content:
    return Content.build(FacetTable.build(catalog), LexicalIndex.build(catalog))


def test_kinds_are_listed_facets_that_are_not_people() -> None:
    assert [facet.name for facet in kind_facets(FacetTable.build(FILMS))] == ["genres", "rated"]


def test_shared_values_are_the_cosine_of_their_rarities() -> None:
    catalog = shelf(
        film("a", "A", genres=("war", "drama")), film("b", "B", genres=("drama",)), film("c", "C")
    )
    war, drama = log(1 + 3 / 1), log(1 + 3 / 2)
    near = content_of(catalog).sharing_values([0])
    assert near.tolist() == pytest.approx([1.0, drama / sqrt(war**2 + drama**2), 0.0], rel=1e-5)


def test_shared_words_are_the_cosine_of_their_rarities() -> None:
    catalog = Catalog(
        "c",
        (
            Item("a", "ghost ship"),
            Item("b", "ghost town"),
            *(Item(f"x{row}", f"other{row}") for row in range(8)),
        ),
    )
    ghost, rare = log(1 + 10 / 2), log(1 + 10 / 1)
    near = content_of(catalog).sharing_words([0])
    assert near[1] == pytest.approx(ghost**2 / (ghost**2 + rare**2), rel=1e-4)
    assert not near[2:].any()


def test_likeness_is_that_of_both_and_of_an_item_with_itself_is_one() -> None:
    content = content_of(FILMS)
    alike = content.alike([0, 1, 2])
    assert alike == pytest.approx(alike.T)
    assert np.diag(alike)[0] == pytest.approx(1.0, rel=1e-4)
    assert alike[0, 1] > alike[0, 2]


def test_years_are_near_where_they_differ_little() -> None:
    near = content_of(FILMS).near_years([0, 1])
    assert near[2] == pytest.approx(exp(-5 / 10), rel=1e-5)
    assert near[4] == pytest.approx(0.4)


def test_dates_stand_for_years_where_no_facet_measures_them() -> None:
    schema = Schema(facets=(Facet(name="made", type="date"),))
    catalog = Catalog(
        "c",
        (Item("a", "A", "", {"made": "2000-01-01"}), Item("b", "B", "", {"made": "2010-01-01"})),
        schema,
    )
    assert content_of(catalog).near_years([0])[1] == pytest.approx(exp(-1), rel=1e-3)


def test_nothing_is_near_to_nothing() -> None:
    content = content_of(FILMS)
    for scores in (content.sharing_values([]), content.sharing_words([]), content.near_years([])):
        assert not scores.any()
