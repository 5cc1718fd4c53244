"""Attempts of one browser on the chats of another: nothing of them is shown, and nothing is changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from .conftest import Browser, ServedPage

pytestmark = pytest.mark.slow

OWN_WORDS = "a comedy for zanzibarflute"
COOKIE = "chatrec_browser"
FORM = {"title": "x", "noun": "x", "facets": {}}


@pytest.fixture(scope="module")
def victim(page: ServedPage) -> Iterator[Browser]:
    one = Browser(page)
    one.say(OWN_WORDS)
    yield one
    one.close()


@pytest.fixture(scope="module")
def thief(page: ServedPage) -> Iterator[Browser]:
    one = Browser(page)
    yield one
    one.close()


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("say", {"message": "what did they ask for?"}),
    ("more_like", {"item": "tt0118655"}),
    ("why_not", {"item": "tt0118655"}),
    ("take", {"item": "tt0118655"}),
    ("compare", {"items": ["tt0118655", "tt0109445"]}),
    ("edit", {"entry": "p1", "changes": {"strength": "must"}}),
    ("remove", {"entry": "p1"}),
    ("undo", {}),
    ("note", {"item": "tt0118655", "kind": "liked"}),
    ("options", {"entry": "p1"}),
    ("trace", {"turn": 1}),
    ("consent", {"given": True}),
    ("forget", {}),
    ("sessions", {}),
]


@pytest.mark.parametrize(("name", "arguments"), CALLS, ids=[name for name, _ in CALLS])
def test_a_call_about_the_chat_of_another(
    victim: Browser, thief: Browser, name: str, arguments: dict[str, Any]
) -> None:
    refuses(victim, lambda: thief.call(name, **arguments, session=victim.place["session"]))


@pytest.mark.parametrize("name", ["rename", "delete"])
def test_a_call_from_an_own_chat_on_the_chat_of_another(
    victim: Browser, thief: Browser, name: str
) -> None:
    arguments = {"chat": victim.place["session"]} | ({"title": "mine"} if name == "rename" else {})
    refuses(victim, lambda: thief.call(name, **arguments))


@pytest.mark.parametrize(
    "path", ["", "/export.md", "/export.json", "/export.md?on=movies", "/export.pdf"]
)
def test_a_page_or_export_of_the_chat_of_another(
    victim: Browser, thief: Browser, path: str
) -> None:
    refuses(victim, lambda: thief.client.get(f"/c/{victim.place['session']}{path}"))


def forgeries(victim: Browser) -> list[dict[str, str]]:
    """Return cookies of somebody who knows all that the victim's pages show, but not the cookie."""
    session = victim.place["session"]
    token = victim.client.cookies[COOKIE]
    owner = f"web-{hashlib.sha256(token.encode()).hexdigest()[:32]}"
    return [
        {COOKIE: owner},
        {COOKIE: owner.removeprefix("web-") * 2},
        {COOKIE: session.removeprefix("web-") * 2},
        {COOKIE: hashlib.sha256(token.encode()).hexdigest()},
        {COOKIE: token[:-1]},
        {COOKIE: token.upper() + "g"},
        {COOKIE: f"{token}; other=1"},
        {COOKIE: ""},
        {COOKIE.upper(): token},
    ]


@pytest.mark.parametrize("at", range(9))
def test_a_forged_cookie(victim: Browser, page: ServedPage, at: int) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in forgeries(victim)[at].items())
    if at == 6:  # A cookie and one more is what a browser sends, and is the victim's own.
        cookies = cookies.replace("; other=1", "x; other=1")
    headers = {"cookie": cookies}
    with httpx.Client(base_url=page.address, trust_env=False, headers=headers) as forger:
        refuses(victim, lambda: forger.get(f"/c/{victim.place['session']}"))


@pytest.mark.parametrize(
    "session",
    ["../{}", "{}%00", "{}/", "{} ", "WEB-{}", "web-{}' OR '1'='1", "%{}", "{}\n"],
)
def test_an_id_that_is_nearly_that_of_another(
    victim: Browser, thief: Browser, session: str
) -> None:
    named = session.format(victim.place["session"].removeprefix("web-"))
    refuses(victim, lambda: thief.call("sessions", session=named))
    refuses(victim, lambda: thief.call("say", session=named, message="what did they ask for?"))


def test_a_message_id_of_another_gives_nothing_of_its_reply(
    victim: Browser, thief: Browser
) -> None:
    known = "ab" * 16
    assert "zanzibarflute" in victim.call("say", message=OWN_WORDS, message_id=known).text
    told = thief.call("say", message="hello", message_id=known)
    assert "zanzibarflute" not in told.text


def refuses(victim: Browser, attempt: Callable[[], httpx.Response]) -> None:
    """Make an attempt: nothing of the victim's is in its answer, and the chat is as it was."""
    before = victim.client.get(f"/c/{victim.place['session']}/export.json").json()
    answer = attempt()
    assert "zanzibarflute" not in answer.text
    assert answer.status_code in (200, 400, 404, 422)
    if answer.status_code == 200 and not answer.headers["content-type"].startswith("text/html"):
        assert "no chat of this page" in answer.text or "another browser" in answer.text
    after = victim.client.get(f"/c/{victim.place['session']}/export.json").json()
    assert after == before
