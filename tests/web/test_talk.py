from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import fields
from pathlib import Path

import gradio as gr
import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.bots import Bots
from chatrec.web.guard import COOKIE
from chatrec.web.place import Place
from chatrec.web.talk import Shown, Talk

NAMES = [field.name for field in fields(Shown)]
Step = dict[str, object]


@pytest.fixture
def bots(films: Catalog, tmp_path: Path) -> Iterator[Bots]:
    settings = Settings(home=tmp_path / "home")
    opened = Bots(
        Chatbot.open(films, settings=settings), {"gone": tmp_path / "gone.csv"}, settings=settings
    )
    yield opened
    opened.close()


@pytest.fixture
def talk(bots: Bots) -> Talk:
    return Talk(bots)


def request(token: str = "ab" * 32) -> gr.Request:
    return gr.Request(cookies={COOKIE: token})


def told(outputs: tuple[object, ...]) -> Step:
    """Return what an event changes, by its name."""
    return {
        name: value
        for name, value in zip(NAMES, outputs, strict=True)
        if not (isinstance(value, dict) and value.get("__type__") == "update")
    }


def steps(answering: AsyncIterator[tuple[object, ...]]) -> list[Step]:
    async def collect() -> list[Step]:
        return [told(outputs) async for outputs in answering]

    return asyncio.run(collect())


def say(talk: Talk, message: str, place: Place | None = None) -> list[Step]:
    return steps(talk.say(message, "films", place, request()))


def press(talk: Talk, place: Place | None, **data: str) -> list[Step]:
    return steps(talk.press(place, gr.EventData(None, data), request()))


def place_of(shown: list[Step]) -> Place:
    place = next(step["place"] for step in shown if "place" in step)
    assert isinstance(place, Place)
    return place


def test_a_message_is_shown_at_once_and_its_reply_as_it_comes(talk: Talk) -> None:
    first, *middle, last = say(talk, "a comedy")
    assert "a comedy" in str(first["now"])
    assert first["box"] == ""
    assert any("waiting" in str(step["now"]) and "Night Train" not in str(step) for step in middle)
    assert "waiting" not in str(last["now"])
    assert "Night Train North" in str(last["now"])
    assert "comedy" in str(last["state"])
    assert all("box" not in step for step in (*middle, last)), "what is typed meanwhile stays"


def test_a_message_that_could_not_be_answered_stands_in_the_box_again(
    talk: Talk, bots: Bots
) -> None:
    bots.get("films").store.close()
    last = say(talk, "a comedy <b>")[-1]
    assert last["box"] == "a comedy <b>"
    assert "a comedy &lt;b&gt;" in str(last["now"])
    assert 'role="alert"' in str(last["now"])
    assert "Traceback" not in str(last["now"])


def test_a_failure_that_nobody_foresaw_loses_nothing(talk: Talk) -> None:
    first = say(talk, "a comedy")[0]
    shown = told(talk.excuse(str(first["written"])))
    assert shown["box"] == "a comedy"
    assert "Something went wrong" in str(shown["now"])


def test_a_blank_message_changes_nothing(talk: Talk) -> None:
    assert say(talk, " \n ") == [{}]


def test_a_correction_by_button_shows_in_the_state_alone(talk: Talk) -> None:
    place = place_of(say(talk, "a comedy under 100 minutes"))
    (shown,) = press(talk, place, remove="p1")
    assert set(shown) == {"place", "state"}
    assert "comedy" not in str(shown["state"])
    (shown,) = press(talk, place, entry="p2", strength="prefer")
    assert "nice to have" in str(shown["state"])


@pytest.mark.parametrize(
    "forged",
    [{"remove": "p99"}, {"entry": "p1", "strength": "maybe"}, {"strength": "must"}],
)
def test_a_wrong_correction_is_told_and_changes_nothing(talk: Talk, forged: dict[str, str]) -> None:
    place = place_of(say(talk, "a comedy"))
    (shown,) = press(talk, place, **forged)
    assert 'role="alert"' in str(shown["state"])
    assert "comedy" in str(shown["state"])


def test_a_press_that_tells_nothing_changes_nothing(talk: Talk) -> None:
    place = place_of(say(talk, "a comedy"))
    before = told(talk.arrive(request()))["state"]
    assert press(talk, place) == [{"place": place, "state": before}]


def test_a_tab_from_before_a_restart_goes_on_with_its_chat(talk: Talk) -> None:
    place = place_of(say(talk, "a comedy"))
    again = say(talk, "under 90 minutes", None)
    assert place_of(again) == place
    assert "a comedy" in str(again[0]["past"])


def test_without_a_cookie_a_visitor_is_nobody_that_came_before(talk: Talk) -> None:
    say(talk, "a comedy")
    shown = told(talk.arrive(gr.Request(cookies={})))
    assert "comedy" not in str(shown["state"])
    assert "What are you looking for?" in str(shown["now"])


def test_a_catalogue_that_cannot_be_opened_leaves_the_chat_where_it_was(talk: Talk) -> None:
    place = place_of(say(talk, "a comedy"))
    last = steps(talk.change_catalog("gone", place, request()))[-1]
    assert last["catalog"] == "films"
    assert "gone" in str(last["now"])
    assert "place" not in last
