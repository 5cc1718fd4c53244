"""A taste in films finds books: by values that both know, by words, and by a model that is told of the films."""

from __future__ import annotations

from pathlib import Path

from chatrec import Catalog, Chatbot, Settings
from chatrec.model_settings import ModelSettings
from chatrec.tasks import transfer_taste
from tests.brains.llm.scripted import by_task, scoring
from tests.llm.loopback import serving

from .task_parts import books


def liked(films: Catalog, genre: str) -> str:
    return next(one.id for one in films.items if genre in (one.fact("genres") or ()))


def test_what_both_know_becomes_a_wish_and_a_reason(films: Catalog, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with (
        Chatbot.open(films, settings=settings) as of,
        Chatbot.open(books(), settings=settings) as to,
    ):
        chat = of.session("s")
        chat.note(liked(films, "Science Fiction"), "liked")
        before = chat.conversation
        found = transfer_taste(chat, of, to, count=2)
        assert chat.conversation == before
    dust = next(one for one in found.picks if one.item.title == "Dust of Io")
    assert len(found.picks) == 2
    assert ("genre", "Science fiction") in {(one.facet, one.value) for one in found.shared}
    assert "science fiction" in dust.reason.lower()
    assert {one.item.id for one in found.picks} <= {one.id for one in books().items}


def test_a_wish_of_the_chat_counts_more_than_one_liked_film(films: Catalog, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with (
        Chatbot.open(films, settings=settings) as of,
        Chatbot.open(books(), settings=settings) as to,
    ):
        chat = of.session("s")
        chat.say("a comedy please")
        found = transfer_taste(chat, of, to, count=1)
    assert found.picks[0].item.title == "A Laugh at Sea"


def test_what_nearly_all_items_have_tells_no_taste(films: Catalog, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with (
        Chatbot.open(books(), settings=settings) as of,
        Chatbot.open(books(), settings=settings) as to,
    ):
        chat = of.session("s")
        chat.note("b1", "liked")
        found = transfer_taste(chat, of, to)
    assert {one.facet for one in found.shared} == {"genre", "themes"}


def test_a_model_is_told_what_was_liked_there_and_orders_what_is_here(
    films: Catalog, tmp_path: Path
) -> None:
    film = liked(films, "Science Fiction")
    answer = by_task(recommend=scoring(lambda title: 5 if "Verses" in title else 2))
    with serving(answer) as server:
        llm = ModelSettings(model="tiny", base_url=server.url, retries=0, timeout=5.0)
        settings = Settings(home=tmp_path, llm=llm)
        with (
            Chatbot.open(films, settings=settings) as of,
            Chatbot.open(books(), settings=settings) as to,
        ):
            chat = of.session("s")
            chat.note(film, "liked")
            found = transfer_taste(chat, of, to)
    assert found.picks[0].item.title == "Verses for Crows"
    assert films[film].title in server.texts()[0]
    assert [one.task for one in found.record.calls] == ["recommend"]
