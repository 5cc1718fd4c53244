from __future__ import annotations

import pytest
from starlette.types import ASGIApp

from chatrec.web.bots import Bots
from chatrec.web.place import new_place

from ..caller import Caller, swapped


@pytest.fixture
def caller(bots: Bots, app: ASGIApp) -> Caller:
    one = Caller(bots, app)
    one.say("a comedy under 100 minutes")
    return one


@pytest.mark.parametrize(
    ("kind", "said", "back"),
    [
        ("liked", "Liked: Orbit of Fools (2011)", "No longer liked: Orbit of Fools (2011)"),
        (
            "disliked",
            "Disliked: Orbit of Fools (2011)",
            "No longer disliked: Orbit of Fools (2011)",
        ),
        ("seen", "Marked as seen: Orbit of Fools (2011)", "No longer seen: Orbit of Fools (2011)"),
    ],
)
def test_feedback_is_noted_and_said_again_taken_back(
    caller: Caller, kind: str, said: str, back: str
) -> None:
    noted = caller.call("note", item="f4", kind=kind)
    assert noted["say"] == said
    assert swapped(noted)["marks-f4"].count('aria-pressed="true"') == 1
    assert "Orbit of Fools" in swapped(noted)["panel"]
    taken = caller.call("note", item="f4", kind=kind)
    assert taken["say"] == back
    assert 'aria-pressed="true"' not in swapped(taken)["marks-f4"]


def test_nobody_likes_and_dislikes_the_same(caller: Caller) -> None:
    for kind in ("liked", "disliked"):
        caller.call("note", item="f4", kind=kind)
    state = caller.visit.chat.preferences
    assert (state.items("liked"), state.items("disliked")) == ((), ("f4",))


@pytest.mark.parametrize(("item", "kind"), [("gone", "liked"), ("f4", "shining")])
def test_what_cannot_be_noted_is_told(caller: Caller, item: str, kind: str) -> None:
    before = caller.visit.chat.preferences
    assert caller.call("note", item=item, kind=kind)["say"]
    assert caller.visit.chat.preferences == before


def test_the_editor_of_a_wish_is_given(caller: Caller) -> None:
    given = swapped(caller.call("options", entry="p2"))["editor"]
    assert 'data-entry="p2"' in given
    assert 'type="range"' in given
    assert "gone already" in str(caller.call("options", entry="p9")["say"])


def test_the_trace_of_a_turn_is_given_and_of_no_other(caller: Caller) -> None:
    assert "Searched" in swapped(caller.call("trace", turn=1))["trace"]
    assert caller.call("trace", turn=9)["say"] == ("There is no turn 9 in this chat.")


def test_consent_is_given_and_taken_back(caller: Caller, bots: Bots) -> None:
    given = caller.call("consent", given=True)
    assert " checked" in swapped(given)["panel"]
    assert bots.store.consent(caller.owner)
    caller.call("consent", given=False)
    assert not bots.store.consent(caller.owner)


def test_with_consent_a_later_chat_starts_with_what_was_liked(caller: Caller, bots: Bots) -> None:
    caller.call("consent", given=True)
    caller.call("note", item="f4", kind="liked")
    caller.place = new_place(bots, caller.owner, "films")
    assert caller.visit.chat.preferences.items("liked") == ("f4",)


def test_nothing_of_another_browser_is_told_or_changed(
    caller: Caller, bots: Bots, app: ASGIApp
) -> None:
    before = caller.visit.chat.preferences
    nobody = Caller(bots, app)
    nobody.client.cookies.clear()
    for thief in (Caller(bots, app), nobody):
        for name, arguments in (
            ("note", {"item": "f4", "kind": "liked"}),
            ("options", {"entry": "p1"}),
            ("trace", {"turn": 1}),
            ("consent", {"given": True}),
            ("forget", {}),
        ):
            answer = thief.post(name, session=caller.place.session, **arguments)
            assert answer.status_code in (400, 404)
            assert answer.json()["swaps"] == []
            assert answer.json()["say"]
    assert caller.visit.chat.preferences == before
