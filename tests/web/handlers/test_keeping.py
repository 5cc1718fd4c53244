from __future__ import annotations

import pytest
from starlette.types import ASGIApp

from chatrec.web.bots import Bots

from ..caller import Caller, swapped


@pytest.fixture
def caller(bots: Bots, app: ASGIApp) -> Caller:
    one = Caller(bots, app)
    one.say("a comedy under 100 minutes")
    return one


def test_a_browser_sees_its_own_chats_alone(caller: Caller, bots: Bots, app: ASGIApp) -> None:
    other = Caller(bots, app)
    other.say("a drama")
    listed = swapped(caller.call("sessions"))["sessions"]
    assert "a comedy under 100 minutes" in listed
    assert "a drama" not in listed


def test_a_chat_is_renamed_in_one_short_line(caller: Caller) -> None:
    session = caller.place.session
    told = caller.call("rename", chat=session, title="  Friday\n<b>night</b> ")
    assert "Friday &lt;b&gt;night&lt;/b&gt;" in swapped(told)["sessions"]
    told = caller.call("rename", chat=session, title="x" * 500)
    assert "x" * 80 in swapped(told)["sessions"]
    assert "x" * 81 not in swapped(told)["sessions"]
    told = caller.call("rename", chat=session, title=" ")
    assert "x" * 80 in swapped(told)["sessions"]


def test_the_chat_that_is_open_is_deleted_and_left(caller: Caller, bots: Bots) -> None:
    told = caller.call("delete", chat=caller.place.session)
    assert told["goto"] == "/new?on=films"
    assert bots.store.load(caller.place.session) is None


def test_another_chat_is_deleted_where_one_is(caller: Caller, bots: Bots, app: ASGIApp) -> None:
    old = caller.place
    caller.place = type(old)(caller.owner, "films", Caller(bots, app).place.session)
    told = caller.call("delete", chat=old.session)
    assert "goto" not in told
    assert "a comedy" not in swapped(told)["sessions"]


def test_a_chat_of_another_browser_is_neither_renamed_nor_deleted(
    caller: Caller, bots: Bots, app: ASGIApp
) -> None:
    thief = Caller(bots, app)
    session = caller.place.session
    for told in (
        thief.call("rename", chat=session, title="Mine"),
        thief.call("delete", chat=session),
        thief.call("sessions", session=session),
    ):
        assert "another browser" in str(told["say"])
    assert bots.store.sessions(caller.owner)[0].title == "a comedy under 100 minutes"


def test_who_is_forgotten_leaves_no_chat(caller: Caller, bots: Bots, app: ASGIApp) -> None:
    other = Caller(bots, app)
    other.say("a drama")
    assert caller.call("forget")["goto"] == "/"
    assert bots.store.sessions(caller.owner) == []
    assert len(bots.store.sessions(other.owner)) == 1
