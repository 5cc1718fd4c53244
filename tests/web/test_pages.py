from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from chatrec.web.bots import Bots
from chatrec.web.guard import owner_of
from chatrec.web.place import Place
from chatrec.web.visits import visit_of

from .caller import ADDRESS


@pytest.fixture
def client(app: ASGIApp) -> TestClient:
    return TestClient(app, base_url=ADDRESS)


def session_in(page: str) -> str:
    found = re.search(r'data-session="(web-[0-9a-f]{32})"', page)
    assert found is not None
    return found[1]


def spoken(client: TestClient, bots: Bots, *messages: str) -> str:
    """Say something in a chat of the client's, and return the session."""
    session = session_in(client.get("/new").text)
    owner = owner_of(dict(client.cookies)) or ""
    for message in messages:
        visit_of(bots, Place(owner, "films", session)).chat.say(message)
    return session


def test_the_first_page_is_whole_without_a_script(client: TestClient) -> None:
    page = client.get("/").text
    assert "Get a short list that fits" in page
    assert "6 films" in page
    assert "What I understood" in page
    assert not re.search(r"<script(?![^>]* src=)|\sstyle=|\son\w+=", page)


def test_a_chat_is_there_again_with_its_picks(client: TestClient, bots: Bots) -> None:
    session = spoken(client, bots, "a comedy")
    for address in ("/", f"/c/{session}", f"/c/{session}?on=toys"):
        page = client.get(address).text
        assert session_in(page) == session
        assert "Night Train North (1998)" in page


def test_a_link_to_a_chat_opens_in_its_own_browser_only(client: TestClient, bots: Bots) -> None:
    session = spoken(client, bots, "a comedy")
    stranger = TestClient(client.app, base_url=ADDRESS)
    for address in (
        f"/c/{session}",
        f"/c/{session}/export.md",
        f"/c/{session}/export.json",
    ):
        answer = stranger.get(address)
        assert answer.status_code == 404
        assert "belongs to another browser" in answer.text
        assert "comedy" not in answer.text.lower()


def test_a_chat_is_exported_under_its_title(client: TestClient, bots: Bots) -> None:
    session = spoken(client, bots, "a comedy", "thanks")
    bots.store.rename(session, "Friday *night*")
    given = client.get(f"/c/{session}/export.md")
    assert given.text.startswith("# Friday \\*night\\*\n")
    assert given.text.count("**You**") == 2
    assert given.headers["content-disposition"].startswith('attachment; filename="chat-')
    told = client.get(f"/c/{session}/export.json").json()
    assert "a comedy" in str(told)
    assert client.get(f"/c/{session}/export.pdf").status_code == 404


def test_a_chat_in_which_nothing_was_said_is_exported_as_empty(client: TestClient) -> None:
    session = session_in(client.get("/new").text)
    assert client.get(f"/c/{session}/export.md").text == "# An empty chat\n"
    assert client.get(f"/c/{session}/export.json").json() == {}


def test_an_address_that_names_no_chat_is_told_kindly(client: TestClient) -> None:
    answer = client.get("/c/<b>x</b>")
    assert answer.status_code == 404
    assert "<b>x" not in answer.text


def test_no_picture_of_what_is_not_there(client: TestClient) -> None:
    assert client.get("/picture/films/f1?at=2").headers["content-type"] == "image/svg+xml"
    assert client.get("/picture/films/gone").status_code == 404
    assert client.get("/picture/cars/f1").status_code == 404


def test_no_page_of_the_engine_tells_its_schema(client: TestClient) -> None:
    for path in ("/docs", "/openapi.json", "/engine/gradio_api/info"):
        assert client.get(path).status_code == 404, path
