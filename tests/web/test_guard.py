from __future__ import annotations

import re

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from chatrec.web.guard import COOKIE, Guard, owner_of

TOKEN = "ab" * 32


def page(request: Request) -> Response:
    return HTMLResponse(owner_of(request.cookies) or "nobody")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[
            Route("/", page, methods=["GET", "POST"]),
            Route("/script", lambda _: PlainTextResponse("ok")),
        ]
    )
    guarded = Guard(app, hosts=("testserver",), image_hosts=("https://img.shop.example",))
    return TestClient(guarded)


def policy(answer: httpx.Response) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers["content-security-policy"].split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("path", ["/", "/script", "/missing"])
def test_every_answer_keeps_the_page_to_its_own_host(client: TestClient, path: str) -> None:
    answer = client.get(path)
    allowed = policy(answer)
    assert allowed["default-src"] == ["'none'"]
    assert allowed["script-src"] == allowed["style-src"] == allowed["connect-src"] == ["'self'"]
    assert allowed["base-uri"] == ["'none'"]
    assert allowed["require-trusted-types-for"] == ["'script'"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"host": "evil.example"}, 421), ({"origin": "https://evil.example"}, 403)],
)
def test_a_refusal_has_the_same_headers(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/", headers=headers)
    assert answer.status_code == status
    assert policy(answer)["default-src"] == ["'none'"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "testserver.", "[::1"]
)
def test_a_name_that_is_not_ours_is_not_answered(client: TestClient, host: str) -> None:
    expected = 200 if host == "testserver." else 421
    assert client.get("/", headers={"host": host}).status_code == expected


@pytest.mark.parametrize(
    "host", ["localhost:7860", "127.0.0.1", "[::1]:80", "127.8.9.1", "TestServer:1"]
)
def test_a_name_of_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_a_browser_that_tells_of_another_site_is_refused(client: TestClient) -> None:
    for site, status in (
        ("cross-site", 403),
        ("same-site", 403),
        ("same-origin", 200),
        ("none", 200),
    ):
        assert client.post("/", headers={"sec-fetch-site": site}).status_code == status


def test_a_failure_within_tells_nothing_and_keeps_the_headers(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def failing(scope: object, receive: object, send: object) -> None:
        raise ValueError("the secret of the server")

    answer = TestClient(Guard(failing), base_url="http://localhost").get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "the secret of the server" in caplog.text
    assert policy(answer)["default-src"] == ["'none'"]


def test_pictures_come_from_here_and_from_the_hosts_that_were_named(client: TestClient) -> None:
    assert policy(client.get("/"))["img-src"] == ["'self'", "https://img.shop.example"]


def test_a_new_browser_gets_a_cookie_that_scripts_cannot_read(client: TestClient) -> None:
    given = client.get("/").headers["set-cookie"]
    assert re.fullmatch(
        rf"{COOKIE}=[0-9a-f]{{64}}; Max-Age=\d+; Path=/; HttpOnly; SameSite=Lax", given
    )


def test_only_a_page_gives_a_cookie(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/script").headers


def test_over_https_the_cookie_is_for_https_alone(client: TestClient) -> None:
    assert client.get("https://testserver/").headers["set-cookie"].endswith("; Secure")


def test_every_new_browser_gets_another_cookie(client: TestClient) -> None:
    assert len({TestClient(client.app).get("/").cookies[COOKIE] for _ in range(20)}) == 20


def test_the_first_page_knows_the_owner_that_the_next_ones_know(client: TestClient) -> None:
    first = client.get("/")
    assert first.text.startswith("web-")
    again = client.get("/")
    assert again.text == first.text
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://testserver:81"])
def test_a_call_from_another_site_is_refused(client: TestClient, origin: str) -> None:
    answer = client.post("/", headers={"origin": origin})
    assert answer.status_code == 403
    assert client.get("/", headers={"origin": origin}).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"origin": "http://testserver"}])
def test_a_call_of_the_page_and_of_a_program_is_answered(
    client: TestClient, headers: dict[str, str]
) -> None:
    assert client.post("/", headers=headers).status_code == 200


@pytest.mark.parametrize("forged", ["", "x", TOKEN[:-1], TOKEN + "0", TOKEN.upper(), TOKEN + "\n"])
def test_a_cookie_that_is_not_ours_names_nobody(forged: str) -> None:
    assert owner_of({COOKIE: forged}) is None


def test_the_name_of_an_owner_does_not_give_the_cookie_away() -> None:
    owner = owner_of({COOKIE: TOKEN})
    assert owner is not None
    assert re.fullmatch(r"web-[0-9a-f]{32}", owner)
    assert TOKEN[:8] not in owner
    assert owner != owner_of({COOKIE: "cd" * 32})
