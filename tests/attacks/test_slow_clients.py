"""Clients that send, or take, as slowly as they can: none keeps a connection, or a visitor waiting."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from chatrec import limits

from .conftest import Browser, ServedPage, served
from .wire import OTHER_ADDRESS, Wire, as_browser, call_of, read_answer, request, wire

pytestmark = pytest.mark.slow

SOME = 8.0
"""Seconds that a busy machine may be late by."""
KEPT_ALIVE = 5.0
"""How long the page keeps a connection on which nothing comes after an answer."""
HEAD = request("GET", "/styles.css")
SLOW: dict[str, tuple[Callable[[Browser], bytes], bytes, float]] = {
    "nothing": (lambda _: b"", b"", limits.HEAD_SECONDS),
    "a head, byte by byte": (lambda _: HEAD[:-4], b"x", limits.HEAD_SECONDS),
    "empty lines before a head": (lambda _: b"", b"\r\n", limits.HEAD_SECONDS),
    "a second head, byte by byte": (
        lambda _: HEAD + HEAD[:-4],
        b"x",
        limits.HEAD_SECONDS + KEPT_ALIVE,
    ),
    "two requests and nothing more": (lambda _: HEAD + HEAD, b"", KEPT_ALIVE),
    "the body of a call, byte by byte": (
        lambda one: call_of(one, "say", message="x" * 999)[:-900],
        b"x",
        limits.BODY_SECONDS + limits.REST_SECONDS,
    ),
    "the body of a call in chunks": (
        lambda one: request(
            "POST",
            "/calls/say",
            "Content-Type: application/json",
            "Transfer-Encoding: chunked",
            as_browser(one),
        ),
        b"1\r\n{\r\n",
        limits.BODY_SECONDS + limits.REST_SECONDS,
    ),
    "the body of a call that was refused": (
        lambda one: request(
            "POST",
            "/calls/say",
            "Content-Type: text/plain",
            "Content-Length: 9999",
            as_browser(one),
        ),
        b"x",
        limits.REST_SECONDS,
    ),
    "a body to where nothing is": (
        lambda _: request("POST", "/nothing", "Content-Length: 9999"),
        b"x",
        limits.REST_SECONDS,
    ),
    "a body that asks for a page": (
        lambda _: request("GET", "/styles.css", "Content-Length: 9999"),
        b"x",
        limits.REST_SECONDS,
    ),
    "a body in chunks that asks for a page": (
        lambda _: request("GET", "/styles.css", "Transfer-Encoding: chunked"),
        b"1\r\nx\r\n",
        limits.REST_SECONDS,
    ),
}


@pytest.fixture(scope="module")
def closed_after(page: ServedPage) -> Iterator[dict[str, float]]:
    """Do all of them at the same time; by each, after how many seconds its connection was closed."""
    one = Browser(page)
    most = max(limit for _, _, limit in SLOW.values()) + SOME
    with ExitStack() as held:
        wires = {name: held.enter_context(wire(page)) for name in SLOW}
        for name, (begun, _, _) in SLOW.items():
            wires[name].send(begun(one))
        yield _watched(wires, most)
    one.close()


def _watched(wires: dict[str, Wire], most: float) -> dict[str, float]:
    began, closed = time.monotonic(), dict[str, float]()
    while (spent := time.monotonic() - began) < most and len(closed) < len(wires):
        for name in wires.keys() - closed.keys():
            if wires[name].is_closed() or not wires[name].send(SLOW[name][1]):
                closed[name] = spent
        time.sleep(0.5)
    return closed


@pytest.mark.parametrize("name", SLOW)
def test_who_sends_slowly_is_closed_in_time(closed_after: dict[str, float], name: str) -> None:
    assert closed_after.get(name, float("inf")) <= SLOW[name][2] + SOME


def test_a_slow_body_is_answered_before_it_is_closed(page: ServedPage) -> None:
    one = Browser(page)
    with wire(page) as slow:
        slow.send(call_of(one, "say", message="x" * 999)[:-900])
        answer = slow.answer()
    assert answer.status == 408
    assert b"took longer than" in answer.body
    one.say("a comedy")
    one.close()


def test_two_hundred_connections_that_send_nothing_keep_nobody_waiting(page: ServedPage) -> None:
    with connected(page, 200):
        one = Browser(page)
        assert "event: end" in one.say("a comedy")
        one.close()


def test_one_address_cannot_take_every_connection(tmp_path: Path) -> None:
    many = limits.CONNECTIONS + 300
    allow_files(2 * many)
    with served(tmp_path) as page, connected(page, many) as wires:
        one = Browser(page)
        assert "event: end" in one.say("a comedy")
        one.close()
        time.sleep(0.5)
        held = sum(not each.is_closed() for each in wires)
    assert held <= limits.CONNECTIONS_OF_ADDRESS


def test_a_connection_that_was_left_makes_room_for_another(page: ServedPage) -> None:
    for _ in range(3):
        with connected(page, limits.CONNECTIONS_OF_ADDRESS - 20):
            pass
    other = Browser(page, source=OTHER_ADDRESS)
    assert "event: end" in other.say("a comedy")
    other.close()


def test_many_requests_sent_at_once_are_answered_one_after_another(page: ServedPage) -> None:
    last = request("GET", "/styles.css", "Connection: close")
    with wire(page, OTHER_ADDRESS) as many:
        many.send(HEAD * 300 + last)
        one = Browser(page)
        one.say("a comedy")
        one.close()
        answers = many.everything().split(b"HTTP/1.1 ")[1:]
    assert {each[:3] for each in answers} == {b"200"}
    assert len(answers) == 301


def test_what_follows_a_request_that_is_none_is_not_answered(page: ServedPage) -> None:
    with wire(page) as one:
        one.send(request("GET", "/new", "Transfer-Encoding: chunked") + b"ZZ\r\n" + HEAD)
        answers = one.everything()
    assert answers.count(b"HTTP/1.1 ") == 1
    assert read_answer(answers).status in (400, 413)


def allow_files(count: int) -> None:
    """Let this process have so many files open."""
    most, bound = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(most, count), bound))


@contextmanager
def connected(page: ServedPage, count: int) -> Iterator[list[Wire]]:
    """Hold so many connections of another address that send nothing."""
    with ExitStack() as held:
        yield [held.enter_context(wire(page, OTHER_ADDRESS)) for _ in range(count)]
