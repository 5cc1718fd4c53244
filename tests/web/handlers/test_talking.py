from __future__ import annotations

import asyncio
import re
from contextlib import nullcontext
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from chatrec import limits
from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.app import build
from chatrec.web.bots import Bots
from chatrec.web.call_arguments import Message
from chatrec.web.handlers.talking import say
from chatrec.web.swap import Change
from chatrec.web.visits import visit_of

from ..caller import Caller, swapped


def test_a_message_is_shown_at_once_and_its_reply_as_it_comes(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatrec.web.handlers.talking._REDRAW_SECONDS", 0.0)
    first, *middle, last = caller.stream("say", message="a comedy")
    assert "a comedy" in swapped(first)["turns"]
    assert 'aria-busy="true"' in swapped(first)["turns"]
    assert first["at"] == caller.place.address
    assert any('aria-busy="true"' in swapped(one)["turn-live"] for one in middle)
    assert "Night Train North" in swapped(last)["turn-live"]
    assert "aria-busy" not in swapped(last)["turn-live"]
    assert "Comedy" in swapped(last)["panel"]
    assert "Night Train North" in str(last["say"]), "screen readers hear the whole reply"


def test_markup_in_a_message_stays_text_in_every_change(caller: Caller) -> None:
    said = "<img src=x onerror=alert(1)> comedy"
    changes = caller.stream("say", message=said)
    shown = "".join(html for one in changes for html in swapped(one).values())
    assert "&lt;img src=x" in shown
    assert "<img src=x" not in shown


def test_a_message_that_could_not_be_answered_is_told_and_offered_again(
    films: Catalog, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(home=tmp_path)
    bots = Bots(Chatbot.open(films, settings=settings), {}, settings=settings)
    caller = Caller(bots, build(bots))
    caller.say("hello")
    bots.store.close()
    for told in (caller.at_last("say", message="a comedy <b>"), caller.at_last("undo")):
        said = str(told["say"])
        assert "went wrong on the server" in said
        assert str(tmp_path) not in said, "where the store is kept is nobody's business"
        reference = re.search(r"the reference ([A-Z2-9]{6})", said)
        assert reference is not None
        assert reference[1] in caplog.text
        assert str(tmp_path) in caplog.text
    bots.close()


def test_a_browser_without_cookies_is_told_what_to_do(caller: Caller) -> None:
    caller.client.cookies.clear()
    for name, arguments in (("say", {"message": "hello"}), ("undo", {}), ("sessions", {})):
        answer = caller.post(name, **arguments)
        assert answer.status_code == 400
        assert "allow cookies" in answer.json()["say"].lower()


def test_a_chat_of_another_browser_is_not_answered(
    caller: Caller, bots: Bots, app: ASGIApp
) -> None:
    caller.say("a comedy")
    thief = Caller(bots, app)
    told = thief.at_last("say", message="what did they say?", session=caller.place.session)
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
    caller: Caller, deed: str, said: str, action: str
) -> None:
    caller.say("hello")
    caller.at_last(deed, item="f4")
    turn = caller.visit.chat.turns[-1]
    assert (turn.message, turn.reply.action) == (said, action)


def test_what_was_taken_is_kept_as_chosen(caller: Caller) -> None:
    caller.say("a comedy")
    caller.at_last("take", item="f4")
    assert caller.visit.chat.preferences.items("accepted") == ("f4",)


@pytest.mark.parametrize("items", [["f1", "f4"], ["f1", "f4", "f3"], ["f1", "f2", "f3", "f4"]])
def test_up_to_three_items_are_compared(caller: Caller, items: list[str]) -> None:
    caller.at_last("compare", items=items)
    reply = caller.visit.chat.turns[-1].reply
    assert reply.action == "compare"
    assert [one.id for one in reply.items] == items[:3]


@pytest.mark.parametrize("items", [[], ["f1"], ["f1", "f1"], ["f1", "gone"]])
def test_what_cannot_be_compared_is_told(caller: Caller, items: list[str]) -> None:
    assert caller.at_last("compare", items=items)["say"]
    assert caller.visit.chat.turns == []


def test_a_correction_is_answered_in_the_conversation(caller: Caller) -> None:
    caller.say("a comedy under 90 minutes")
    caller.at_last("edit", entry="p2", changes={"value": 100})
    turn = caller.visit.chat.turns[-1]
    assert turn.message == "Changed by hand: under 100 minutes"
    assert "f1" in {one.item.id for one in turn.reply.picks}
    caller.at_last("remove", entry="p1")
    assert caller.visit.chat.turns[-1].message == "Removed by hand: Comedy"
    caller.at_last("undo")
    assert [one.facet for one in caller.visit.chat.preferences.entries] == ["genres", "minutes"]


def test_a_correction_is_answered_with_the_best_list_also_of_what_was_shown(caller: Caller) -> None:
    caller.say("a comedy under 90 minutes")
    caller.at_last("edit", entry="p2", changes={"value": 100})
    shown = {one.item.id for one in caller.visit.chat.turns[-1].reply.picks}
    assert shown == {"f1", "f4"}, "one is new, the other was shown before"


def test_a_message_that_is_told_again_is_answered_once(caller: Caller) -> None:
    first = caller.at_last("say", message="a comedy", message_id="0" * 32)
    again = caller.at_last("say", message="a comedy", message_id="0" * 32)
    assert len(caller.visit.chat.turns) == 1
    assert swapped(again)["turn-live"] == swapped(first)["turn-live"]
    caller.at_last("say", message="a comedy", message_id="1" * 32)
    assert len(caller.visit.chat.turns) == 2


def test_a_correction_that_is_told_again_is_made_once(caller: Caller) -> None:
    caller.say("a comedy")
    caller.say("under 100 minutes")
    for _ in range(2):
        answer = caller.at_last("undo", message_id="2" * 32)
    assert "Undone" in swapped(answer)["turn-live"]
    assert [one.facet for one in caller.visit.chat.preferences.entries] == ["genres"]
    assert len(caller.visit.chat.turns) == 3


def test_an_answer_whose_stream_breaks_off_is_there_when_the_message_is_told_again(
    caller: Caller,
) -> None:
    call = Message(**caller.told, message_id="3" * 32, message="a comedy")
    here = visit_of(caller.bots, caller.place, call.message_id)

    async def break_off_then_tell_again() -> Change:
        broken = say(call, here, nullcontext())
        await anext(broken)
        await anext(broken)
        await broken.aclose()  # type: ignore[attr-defined]
        changes = [one async for one in say(call, here, nullcontext())]
        return changes[-1]

    last = asyncio.run(break_off_then_tell_again())
    assert "Night Train North" in swapped(last)["turn-live"]
    assert [one.message for one in caller.visit.chat.turns] == ["a comedy"]


@pytest.mark.parametrize("message_id", ["", "short", "x" * 4000, 7, ["a"]])
def test_an_id_that_is_none_is_refused(caller: Caller, message_id: object) -> None:
    answer = caller.post("say", message="hello", message_id=message_id)
    assert answer.status_code == 422
    assert "message_id" in answer.json()["say"]
    assert caller.visit.chat.turns == []


def test_a_message_that_is_too_long_is_refused_whole(caller: Caller) -> None:
    assert caller.post("say", message="a " * (limits.MESSAGE // 2)).status_code == 200
    answer = caller.post("say", message="a " * (limits.MESSAGE // 2) + "b")
    assert answer.status_code == 413
    assert "4,001 characters" in answer.json()["say"]
    assert len(caller.visit.chat.turns) == 1


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
    caller: Caller, changes: dict[str, object]
) -> None:
    caller.say("a comedy under 100 minutes")
    before = caller.visit.chat.preferences
    told = caller.at_last("edit", entry="p2", changes=changes)
    assert 'role="alert"' in swapped(told)["panel"]
    assert caller.visit.chat.preferences == before
    assert len(caller.visit.chat.turns) == 1


def test_a_wish_that_is_gone_is_told(caller: Caller) -> None:
    for told in (
        caller.at_last("remove", entry="p7"),
        caller.at_last("edit", entry="p7", changes={"strength": "must"}),
    ):
        assert "gone already" in str(told["say"])


def test_nothing_to_undo_is_told(caller: Caller) -> None:
    assert "nothing to undo" in str(caller.at_last("undo")["say"])


def test_what_is_said_of_an_item_shows_on_its_card_and_is_undone_there(caller: Caller) -> None:
    caller.say("a comedy")
    liked = swapped(caller.at_last("say", message="I loved the first one"))
    (item,) = caller.visit.chat.preferences.items("liked")
    assert 'data-kind="liked" aria-pressed="true"' in liked[f"marks-{item}"].replace(
        f'data-item="{item}" ', ""
    )
    undone = swapped(caller.at_last("undo"))
    assert 'aria-pressed="true"' not in undone[f"marks-{item}"]
