from __future__ import annotations

import gradio as gr
import pytest

from chatrec.web.bots import Bots
from chatrec.web.handlers.correcting import Correcting

from ..caller import Caller, swapped


@pytest.fixture
def caller(bots: Bots) -> Caller:
    one = Caller(bots)
    one.say("a comedy under 100 minutes")
    return one


@pytest.fixture
def correcting(bots: Bots) -> Correcting:
    return Correcting(bots)


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
    correcting: Correcting, caller: Caller, kind: str, said: str, back: str
) -> None:
    noted = correcting.note(caller.told, "f4", kind, caller.request)
    assert noted["say"] == said
    assert swapped(noted)["marks-f4"].count('aria-pressed="true"') == 1
    assert "Orbit of Fools" in swapped(noted)["panel"]
    taken = correcting.note(caller.told, "f4", kind, caller.request)
    assert taken["say"] == back
    assert 'aria-pressed="true"' not in swapped(taken)["marks-f4"]


def test_nobody_likes_and_dislikes_the_same(correcting: Correcting, caller: Caller) -> None:
    for kind in ("liked", "disliked"):
        correcting.note(caller.told, "f4", kind, caller.request)
    state = caller.visit.chat.preferences
    assert (state.items("liked"), state.items("disliked")) == ((), ("f4",))


@pytest.mark.parametrize(("item", "kind"), [("gone", "liked"), ("f4", "shining")])
def test_what_cannot_be_noted_is_told(
    correcting: Correcting, caller: Caller, item: str, kind: str
) -> None:
    before = caller.visit.chat.preferences
    assert correcting.note(caller.told, item, kind, caller.request)["say"]
    assert caller.visit.chat.preferences == before


def test_the_editor_of_a_wish_is_given(correcting: Correcting, caller: Caller) -> None:
    given = swapped(correcting.options(caller.told, "p2", caller.request))["editor"]
    assert 'data-entry="p2"' in given
    assert 'type="range"' in given
    assert "gone already" in str(correcting.options(caller.told, "p9", caller.request)["say"])


def test_the_trace_of_a_turn_is_given_and_of_no_other(
    correcting: Correcting, caller: Caller
) -> None:
    assert "Searched" in swapped(correcting.trace(caller.told, 1, caller.request))["trace"]
    assert correcting.trace(caller.told, 9, caller.request)["say"] == (
        "There is no turn 9 in this chat."
    )


def test_consent_is_given_and_taken_back(
    correcting: Correcting, caller: Caller, bots: Bots
) -> None:
    given = correcting.consent(caller.told, True, caller.request)
    assert " checked" in swapped(given)["panel"]
    assert bots.store.consent(caller.owner)
    correcting.consent(caller.told, False, caller.request)
    assert not bots.store.consent(caller.owner)


def test_with_consent_a_later_chat_starts_with_what_was_liked(
    correcting: Correcting, caller: Caller, bots: Bots
) -> None:
    correcting.consent(caller.told, True, caller.request)
    correcting.note(caller.told, "f4", "liked", caller.request)
    later = Caller(bots)
    later.request, later.owner = caller.request, caller.owner
    later.place = type(caller.place)(caller.owner, "films", later.place.session)
    assert later.visit.chat.preferences.items("liked") == ("f4",)


def test_who_is_forgotten_leaves_no_chat(
    correcting: Correcting, caller: Caller, bots: Bots
) -> None:
    other = Caller(bots)
    other.say("a drama")
    assert correcting.forget(caller.told, caller.request)["goto"] == "/"
    assert bots.store.sessions(caller.owner) == []
    assert len(bots.store.sessions(other.owner)) == 1


def test_nothing_of_another_browser_is_told_or_changed(
    correcting: Correcting, caller: Caller, bots: Bots
) -> None:
    thief = Caller(bots).request
    before = caller.visit.chat.preferences
    for request in (thief, gr.Request(cookies={})):
        for told in (
            correcting.note(caller.told, "f4", "liked", request),
            correcting.options(caller.told, "p1", request),
            correcting.trace(caller.told, 1, request),
            correcting.consent(caller.told, True, request),
            correcting.forget(caller.told, request),
        ):
            assert told["swaps"] == []
            assert told["say"]
    assert caller.visit.chat.preferences == before
