from __future__ import annotations

import re

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from chatrec.web.guard import COOKIE, Guard, owner_of

TOKEN = "ab" * 32


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[Route(path, lambda _: PlainTextResponse("ok")) for path in ("/", "/other")]
    )
    app.add_middleware(Guard)
    return TestClient(app)


def policy(answer: httpx.Response) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers["content-security-policy"].split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("path", ["/", "/other", "/missing"])
def test_every_answer_keeps_the_page_to_its_own_host(client: TestClient, path: str) -> None:
    answer = client.get(path)
    allowed = {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}
    assert {one for sources in policy(answer).values() for one in sources} <= allowed
    assert {"default-src", "img-src", "connect-src", "object-src", "base-uri"} <= set(
        policy(answer)
    )
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_new_browser_gets_a_cookie_that_scripts_cannot_read(client: TestClient) -> None:
    given = client.get("/").headers["set-cookie"]
    assert re.fullmatch(
        rf"{COOKIE}=[0-9a-f]{{64}}; Max-Age=\d+; Path=/; HttpOnly; SameSite=Lax", given
    )


def test_over_https_the_cookie_is_for_https_alone(client: TestClient) -> None:
    assert client.get("https://testserver/").headers["set-cookie"].endswith("; Secure")


def test_every_new_browser_gets_another_cookie(client: TestClient) -> None:
    assert len({TestClient(client.app).get("/").cookies[COOKIE] for _ in range(20)}) == 20


def test_a_known_browser_keeps_its_cookie(client: TestClient) -> None:
    client.get("/")
    assert "set-cookie" not in client.get("/").headers


@pytest.mark.parametrize("forged", ["", "x", TOKEN[:-1], TOKEN + "0", TOKEN.upper(), TOKEN + "\n"])
def test_a_cookie_that_is_not_ours_names_nobody(forged: str) -> None:
    assert owner_of({COOKIE: forged}) is None


def test_the_name_of_an_owner_does_not_give_the_cookie_away() -> None:
    owner = owner_of({COOKIE: TOKEN})
    assert owner is not None
    assert re.fullmatch(r"web-[0-9a-f]{32}", owner)
    assert TOKEN[:8] not in owner
    assert owner != owner_of({COOKIE: "cd" * 32})
