from __future__ import annotations

import pytest

from chatrec.web.bots import Bots
from chatrec.web.handlers.keeping import Keeping

from ..caller import Caller, swapped


@pytest.fixture
def caller(bots: Bots) -> Caller:
    one = Caller(bots)
    one.say("a comedy under 100 minutes")
    return one


@pytest.fixture
def keeping(bots: Bots) -> Keeping:
    return Keeping(bots)


def test_a_browser_sees_its_own_chats_alone(keeping: Keeping, caller: Caller, bots: Bots) -> None:
    other = Caller(bots)
    other.say("a drama")
    listed = swapped(keeping.sessions(caller.told, caller.request))["sessions"]
    assert "a comedy under 100 minutes" in listed
    assert "a drama" not in listed


def test_a_chat_is_renamed_in_one_short_line(keeping: Keeping, caller: Caller) -> None:
    session = caller.place.session
    told = keeping.rename(caller.told, session, "  Friday\n<b>night</b> ", caller.request)
    assert "Friday &lt;b&gt;night&lt;/b&gt;" in swapped(told)["sessions"]
    told = keeping.rename(caller.told, session, "x" * 500, caller.request)
    assert "x" * 80 in swapped(told)["sessions"]
    assert "x" * 81 not in swapped(told)["sessions"]
    told = keeping.rename(caller.told, session, " ", caller.request)
    assert "x" * 80 in swapped(told)["sessions"]


def test_the_chat_that_is_open_is_deleted_and_left(
    keeping: Keeping, caller: Caller, bots: Bots
) -> None:
    told = keeping.delete(caller.told, caller.place.session, caller.request)
    assert told["goto"] == "/new?on=films"
    assert bots.store.load(caller.place.session) is None


def test_another_chat_is_deleted_where_one_is(keeping: Keeping, caller: Caller, bots: Bots) -> None:
    old = caller.place
    caller.place = type(old)(caller.owner, "films", Caller(bots).place.session)
    told = keeping.delete(caller.told, old.session, caller.request)
    assert "goto" not in told
    assert "a comedy" not in swapped(told)["sessions"]


def test_a_chat_of_another_browser_is_neither_renamed_nor_deleted(
    keeping: Keeping, caller: Caller, bots: Bots
) -> None:
    thief = Caller(bots)
    session = caller.place.session
    for told in (
        keeping.rename(thief.told, session, "Mine", thief.request),
        keeping.delete(thief.told, session, thief.request),
        keeping.sessions(caller.told, thief.request),
    ):
        assert "another browser" in str(told["say"])
    assert bots.store.sessions(caller.owner)[0].title == "a comedy under 100 minutes"
