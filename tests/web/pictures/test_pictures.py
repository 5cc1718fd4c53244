from __future__ import annotations

import re
from itertools import combinations, pairwise
from random import Random
from xml.etree import ElementTree

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.items import Item
from chatrec.web.pictures import picture, spread, style_of
from chatrec.web.pictures.figures import FIGURES, Figure

MOST_BYTES = 8192
HOSTILE = Item("<id>", '<script>alert(1)</script> & "quoted" ]]>', attributes={"kind": "</svg>"})


@pytest.fixture(scope="module", params=["movies", "electronics"])
def sample(request: pytest.FixtureRequest) -> Catalog:
    return Catalog.load(str(request.param))


def test_the_same_item_gives_the_same_picture(sample: Catalog) -> None:
    again = Catalog.load(sample.name)
    for item in sample.items[:20]:
        assert picture(item, sample) == picture(again[item.id], again)


def test_every_picture_is_small_and_well_formed(sample: Catalog) -> None:
    for item, variant in zip(sample.items, spread(sample.items, sample), strict=True):
        drawn = picture(item, sample, variant=variant)
        assert len(drawn.encode()) < MOST_BYTES
        assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_picture_holds_no_text_of_its_item(films: Catalog) -> None:
    drawn = picture(HOSTILE, films)
    assert "script" not in drawn
    assert "quoted" not in drawn
    assert [one.text for one in ElementTree.fromstring(drawn).iter() if one.text] == []


def test_a_picture_needs_no_style_sheet_and_loads_nothing(sample: Catalog) -> None:
    drawn = picture(sample.items[0], sample)
    assert "style" not in drawn
    assert set(re.findall(r'href="(.)', drawn)) <= {"#"}


def test_no_two_of_a_short_list_share_a_figure_or_an_ink(sample: Catalog) -> None:
    alike = sample.items[:1] * 2
    for start in range(0, 60, 4):
        items = (*sample.items[start : start + 3], *alike)
        variants = spread(items, sample)
        styles = [
            style_of(item, sample, variant=at) for item, at in zip(items, variants, strict=True)
        ]
        for one, other in combinations(styles[:4], 2):
            assert one.figure != other.figure
            assert one.ink != other.ink
        for one, other in pairwise(styles):
            assert (one.figure, one.ink) != (other.figure, other.ink)


def test_an_item_keeps_its_picture_where_no_neighbour_has_the_like(sample: Catalog) -> None:
    first, second, *_ = sample.items
    assert spread([first, second], sample)[0] == 0
    assert spread([second, first], sample)[0] == 0


def test_items_of_one_kind_begin_with_few_figures() -> None:
    shop = Catalog.load("electronics")
    laptops = [item for item in shop.items if item.fact("category") == "laptop"]
    assert len({style_of(item, shop).figure for item in laptops}) == 3


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_looks_different_for_another_title(figure: Figure) -> None:
    assert len({figure(Random(seed)) for seed in range(8)}) == 8
