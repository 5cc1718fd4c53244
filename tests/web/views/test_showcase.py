from __future__ import annotations

from dataclasses import replace

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.retrieval.facet_table import FacetTable
from chatrec.web.views.showcase import Showcase

HOST = "https://images.example"


def shown(films: Catalog, image: str | None) -> str:
    showcase = Showcase(FacetTable.build(films), (HOST,))
    (address,) = showcase.pictures([replace(films["f1"], image_url=image)])
    return address


@pytest.mark.parametrize("image", ["/static/f1.png", f"{HOST}/f1.png"])
def test_an_own_picture_is_shown_from_here_and_from_a_trusted_host(
    films: Catalog, image: str
) -> None:
    assert shown(films, image) == image


@pytest.mark.parametrize(
    "image",
    [
        None,
        "",
        "f1.png",
        "//leak.example/f1.png",
        "https://leak.example/f1.png",
        "http://images.example/f1.png",
        f"{HOST}.leak.example/f1.png",
        "javascript:alert(1)",
        "data:image/svg+xml,x",
        "https://[broken",
    ],
)
def test_any_other_picture_is_drawn(films: Catalog, image: str | None) -> None:
    assert shown(films, image).startswith("/picture/")


def test_neighbours_have_different_pictures(films: Catalog) -> None:
    showcase = Showcase(FacetTable.build(films))
    assert len(set(showcase.pictures([films["f1"], films["f2"]]))) == 2
