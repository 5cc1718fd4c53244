from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.catalog import load
from chatrec.catalog.catalog import Catalog
from chatrec.errors import CatalogError
from chatrec.settings import Settings
from chatrec.shelf import find_catalog, imported_catalogs, keep_catalog


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def test_a_kept_catalogue_loads_with_the_same_items_and_facets(
    films: Catalog, settings: Settings
) -> None:
    kept = keep_catalog(films, settings)
    again = load(kept.path)
    assert again.items == films.items
    assert [(one.name, one.type, one.unit) for one in again.schema] == [
        (one.name, one.type, one.unit) for one in films.schema
    ]
    assert (again.noun, again.nouns) == ("film", "films")


def test_the_samples_survive_being_kept(settings: Settings) -> None:
    shop = load("electronics", name="my shop")
    kept = keep_catalog(shop, settings)
    again = load(kept.path)
    assert again.items == shop.items
    assert again.rules == shop.rules


def test_a_kept_catalogue_is_found_by_its_name(films: Catalog, settings: Settings) -> None:
    keep_catalog(films, settings)
    assert imported_catalogs(settings) == {"films": settings.catalog_folder / "films.jsonl"}
    assert find_catalog("films", settings) == settings.catalog_folder / "films.jsonl"
    assert find_catalog("other", settings) == "other"
    assert find_catalog("./films", settings) == "./films"


def test_a_sample_goes_before_a_kept_catalogue_of_its_name(settings: Settings) -> None:
    settings.catalog_folder.mkdir(parents=True)
    (settings.catalog_folder / "movies.jsonl").write_text("{}", encoding="utf-8")
    assert find_catalog("movies", settings) == "movies"


def test_a_name_never_leads_out_of_the_folder(films: Catalog, settings: Settings) -> None:
    shop = Catalog("../../etc/passwd", films.items, films.schema)
    kept = keep_catalog(shop, settings)
    assert kept.path.parent == settings.catalog_folder


def test_a_folder_that_cannot_be_written_is_told(films: Catalog, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CatalogError, match="CHATREC_HOME"):
        keep_catalog(films, Settings(home=tmp_path / "file"))
