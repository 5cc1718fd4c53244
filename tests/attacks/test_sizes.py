"""Bodies larger than any route takes: each is refused before it is held, and the memory of the page stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .conftest import Browser, ServedPage
from .routes import Route
from .wire import as_browser, exchange, read_answer, request, wire

pytestmark = pytest.mark.slow

LARGE = 120_000_000
LARGEST = 300_000_000
CHUNK = b"fffa\r\n" + b"x" * 0xFFFA + b"\r\n"
MOST_GROWTH = 40.0
"""Megabytes."""


@pytest.fixture(scope="module")
def one(page: ServedPage) -> Iterator[Browser]:
    browser = Browser(page)
    browser.say("a comedy")
    yield browser
    browser.close()


def head(route: Route, one: Browser, length: str) -> bytes:
    headers = ("Content-Type: application/json", as_browser(one), length)
    return request(route.method, route.path(one.place["session"]), *headers)


def refused(page: ServedPage, begin: bytes, most: int) -> int:
    """Send chunks until there is an answer, or as many bytes as are too many; return the status."""
    with wire(page) as connection:
        connection.send(begin)
        came = b""
        for _ in range(most // len(CHUNK)):
            came = connection.waiting()
            if came or not connection.send(CHUNK):
                break
        return read_answer(came or connection.waiting(10)).status


def test_a_length_beyond_the_bound_is_refused_on_every_route(
    page: ServedPage, one: Browser, routes: list[Route]
) -> None:
    before = page.megabytes()
    for size in (LARGE, LARGEST):
        for route in routes:
            answer = exchange(page, head(route, one, f"Content-Length: {size}"))
            assert answer.status == 413, (route, answer)
            assert "default-src 'none'" in answer.headers["content-security-policy"], route
            assert len(answer.body) < 1_000
    assert page.megabytes() < before + MOST_GROWTH
    one.say("a drama")


def test_a_body_without_a_length_is_refused_on_every_route(
    page: ServedPage, one: Browser, routes: list[Route]
) -> None:
    before = page.megabytes()
    for route in routes:
        begin = head(route, one, "Transfer-Encoding: chunked")
        assert refused(page, begin, LARGE) == 413, route
    assert page.megabytes() < before + MOST_GROWTH
    one.say("a drama")


@pytest.mark.parametrize(
    ("what", "sent"),
    [
        ("a long address", request("GET", f"/?on={'x' * 60_000}")),
        ("a long cookie", request("GET", "/", f"Cookie: a={'x' * 60_000}")),
        ("many headers", request("GET", "/", *(f"X-{n}: {'x' * 60}" for n in range(1_000)))),
    ],
)
def test_a_head_beyond_the_bound_is_refused(
    page: ServedPage, one: Browser, what: str, sent: bytes
) -> None:
    answer = exchange(page, sent)
    assert answer.status == 431, what
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    one.say("a drama")
