from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.views.openings import openings


def plants() -> Catalog:
    """A catalogue that no reader was made with."""
    kinds, lights, places = ("fern", "palm", "cactus"), ("shade", "sun", "half shade"), ("kitchen", "hall", "bath")  # fmt: skip
    items = tuple(
        Item(
            id=f"g{at}",
            title=f"{('Silver', 'Dwarf', 'Royal', 'Wild')[at % 4]} {kinds[at % 3].title()} {'ABCDEFGHIJ'[at // 4]}",
            description=f"A {kinds[at % 3]} that likes {lights[at // 2 % 3]}.",
            attributes={
                "kind": kinds[at % 3],
                "light": lights[at // 2 % 3],
                "rooms": (places[at % 3], places[at // 3 % 3]),
                "price": 5.0 + at,
            },
        )
        for at in range(36)
    )
    facets = (
        Facet(name="kind", type="category"),
        Facet(name="light", type="category"),
        Facet(name="rooms", type="many", label="room"),
        Facet(name="price", type="money", unit="EUR", measure="price"),
    )
    return Catalog("plants", items, Schema(facets=facets), noun="plant", nouns="plants")


@pytest.fixture(scope="module", params=["movies", "electronics", "plants"])
def bot(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chatbot]:
    source = plants() if request.param == "plants" else request.param
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    with Chatbot.open(source, settings=settings) as opened:
        yield opened


def test_up_to_four_openings_are_different_and_each_is_understood_and_has_picks(
    bot: Chatbot,
) -> None:
    found = openings(bot.engine.retriever.table)
    assert 3 <= len(found) <= 4
    assert len({one.words for one in found}) == len(found)
    for one in found:
        reply = bot.session().say(one.words)
        state = reply.preferences
        assert state.entries or state.feedback, f"nothing was read of {one.words!r}"
        assert reply.picks, f"no pick for {one.words!r}: {reply.text}"


def test_an_opening_shows_an_item_of_the_catalogue_and_how_many_fit(bot: Chatbot) -> None:
    found = openings(bot.engine.retriever.table)
    for one in found:
        assert one.item.id in bot.catalog
        assert one.count is None or 2 <= one.count <= len(bot.catalog)
    assert any(one.count for one in found)


def test_a_catalogue_of_one_item_has_no_opening_that_finds_nothing(
    films: Catalog, tmp_path: Path
) -> None:
    one = films.without(item.id for item in films.items[1:])
    with Chatbot.open(one, settings=Settings(home=tmp_path)) as bot:
        assert openings(bot.engine.retriever.table) == []
