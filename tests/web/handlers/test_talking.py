from __future__ import annotations

import asyncio
from pathlib import Path

import gradio as gr
import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.bots import Bots
from chatrec.web.handlers.talking import Talking
from chatrec.web.swap import Change

from ..caller import Caller, at_last, streamed, swapped


@pytest.fixture
def caller(bots: Bots) -> Caller:
    return Caller(bots)


@pytest.fixture
def talking(bots: Bots) -> Talking:
    return Talking(bots)


def test_a_message_is_shown_at_once_and_its_reply_as_it_comes(
    talking: Talking, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatrec.web.handlers.talking._REDRAW_SECONDS", 0.0)
    first, *middle, last = streamed(talking.say(caller.told, "a comedy", caller.request))
    assert "a comedy" in swapped(first)["turns"]
    assert 'aria-busy="true"' in swapped(first)["turns"]
    assert first["at"] == caller.place.address
    assert any('aria-busy="true"' in swapped(one)["turn-live"] for one in middle)
    assert "Night Train North" in swapped(last)["turn-live"]
    assert "aria-busy" not in swapped(last)["turn-live"]
    assert "Comedy" in swapped(last)["panel"]
    assert "Night Train North" in str(last["say"]), "screen readers hear the whole reply"


def test_markup_in_a_message_stays_text_in_every_change(talking: Talking, caller: Caller) -> None:
    said = "<img src=x onerror=alert(1)> comedy"
    changes = streamed(talking.say(caller.told, said, caller.request))
    shown = "".join(html for one in changes for html in swapped(one).values())
    assert "&lt;img src=x" in shown
    assert "<img src=x" not in shown


def test_a_message_that_could_not_be_answered_is_told_and_offered_again(
    films: Catalog, tmp_path: Path
) -> None:
    bots = Bots(
        Chatbot.open(films, settings=(settings := Settings(home=tmp_path))), {}, settings=settings
    )
    caller = Caller(bots)
    caller.visit.chat.say("hello")
    bots.store.close()
    (last,) = streamed(Talking(bots).say(caller.told, "a comedy <b>", caller.request))
    failed = swapped(last)["turns"]
    assert 'role="alert"' in failed
    assert "Traceback" not in failed
    for one in streamed(Talking(bots).undo(caller.told, caller.request)):
        assert one["say"], "a correction that failed is told as well"
    bots.close()


def test_a_browser_without_cookies_is_told_what_to_do(talking: Talking, caller: Caller) -> None:
    nobody = gr.Request(cookies={})
    assert "allow cookies" in str(at_last(talking.say(caller.told, "hello", nobody))["say"])
    assert "allow cookies" in str(at_last(talking.undo(caller.told, nobody))["say"])


def test_a_chat_of_another_browser_is_not_answered(
    talking: Talking, caller: Caller, bots: Bots
) -> None:
    caller.say("a comedy")
    thief = Caller(bots)
    told = at_last(talking.say(caller.told, "what did they say?", thief.request))
    assert "another browser" in str(told["say"])
    assert "comedy" not in str(told).lower()
    assert len(caller.visit.chat.turns) == 1


@pytest.mark.parametrize(
    ("deed", "said", "action"),
    [
        ("more_like", "More like Orbit of Fools (2011)", "recommend"),
        ("why_not", "Why not Orbit of Fools (2011)?", "explain"),
        ("take", "I'll take Orbit of Fools (2011)", "chat"),
    ],
)
def test_a_button_of_an_item_is_a_message_about_it(
    talking: Talking, caller: Caller, deed: str, said: str, action: str
) -> None:
    caller.say("hello")
    at_last(getattr(talking, deed)(caller.told, "f4", caller.request))
    turn = caller.visit.chat.turns[-1]
    assert (turn.message, turn.reply.action) == (said, action)


def test_what_was_taken_is_kept_as_chosen(talking: Talking, caller: Caller) -> None:
    caller.say("a comedy")
    at_last(talking.take(caller.told, "f4", caller.request))
    assert caller.visit.chat.preferences.items("accepted") == ("f4",)


@pytest.mark.parametrize("items", [["f1", "f4"], ["f1", "f4", "f3"], ["f1", "f2", "f3", "f4"]])
def test_up_to_three_items_are_compared(talking: Talking, caller: Caller, items: list[str]) -> None:
    at_last(talking.compare(caller.told, items, caller.request))
    reply = caller.visit.chat.turns[-1].reply
    assert reply.action == "compare"
    assert [one.id for one in reply.items] == items[:3]


@pytest.mark.parametrize("items", [[], ["f1"], ["f1", "f1"], ["f1", "gone"]])
def test_what_cannot_be_compared_is_told(
    talking: Talking, caller: Caller, items: list[str]
) -> None:
    assert at_last(talking.compare(caller.told, items, caller.request))["say"]
    assert caller.visit.chat.turns == []


def test_a_correction_is_answered_in_the_conversation(talking: Talking, caller: Caller) -> None:
    caller.say("a comedy under 90 minutes")
    at_last(talking.edit(caller.told, "p2", {"value": 100}, caller.request))
    turn = caller.visit.chat.turns[-1]
    assert turn.message == "Changed by hand: under 100 minutes"
    assert "f1" in {one.item.id for one in turn.reply.picks}
    at_last(talking.remove(caller.told, "p1", caller.request))
    assert caller.visit.chat.turns[-1].message == "Removed by hand: Comedy"
    at_last(talking.undo(caller.told, caller.request))
    assert [one.facet for one in caller.visit.chat.preferences.entries] == ["genres", "minutes"]


def test_a_correction_is_answered_with_the_best_list_also_of_what_was_shown(
    talking: Talking, caller: Caller
) -> None:
    caller.say("a comedy under 90 minutes")
    at_last(talking.edit(caller.told, "p2", {"value": 100}, caller.request))
    shown = {one.item.id for one in caller.visit.chat.turns[-1].reply.picks}
    assert shown == {"f1", "f4"}, "one is new, the other was shown before"


def test_a_message_that_is_told_again_is_answered_once(talking: Talking, caller: Caller) -> None:
    told = {**caller.told, "message": "0" * 32}
    first = at_last(talking.say(told, "a comedy", caller.request))
    again = at_last(talking.say(told, "a comedy", caller.request))
    assert len(caller.visit.chat.turns) == 1
    assert swapped(again)["turn-live"] == swapped(first)["turn-live"]
    at_last(talking.say({**told, "message": "1" * 32}, "a comedy", caller.request))
    assert len(caller.visit.chat.turns) == 2


def test_a_correction_that_is_told_again_is_made_once(talking: Talking, caller: Caller) -> None:
    caller.say("a comedy")
    caller.say("under 100 minutes")
    told = {**caller.told, "message": "2" * 32}
    for _ in range(2):
        answer = at_last(talking.undo(told, caller.request))
    assert "Undone" in swapped(answer)["turn-live"]
    assert [one.facet for one in caller.visit.chat.preferences.entries] == ["genres"]
    assert len(caller.visit.chat.turns) == 3


def test_an_answer_whose_stream_breaks_off_is_there_when_the_message_is_told_again(
    talking: Talking, caller: Caller
) -> None:
    told = {**caller.told, "message": "3" * 32}

    async def break_off_then_tell_again() -> Change:
        broken = talking.say(told, "a comedy", caller.request)
        await anext(broken)
        await anext(broken)
        await broken.aclose()  # type: ignore[attr-defined]
        changes = [one async for one in talking.say(told, "a comedy", caller.request)]
        return changes[-1]

    last = asyncio.run(break_off_then_tell_again())
    assert "Night Train North" in swapped(last)["turn-live"]
    assert [one.message for one in caller.visit.chat.turns] == ["a comedy"]


@pytest.mark.parametrize("message", ["", "short", "x" * 4000, None, ["a"]])
def test_an_id_that_is_none_is_not_used(talking: Talking, caller: Caller, message: object) -> None:
    for _ in range(2):
        at_last(talking.say({**caller.told, "message": message}, "hello", caller.request))
    assert len(caller.visit.chat.turns) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"strength": "maybe"},
        {"value": "many"},
        {"value": []},
        {"id": "p9"},
        {"operator": "between", "value": [9]},
    ],
)
def test_a_wrong_correction_is_told_and_changes_nothing(
    talking: Talking, caller: Caller, changes: dict[str, object]
) -> None:
    caller.say("a comedy under 100 minutes")
    before = caller.visit.chat.preferences
    told = at_last(talking.edit(caller.told, "p2", changes, caller.request))
    assert 'role="alert"' in swapped(told)["panel"]
    assert caller.visit.chat.preferences == before
    assert len(caller.visit.chat.turns) == 1


def test_a_wish_that_is_gone_is_told(talking: Talking, caller: Caller) -> None:
    for deed in (
        talking.remove(caller.told, "p7", caller.request),
        talking.edit(caller.told, "p7", {"strength": "must"}, caller.request),
    ):
        assert "gone already" in str(at_last(deed)["say"])


def test_nothing_to_undo_is_told(talking: Talking, caller: Caller) -> None:
    assert "nothing to undo" in str(at_last(talking.undo(caller.told, caller.request))["say"])


def test_what_is_said_of_an_item_shows_on_its_card_and_is_undone_there(
    talking: Talking, caller: Caller
) -> None:
    caller.say("a comedy")
    liked = swapped(at_last(talking.say(caller.told, "I loved the first one", caller.request)))
    (item,) = caller.visit.chat.preferences.items("liked")
    assert 'data-kind="liked" aria-pressed="true"' in liked[f"marks-{item}"].replace(
        f'data-item="{item}" ', ""
    )
    undone = swapped(at_last(talking.undo(caller.told, caller.request)))
    assert 'aria-pressed="true"' not in undone[f"marks-{item}"]
