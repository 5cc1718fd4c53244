"""Predicting ratings: the formula by hand, the scale, and the model where one is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatrec import Catalog, Chatbot, Settings
from chatrec.errors import EditError, UnknownItem
from chatrec.tasks import predict_rating
from chatrec.tasks.rating import STEADY
from tests.brains.llm.scripted import by_task, opened
from tests.llm.loopback import EMPTY


@pytest.fixture
def bot(films: Catalog, tmp_path: Path) -> Iterator[Chatbot]:
    with Chatbot.open(films, settings=Settings(home=tmp_path / "data")) as held:
        yield held


def test_without_ratings_the_guess_is_the_middle_of_the_scale(bot: Chatbot) -> None:
    found = predict_rating(bot, bot.session(), "f1", scale=(0.0, 10.0))
    assert found.rating == 5.0
    assert found.neighbours == ()
    assert found.by_model is None


def test_a_rating_is_the_mean_pulled_by_what_is_alike(bot: Chatbot) -> None:
    ratings = {"f2": 5.0, "f3": 2.0}
    found = predict_rating(bot, bot.session(), "f1", ratings=ratings)
    near = dict(
        zip(ratings, bot.engine.retriever.alike(["f1", *ratings])[0, 1:].tolist(), strict=True)
    )
    near = {one: alike for one, alike in near.items() if alike >= 0.02}
    # mean 3.5: each rating pulls by 1.5 up or down, as much as it is alike.
    pull = sum(alike * (ratings[one] - 3.5) for one, alike in near.items())
    assert found.rating == pytest.approx(3.5 + pull / (sum(near.values()) + STEADY))
    assert {one.item.id for one in found.neighbours} == set(near)


def test_one_rating_alone_is_the_guess(bot: Chatbot) -> None:
    assert predict_rating(bot, bot.session(), "f1", ratings={"f2": 4.0}).rating == 4.0


def test_the_rating_of_the_item_itself_is_not_looked_at(bot: Chatbot) -> None:
    assert predict_rating(bot, bot.session(), "f1", ratings={"f1": 5.0}).rating == 3.0


def test_likes_and_dislikes_of_a_chat_are_the_ends_of_the_scale(bot: Chatbot) -> None:
    chat = bot.session("s")
    chat.note("f2", "liked")
    assert predict_rating(bot, chat, "f1").rating == 5.0
    chat.unnote("f2", "liked")
    chat.note("f2", "disliked")
    assert predict_rating(bot, chat, "f1").rating == 1.0
    assert len(chat.turns) == 0


def test_a_guess_never_leaves_the_scale(bot: Chatbot) -> None:
    for item in bot.catalog.items:
        ratings = {one.id: 1.0 + number % 5 for number, one in enumerate(bot.catalog.items)}
        assert 1.0 <= predict_rating(bot, bot.session(), item.id, ratings=ratings).rating <= 5.0


def test_wrong_ratings_are_clear_errors(bot: Chatbot) -> None:
    with pytest.raises(EditError, match="not on the scale"):
        predict_rating(bot, bot.session(), "f1", ratings={"f2": 9.0})
    with pytest.raises(EditError, match="worst rating first"):
        predict_rating(bot, bot.session(), "f1", scale=(5.0, 1.0))
    with pytest.raises(UnknownItem):
        predict_rating(bot, bot.session(), "f1", ratings={"gone": 3.0})


def test_a_model_that_answers_has_half_a_say(films: Catalog, tmp_path: Path) -> None:
    said = {"scores": [{"key": "c01", "score": 5}], "met": []}
    with opened(films, tmp_path, by_task(judge=said)) as (bot, server):
        found = predict_rating(bot, bot.session("s"), "f1", ratings={"f2": 2.0})
        used = bot.store.usage()
    assert (found.by_model, found.rating) == (5.0, 3.5)
    assert "2 of 5" in server.texts()[0]
    assert used[0].calls == 1


def test_a_model_that_fails_leaves_the_guess_of_the_rules(films: Catalog, tmp_path: Path) -> None:
    with opened(films, tmp_path, by_task(judge=EMPTY)) as (bot, _):
        found = predict_rating(bot, bot.session(), "f1", ratings={"f2": 2.0})
    assert (found.by_model, found.rating) == (None, 2.0)
    assert [one.kind for one in found.record.fallbacks] == ["empty"]
