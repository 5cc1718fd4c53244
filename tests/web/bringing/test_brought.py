from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chatrec import limits
from chatrec.catalog.catalog import Catalog
from chatrec.errors import RequestError
from chatrec.settings import Settings
from chatrec.shelf import imported_catalogs
from chatrec.web.bringing.brought import Brought

ANNA, BERT = f"web-{'a' * 32}", f"web-{'b' * 32}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def brought(settings: Settings) -> Brought:
    return Brought(settings)


def test_a_kept_catalogue_is_read_back_as_it_was(brought: Brought, films: Catalog) -> None:
    name = brought.keep(ANNA, films, title="Old films")
    again = Catalog.load(brought.source(ANNA, name), name=name)
    assert brought.titles(ANNA) == {name: "Old films"}
    assert again.items == films.items
    assert (again.noun, again.name) == (films.noun, name)


def test_two_of_the_same_name_never_meet(brought: Brought, films: Catalog) -> None:
    names = [brought.keep(owner, films, title="shop") for owner in (ANNA, ANNA, BERT)]
    assert len(set(names)) == 3
    assert list(brought.titles(ANNA).values()) == ["shop", "shop (2)"]
    assert list(brought.titles(BERT).values()) == ["shop"]


@pytest.mark.parametrize("title", ["a\rb", "a\u2028b", "\x00\x1b", "x" * 10_000])
def test_any_title_is_read_back_as_it_was(brought: Brought, films: Catalog, title: str) -> None:
    name = brought.keep(ANNA, films, title=title)
    assert brought.titles(ANNA) == {name: title}


def test_half_a_character_in_a_title_is_replaced(brought: Brought, films: Catalog) -> None:
    name = brought.keep(ANNA, films, title="shop \ud800")
    assert brought.titles(ANNA) == {name: "shop \ufffd"}


def test_nobody_else_has_it(brought: Brought, films: Catalog, settings: Settings) -> None:
    name = brought.keep(ANNA, films, title="shop")
    for other in (BERT, "", "..", f"{ANNA}/../{ANNA}"):
        assert brought.names(other) == []
        with pytest.raises(RequestError):
            brought.source(other, name)
    assert imported_catalogs(settings) == {}


def test_it_is_there_after_a_restart(brought: Brought, films: Catalog, settings: Settings) -> None:
    name = brought.keep(ANNA, films, title="shop")
    assert Brought(settings).names(ANNA) == [name]


def test_a_browser_may_keep_so_many_and_is_told_what_to_do(
    brought: Brought, films: Catalog
) -> None:
    one = replace(films, items=films.items[:1])
    names = [brought.keep(ANNA, one, title="shop") for _ in range(limits.KEPT_OF_VISITOR)]
    with pytest.raises(RequestError, match="keeps 10 catalogues already.*remove one"):
        brought.keep(ANNA, one, title="shop")
    brought.remove(ANNA, names[3])
    assert brought.keep(ANNA, one, title="shop") not in names


def test_removing_and_forgetting_leave_no_file(
    brought: Brought, films: Catalog, settings: Settings
) -> None:
    gone, kept = (brought.keep(ANNA, films, title="shop") for _ in range(2))
    others = brought.keep(BERT, films, title="shop")
    brought.remove(ANNA, gone)
    assert not list(settings.home.rglob(f"{gone}*"))
    assert brought.names(ANNA) == [kept]
    brought.remove(ANNA, kept)
    assert not (settings.catalog_folder / ANNA).exists()
    brought.keep(ANNA, films, title="shop")
    brought.forget(ANNA)
    brought.forget(ANNA)
    assert not (settings.catalog_folder / ANNA).exists()
    assert brought.names(BERT) == [others]
