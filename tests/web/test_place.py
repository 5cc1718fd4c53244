from __future__ import annotations

import contextlib
import sqlite3

import pytest

from chatrec.errors import RequestError
from chatrec.web.bots import Bots
from chatrec.web.place import find_place, new_place

from .caller import Caller


def test_a_new_browser_begins_an_own_chat_about_the_first_catalogue(bots: Bots) -> None:
    one, other = (find_place(bots, "web-new") for _ in range(2))
    assert one.catalog == "films"
    assert one.session != other.session
    assert len(one.session) == len("web-") + 32


def test_a_browser_comes_back_to_the_chat_used_last(bots: Bots, caller: Caller) -> None:
    caller.say("a comedy")
    assert find_place(bots, caller.owner) == caller.place
    assert find_place(bots, caller.owner, "", "films") == caller.place
    assert find_place(bots, caller.owner, "", "toys").session != caller.place.session
    assert find_place(bots, "web-other").session != caller.place.session


def test_a_chat_knows_its_catalogue_whatever_the_address_says(bots: Bots, caller: Caller) -> None:
    caller.say("a comedy")
    assert find_place(bots, caller.owner, caller.place.session, "toys") == caller.place


def test_a_damaged_chat_stands_before_no_other_and_can_be_deleted(
    bots: Bots, caller: Caller
) -> None:
    caller.say("a comedy")
    whole, damaged = caller.place, new_place(bots, caller.owner, "films")
    caller.place = damaged
    caller.say("a drama")
    with contextlib.closing(sqlite3.connect(bots.settings.home / "sessions.db")) as connection:
        change = "UPDATE chatrec_sessions SET conversation = '{' WHERE id = ?"
        connection.execute(change, (damaged.session,))
        connection.commit()
    assert find_place(bots, caller.owner) == whole
    assert find_place(bots, caller.owner, damaged.session) == damaged
    assert {one.id for one in bots.sessions(caller.owner)} == {whole.session, damaged.session}
    caller.place = whole
    assert caller.call("delete", chat=damaged.session)["say"] == "The chat is deleted."
    assert [one.id for one in bots.sessions(caller.owner)] == [whole.session]


def test_a_chat_of_another_browser_stays_closed(bots: Bots, caller: Caller) -> None:
    caller.say("a comedy")
    with pytest.raises(RequestError, match="belongs to another browser"):
        find_place(bots, "web-thief", caller.place.session)


@pytest.mark.parametrize(
    "session", ["web-1", "x", "web-" + "0" * 31, "web-" + "0" * 33, "WEB-" + "0" * 32, "../" * 9]
)
def test_an_id_that_no_page_gave_is_refused(bots: Bots, session: str) -> None:
    with pytest.raises(RequestError, match="no chat of this page"):
        find_place(bots, "web-a", session)


def test_a_catalogue_that_is_not_here_is_not_gone_to(bots: Bots) -> None:
    assert new_place(bots, "web-a", "cars").catalog == "films"
    assert new_place(bots, "web-a", "toys").catalog == "toys"


def test_the_address_of_a_chat_names_its_catalogue_safely(bots: Bots) -> None:
    place = new_place(bots, "web-a", "toys")
    assert place.address == f"/c/{place.session}?on=toys"
