from __future__ import annotations

import gc
from pathlib import Path

import pytest

from chatrec import Catalog, Chatbot, Item, Settings
from chatrec.brains.rules.brain import RulesBrain
from chatrec.retrieval.candidates import Query

SHELF = Catalog(
    "shelf",
    tuple(
        Item(str(place), f"The quiet train {place}", "A train is late.", {"year": 1990 + place})
        for place in range(12)
    ),
)


def settings(home: Path) -> Settings:
    return Settings(home=home)


def test_what_turns_share_is_made_at_the_opening(tmp_path: Path) -> None:
    with Chatbot.open(SHELF, settings=settings(tmp_path)) as bot:
        brain = bot.engine.brain
        assert isinstance(brain, RulesBrain)
        assert {"spelling", "people", "titles", "phrases"} <= set(vars(brain.vocabulary))


def test_the_words_of_a_catalogue_are_read_once(tmp_path: Path) -> None:
    with Chatbot.open(SHELF, settings=settings(tmp_path)) as bot:
        before = bot.engine.retriever.lexical
    file = settings(tmp_path).words_file(SHELF.name)
    written = file.stat().st_mtime_ns
    with Chatbot.open(SHELF, settings=settings(tmp_path)) as bot:
        after = bot.engine.retriever.lexical
        assert (after.vocabulary, after.scores("train").tolist()) == (
            before.vocabulary,
            before.scores("train").tolist(),
        )
    assert file.stat().st_mtime_ns == written


@pytest.mark.parametrize("collecting", [True, False])
def test_the_opening_leaves_the_collector_as_it_was(tmp_path: Path, collecting: bool) -> None:
    was = gc.isenabled()
    try:
        gc.enable() if collecting else gc.disable()
        Chatbot.open(SHELF, settings=settings(tmp_path)).close()
        assert gc.isenabled() is collecting
    finally:
        gc.enable() if was else gc.disable()


def test_the_opening_leaves_no_session_and_asks_no_recommender(tmp_path: Path) -> None:
    asked: list[Query] = []

    def recommend(query: Query) -> dict[str, float]:
        asked.append(query)
        return {}

    with Chatbot.open(SHELF, settings=settings(tmp_path), recommender=recommend) as bot:
        assert bot.store.sessions() == []
        assert asked == []
        bot.session().say("something about a train")
        assert asked


@pytest.mark.parametrize(
    "items", [(), (Item("1", ""),), (Item("1", "\ud800"),)], ids=["none", "no text", "not Unicode"]
)
def test_any_catalogue_opens(tmp_path: Path, items: tuple[Item, ...]) -> None:
    with Chatbot.open(Catalog("odd", items), settings=settings(tmp_path)) as bot:
        assert bot.session().say("hello").text
