from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.errors import CatalogError
from chatrec.settings import Settings
from chatrec.web.bots import Bots
from chatrec.web.place import Place, begin_anew, resume, switch

TOYS = "id,title,kind\nt1,Red Robot,robot\nt2,Blue Bear,bear\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def bots(films: Catalog, settings: Settings, tmp_path: Path) -> Iterator[Bots]:
    toys = tmp_path / "toys.csv"
    toys.write_text(TOYS)
    opened = Bots(
        Chatbot.open(films, settings=settings),
        {"toys": toys, "gone": tmp_path / "gone.csv"},
        settings=settings,
    )
    yield opened
    opened.close()


def test_a_catalogue_is_opened_once_however_many_ask(bots: Bots) -> None:
    assert not bots.is_open("toys")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(bots.get, ["toys"] * 8))
    assert len({id(bot) for bot in found}) == 1
    assert bots.is_open("toys")
    assert len(bots.get("toys").catalog) == 2


def test_what_is_wrong_with_a_catalogue_is_told(bots: Bots) -> None:
    with pytest.raises(CatalogError, match=r"no catalogue 'cars'.*films, toys, gone"):
        bots.get("cars")
    with pytest.raises(CatalogError, match="gone"):
        bots.get("gone")
    assert not bots.is_open("gone")


def test_the_first_catalogue_goes_before_another_of_its_name(
    films: Catalog, settings: Settings
) -> None:
    first = Chatbot.open(replace(films, name="movies"), settings=settings)
    bots = Bots(first, {"movies": "movies", "electronics": "electronics"}, settings=settings)
    assert bots.names == ["movies", "electronics"]
    assert bots.get("movies") is first
    bots.close()


def test_an_imported_catalogue_is_found_by_its_name(settings: Settings) -> None:
    settings.catalog_folder.mkdir(parents=True)
    (settings.catalog_folder / "toys.jsonl").write_text('{"id": "t1", "title": "Red Robot"}\n')
    bots = Bots.open(replace(settings, catalog="toys"))
    assert bots.names == ["toys", "movies", "electronics"]
    assert bots.get("toys").catalog["t1"].title == "Red Robot"
    bots.close()
    bots.close()


def test_a_new_owner_begins_with_the_first_catalogue(bots: Bots) -> None:
    place = resume(bots, "web-a")
    assert place.catalog == "films"
    assert resume(bots, "web-a").session != place.session


def test_an_owner_resumes_the_chat_used_last_and_no_other(bots: Bots) -> None:
    here = resume(bots, "web-a")
    here.chat(bots).say("a comedy")
    there = switch(bots, here, "toys")
    assert resume(bots, "web-a") == there
    assert switch(bots, there, "films") == here
    assert resume(bots, "web-a") == here
    assert resume(bots, "web-b").session not in (here.session, there.session)


def test_a_new_chat_is_resumed_even_before_a_word_is_said(bots: Bots) -> None:
    old = resume(bots, "web-a")
    old.chat(bots).say("a comedy")
    new = begin_anew(bots, old)
    assert new.session != old.session
    assert resume(bots, "web-a") == new
    assert new.chat(bots).turns == []
    assert begin_anew(bots, new) == new


def test_sessions_have_names_that_nobody_can_guess(bots: Bots) -> None:
    places = [resume(bots, "web-a") for _ in range(20)]
    assert len({place.session for place in places}) == 20
    assert all(len(place.session) == len("web-") + 32 for place in places)


def test_a_chat_of_another_owner_stays_closed(bots: Bots) -> None:
    place = resume(bots, "web-a")
    place.chat(bots).say("a comedy")
    thief = Place("web-b", place.catalog, place.session)
    with pytest.raises(Exception, match="belongs to another user"):
        thief.chat(bots).say("what did they say?")
