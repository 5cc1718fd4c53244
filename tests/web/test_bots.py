from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chatrec import limits
from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.errors import CatalogError, IndexingError, RequestError, TooMany
from chatrec.settings import Settings
from chatrec.web import bots as bots_module
from chatrec.web.bots import Bots

TOYS = "id,title,kind\nt1,Red Robot,robot\nt2,Blue Bear,bear\n"
ANNA, BERT = f"web-{'a' * 32}", f"web-{'b' * 32}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def toys(tmp_path: Path) -> Path:
    path = tmp_path / "toys.csv"
    path.write_text(TOYS)
    return path


@pytest.fixture
def bots(films: Catalog, settings: Settings, toys: Path) -> Iterator[Bots]:
    others = {"toys": toys, "gone": toys.with_name("gone.csv")}
    opened = Bots(Chatbot.open(films, settings=settings), others, settings=settings)
    yield opened
    opened.close()


@pytest.fixture
def lamps(films: Catalog) -> Catalog:
    return replace(films, items=films.items[:2])


def test_a_catalogue_is_opened_once_however_many_ask(bots: Bots) -> None:
    assert not bots.is_open("toys")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda name: bots.get(name, owner=ANNA), ["toys"] * 8))
    assert len({id(bot) for bot in found}) == 1
    assert bots.is_open("toys")
    assert len(found[0].catalog) == 2


def test_what_is_wrong_with_a_catalogue_is_told(bots: Bots) -> None:
    with pytest.raises(RequestError, match=r"no catalogue 'cars'.*films, toys, gone"):
        bots.get("cars", owner=ANNA)
    with pytest.raises(CatalogError, match="gone"):
        bots.get("gone", owner=ANNA)
    assert not bots.is_open("gone")


def test_the_first_catalogue_goes_before_another_of_its_name(
    films: Catalog, settings: Settings
) -> None:
    first = Chatbot.open(replace(films, name="movies"), settings=settings)
    bots = Bots(first, {"movies": "movies", "electronics": "electronics"}, settings=settings)
    assert bots.names(ANNA) == ["movies", "electronics"]
    assert bots.get("movies", owner=ANNA) is first
    bots.close()


def test_an_imported_catalogue_is_found_by_its_name(settings: Settings) -> None:
    settings.catalog_folder.mkdir(parents=True)
    (settings.catalog_folder / "toys.jsonl").write_text('{"id": "t1", "title": "Red Robot"}\n')
    bots = Bots.open(replace(settings, catalog="toys"))
    assert bots.names(ANNA) == ["toys", "movies", "electronics"]
    assert bots.get("toys", owner=ANNA).catalog["t1"].title == "Red Robot"
    bots.close()
    bots.close()


def test_a_catalogue_that_was_brought_is_for_its_browser_alone(bots: Bots, lamps: Catalog) -> None:
    name = bots.brought.keep(ANNA, lamps, title="My lamps")
    assert bots.names(ANNA)[-1] == name
    assert bots.titles(ANNA)[name] == "My lamps"
    assert len(bots.get(name, owner=ANNA).catalog) == 2
    for other in (BERT, ""):
        assert name not in bots.names(other)
        with pytest.raises(RequestError) as refused:
            bots.get(name, owner=other)
        assert "My lamps" not in str(refused.value)


def test_its_chats_are_listed_under_its_plain_name(bots: Bots, lamps: Catalog) -> None:
    name = bots.brought.keep(ANNA, lamps, title="My lamps")
    bots.get(name, owner=ANNA).session("s1", user=ANNA).say("hello")
    assert [one.catalog for one in bots.sessions(ANNA)] == ["My lamps"]


def test_removing_it_deletes_its_chats_its_index_and_what_is_remembered(
    bots: Bots, lamps: Catalog
) -> None:
    name = bots.brought.keep(ANNA, lamps, title="My lamps")
    bot = bots.get(name, owner=ANNA)
    chat = bot.session("s1", user=ANNA)
    chat.consent(True)
    chat.say("hello")
    chat.note(lamps.items[0].id, "liked")
    bots.get("films", owner=ANNA).session("s2", user=ANNA).say("hello")
    assert bots.store.recall(ANNA, catalog=name).items("liked")
    with pytest.raises(RequestError):
        bots.remove(name, owner=BERT)
    assert bots.remove(name, owner=ANNA) == 1
    assert [one.id for one in bots.sessions(ANNA)] == ["s2"]
    assert not bots.store.recall(ANNA, catalog=name).items("liked")
    assert name not in bots.names(ANNA)
    assert not bots.is_open(name)
    assert name not in "".join(collections(bots))
    assert bots.get("films", owner=ANNA).session("s2", user=ANNA).say("a comedy").picks
    with pytest.raises(RequestError, match="not kept in this browser"):
        bots.remove(name, owner=ANNA)


def test_forgetting_a_browser_deletes_all_that_it_brought(bots: Bots, lamps: Catalog) -> None:
    names = [bots.brought.keep(ANNA, lamps, title="lamps") for _ in range(2)]
    for name in names:
        bots.get(name, owner=ANNA)
    others = bots.brought.keep(BERT, lamps, title="lamps")
    bots.forget(ANNA)
    assert bots.brought.names(ANNA) == []
    assert not any(bots.is_open(name) for name in names)
    assert bots.brought.names(BERT) == [others]


def test_the_one_that_was_used_least_recently_makes_room(
    bots: Bots, lamps: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OPEN_IN_ALL", 2)
    monkeypatch.setattr(limits, "OPEN_OF_VISITOR", 9)
    one, two, three = (bots.brought.keep(ANNA, lamps, title="lamps") for _ in range(3))
    bots.get(one, owner=ANNA)
    bots.get(two, owner=ANNA)
    with pytest.raises(TooMany, match="2 catalogues that people brought.*two minutes"):
        bots.get(three, owner=ANNA)
    bots.get("toys", owner=ANNA)
    monkeypatch.setattr(bots_module, "QUIET_SECONDS", 0)
    bots.get(one, owner=ANNA)
    bots.get(three, owner=ANNA)
    assert [bots.is_open(name) for name in (one, two, three, "toys", "films")] == [
        True, False, True, True, True,
    ]  # fmt: skip
    assert bots.get(two, owner=ANNA).session("s1", user=ANNA).say("hello").text


def test_a_third_catalogue_of_one_browser_closes_its_own_and_not_that_of_another(
    bots: Bots, lamps: Catalog
) -> None:
    one, two, three = (bots.brought.keep(ANNA, lamps, title="lamps") for _ in range(3))
    other = bots.brought.keep(BERT, lamps, title="lamps")
    for name, owner in ((other, BERT), (one, ANNA), (two, ANNA), (three, ANNA)):
        bots.get(name, owner=owner)
    assert [bots.is_open(name) for name in (other, one, two, three)] == [True, False, True, True]
    assert bots.get(one, owner=ANNA).session("s1", user=ANNA).say("hello").text


def test_what_is_being_indexed_stops_when_the_page_closes(bots: Bots, lamps: Catalog) -> None:
    name = bots.brought.keep(ANNA, lamps, title="lamps")
    bots.close()
    with pytest.raises(IndexingError, match="being stopped"):
        bots.get(name, owner=ANNA)


def collections(bots: Bots) -> list[str]:
    from chatrec.retrieval.index.chroma_store import open_store

    store = open_store(bots.settings.index_folder)
    try:
        return [one.name for one in store.client.list_collections()]
    finally:
        store.close()


def test_what_was_kept_in_part_when_a_process_ended_is_cleaned_at_the_next_start(
    bots: Bots, films: Catalog, lamps: Catalog
) -> None:
    whole, half = (bots.brought.keep(ANNA, lamps, title="lamps") for _ in range(2))
    folder = bots.settings.catalog_folder / ANNA
    (folder / half / "title").unlink()
    (folder / "gone-1").mkdir()
    (folder / "incoming-1").mkdir()
    bots.close()
    again = Bots(Chatbot.open(films, settings=bots.settings), {}, settings=bots.settings)
    assert again.brought.names(ANNA) == [whole]
    assert [one.name for one in folder.iterdir()] == [whole]
    again.close()
