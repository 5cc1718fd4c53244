"""A chatbot: many sessions over one catalogue, which may change meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from chatrec import Catalog, Chatbot, Item, Settings
from chatrec.catalog.rules import HouseRules
from chatrec.shelf import keep_catalog


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "data")


@pytest.fixture
def bot(films: Catalog, home: Settings) -> Iterator[Chatbot]:
    with Chatbot.open(films, settings=home) as opened:
        yield opened


def test_two_sessions_without_ids_are_two(bot: Chatbot) -> None:
    first, second = bot.session(), bot.session()
    first.say("a comedy")
    assert first.id != second.id
    assert not second.preferences.entries


def test_an_imported_catalogue_is_opened_by_its_name(films: Catalog, home: Settings) -> None:
    keep_catalog(replace(films, name="catalog.films"), home)
    with Chatbot.open("catalog.films", settings=home) as bot:
        assert bot.catalog.name == "catalog.films"
        assert bot.session().say("a horror film").picks


def test_items_come_and_go_while_a_session_is_open(bot: Chatbot) -> None:
    chat = bot.session("s1")
    chat.say("a horror film")
    bot.put([Item("f9", "Attic Noise", "", {"genres": ("Horror",), "year": 2001, "minutes": 80})])
    assert [pick.item.id for pick in chat.say("more").picks] == ["f9"]
    bot.remove(["f9"])
    assert "f9" not in bot.catalog
    assert "f9" not in [pick.item.id for pick in bot.session("s2").say("a horror film").picks]


def test_a_recommender_of_the_host_moves_its_items_up(films: Catalog, home: Settings) -> None:
    def favourites(query: object) -> Mapping[str, float]:
        return {"f2": 1.0}

    one_at_a_time = Catalog(
        films.name, films.items, films.schema, HouseRules(slate_size=1), noun="film", nouns="films"
    )
    with Chatbot.open(one_at_a_time, settings=home, recommender=favourites) as bot:
        picks = bot.session().say("just show me").picks
    assert [pick.item.id for pick in picks] == ["f2"]
