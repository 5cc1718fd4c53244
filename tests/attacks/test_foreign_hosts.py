"""Pages of other hosts: what asks under a name that is not the page's, or from another site, gets nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .conftest import Browser, ServedPage
from .routes import Route
from .wire import Answer, as_browser, exchange, request

pytestmark = pytest.mark.slow

FOREIGN = (
    "evil.example",
    "evil.example:7860",
    "EVIL.example.",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "localhost@evil.example",
    "evil.example@localhost",
    "[2001:db8::1]",
    "10.0.0.1",
    "0x7f.1",
    "",
)
HEADERS = ("content-security-policy", "x-content-type-options", "cross-origin-resource-policy")


@pytest.fixture(scope="module")
def one(page: ServedPage) -> Iterator[Browser]:
    browser = Browser(page)
    browser.say("a comedy")
    yield browser
    browser.close()


def assert_nothing_of_the_page(answer: Answer, statuses: set[int], what: object) -> None:
    assert answer.status in statuses, (what, answer.status)
    assert answer.headers.keys() >= set(HEADERS), what
    assert "set-cookie" not in answer.headers, what
    assert len(answer.body) < 500, what


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_name_is_answered_on_no_route(
    page: ServedPage, one: Browser, routes: list[Route], host: str
) -> None:
    for route in routes:
        sent = request(route.method, route.path(one.place["session"]), as_browser(one), host=host)
        assert_nothing_of_the_page(exchange(page, sent), {421}, (route, host))


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    ],
)
def test_a_request_that_names_no_host_or_two_is_not_answered(page: ServedPage, sent: bytes) -> None:
    assert_nothing_of_the_page(exchange(page, sent), {400, 421}, sent)


@pytest.mark.parametrize(
    "told",
    [
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://localhost.evil.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ],
)
def test_another_site_can_make_no_call(
    page: ServedPage, one: Browser, routes: list[Route], told: str
) -> None:
    for route in routes:
        if route.method == "POST":
            sent = request(
                "POST", route.path(one.place["session"]), as_browser(one), told, "Content-Length: 0"
            )
            assert_nothing_of_the_page(exchange(page, sent), {403}, (route, told))


def test_no_answer_is_without_the_headers(page: ServedPage, one: Browser) -> None:
    for sent, status in (
        (request("GET", "/nothing"), 404),
        (request("DELETE", "/"), 405),
        (request("GET", "/calls/say"), 405),
        (request("POST", "/calls/nothing", "Content-Length: 0"), 404),
        (b"nonsense\r\n\r\n", 400),
    ):
        answer = exchange(page, sent)
        assert answer.status == status, sent
        assert answer.headers.keys() >= set(HEADERS), sent
