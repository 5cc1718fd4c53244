"""Who asks without a pause, for turns, calls, pages or exports: others are answered all the time, and nothing stays taken."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import httpx
import pytest

from chatrec import limits

from .conftest import Browser, ServedPage
from .wire import OTHER_ADDRESS, Wire, as_browser, call_of, read_answer, request

pytestmark = pytest.mark.slow

CONNECTIONS = 20
QUIET_ADDRESS = "127.0.0.3"
"""From where nothing else was asked."""
MOST_RATIO = 10
"""By how much the turns of another may get longer; the clients of the attack run on the same cores."""
AT_LEAST = 0.04
"""Seconds of a turn from which the ratio counts: below it is noise."""
MESSAGES = ("a comedy", "a drama please", "something older than 1990", "nothing sad")
Send = Callable[[httpx.Client, int], httpx.Response]


@pytest.fixture(scope="module")
def attacker(page: ServedPage) -> Iterator[Browser]:
    """A browser of another address, with a chat that is not short."""
    one = Browser(page, source=OTHER_ADDRESS)
    for number in range(24):
        one.say(f"{MESSAGES[number % 4]}, {number}")
    yield one
    one.close()


@pytest.fixture(scope="module")
def other(page: ServedPage) -> Iterator[Browser]:
    one = Browser(page)
    one.say("a comedy")
    yield one
    one.close()


@pytest.fixture(scope="module")
def alone(other: Browser) -> float:
    """How long a turn takes where nobody else asks."""
    return max(AT_LEAST, turn_seconds(other, 6))


def turn_seconds(one: Browser, count: int) -> float:
    """Return the median of so many turns, each of which is answered."""
    times = []
    for number in range(count):
        began = time.perf_counter()
        one.say(MESSAGES[number % 4])
        times.append(time.perf_counter() - began)
    return median(times)


@contextmanager
def flooded(page: ServedPage, cookies: list[str], send: Send) -> Iterator[list[httpx.Response]]:
    """Let twenty connections of another address, of browsers with these cookies, ask without a pause."""
    stopped = threading.Event()
    answers: list[httpx.Response] = []

    def ask(at: int) -> None:
        transport = httpx.HTTPTransport(local_address=OTHER_ADDRESS)
        cookie = {"chatrec_browser": cookies[at % len(cookies)]}
        with httpx.Client(
            base_url=page.address, transport=transport, cookies=cookie, trust_env=False, timeout=120
        ) as client:
            while not stopped.is_set():
                answers.append(send(client, at))
                if answers[-1].status_code == 429:
                    time.sleep(0.05)

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(CONNECTIONS)]
    for one in threads:
        one.start()
    try:
        time.sleep(1)
        yield answers
    finally:
        stopped.set()
        for one in threads:
            one.join()


def say(session: Callable[[int], str]) -> Send:
    def send(client: httpx.Client, at: int) -> httpx.Response:
        told = {"session": session(at), "message": MESSAGES[at % 4]}
        return client.post("/calls/say", json=told)

    return send


def refused_in_a_sentence(answers: list[httpx.Response]) -> Counter[int]:
    """Return how often each status came; each 429 says in a sentence why, and when to ask again."""
    for one in answers:
        if one.status_code == 429:
            assert one.headers["retry-after"].isdecimal()
            assert "default-src 'none'" in one.headers["content-security-policy"]
            told = one.json()["say"] if one.request.method == "POST" else one.text
            assert "are being worked on already; try again in a moment." in told
    return Counter(one.status_code for one in answers)


def test_one_browser_that_posts_turns_without_a_pause(
    page: ServedPage, attacker: Browser, other: Browser, alone: float
) -> None:
    cookie = attacker.client.cookies["chatrec_browser"]
    with flooded(page, [cookie], say(lambda at: f"web-{at + 1:032x}")) as answers:
        assert turn_seconds(other, 8) <= MOST_RATIO * alone
    assert refused_in_a_sentence(answers).keys() == {200, 429}
    assert "event: end" in attacker.say("a comedy")


def test_twenty_browsers_of_one_address_that_post_turns_without_a_pause(
    page: ServedPage, attacker: Browser, other: Browser, alone: float
) -> None:
    cookies = [f"{at + 1:064x}" for at in range(CONNECTIONS)]
    with flooded(page, cookies, say(lambda at: f"web-{at + 1_001:032x}")) as answers:
        assert turn_seconds(other, 8) <= MOST_RATIO * alone
    assert refused_in_a_sentence(answers).keys() <= {200, 429}
    assert "event: end" in attacker.say("a comedy")


def test_as_many_turns_of_one_address_as_may_be_are_taken_on_and_no_more(
    page: ServedPage, other: Browser
) -> None:
    browsers = [Browser(page, source=OTHER_ADDRESS) for _ in range(5)]
    turns = 4 * limits.TURNS_OF_ADDRESS
    wires = [Wire(page, OTHER_ADDRESS) for _ in range(turns)]
    for at, one in enumerate(wires):
        one.send(
            call_of(browsers[at % 5], "say", message="a comedy", session=f"web-{at + 1:030x}ff")
        )
    statuses = Counter(one.answer().status for one in wires)
    assert statuses.keys() == {200, 429}
    assert "event: end" in other.say("a drama")
    for one in wires:
        one.close()
    for browser in browsers:
        assert "event: end" in answered_again(browser).text
        browser.close()


CALLS: dict[str, dict[str, Any]] = {
    "sessions": {},
    "trace": {"turn": 5},
    "options": {"entry": "p1"},
    "undo": {},
}


@pytest.mark.parametrize("name", CALLS)
def test_calls_without_a_pause(
    page: ServedPage, attacker: Browser, other: Browser, alone: float, name: str
) -> None:
    def send(client: httpx.Client, _: int) -> httpx.Response:
        return client.post(f"/calls/{name}", json={**attacker.place, **CALLS[name]})

    with flooded(page, [attacker.client.cookies["chatrec_browser"]], send) as answers:
        assert turn_seconds(other, 6) <= MOST_RATIO * alone
    assert 429 in refused_in_a_sentence(answers)
    assert attacker.call("sessions").status_code == 200


@pytest.mark.parametrize("path", ["/", "/c/{}", "/c/{}/export.json", "/c/{}/export.md"])
def test_pages_and_exports_without_a_pause(
    page: ServedPage, attacker: Browser, other: Browser, alone: float, path: str
) -> None:
    address = path.format(attacker.place["session"])

    def send(client: httpx.Client, _: int) -> httpx.Response:
        return client.get(address)

    with flooded(page, [attacker.client.cookies["chatrec_browser"]], send) as answers:
        assert turn_seconds(other, 6) <= MOST_RATIO * alone
        assert other.client.get("/").status_code == 200
    assert refused_in_a_sentence(answers).keys() == {200, 429}
    assert attacker.client.get(address).status_code == 200


def test_pages_that_nobody_takes_hold_the_places_of_their_browser_alone(
    page: ServedPage, attacker: Browser, other: Browser
) -> None:
    export = request("GET", f"/c/{attacker.place['session']}/export.json", as_browser(attacker))
    wires = [Wire(page, OTHER_ADDRESS, window=2_048) for _ in range(2 * limits.PAGES_OF_VISITOR)]
    before = page.megabytes()
    for one in wires:
        one.send(export * 40)
    statuses = Counter(read_answer(one.waiting(10)).status for one in wires)
    assert statuses.keys() == {200, 429}, "more are made than a browser may let lie"
    assert other.client.get("/").status_code == 200
    assert "event: end" in other.say("a comedy")
    assert page.megabytes() < before + 60
    for one in wires:
        one.close()
    assert free_again(lambda: attacker.client.get("/").status_code == 200)


def test_turns_whose_client_leaves_give_their_places_back(page: ServedPage, other: Browser) -> None:
    one = Browser(page, source=OTHER_ADDRESS)
    for _ in range(6):
        wires = [Wire(page, OTHER_ADDRESS) for _ in range(limits.TURNS_OF_VISITOR)]
        for at, each in enumerate(wires):
            each.send(call_of(one, "say", message="a comedy", session=f"web-{at + 1:030x}ee"))
        for each in wires:
            each.close()
    assert "event: end" in other.say("a comedy")
    assert answered_again(one).status_code == 200
    one.close()


def test_a_body_that_never_comes_keeps_the_places_of_its_browser_alone(
    page: ServedPage, other: Browser
) -> None:
    one = Browser(page, source=QUIET_ADDRESS)
    neighbour = Browser(page, source=QUIET_ADDRESS)
    wires: list[Wire] = []

    def is_full() -> bool:
        """Let one more call hang: what is refused is answered at once, and holds no place."""
        wires.append(Wire(page, QUIET_ADDRESS))
        wires[-1].send(call_of(one, "say", message="a comedy")[:-5])
        return one.call("say", message="a comedy").status_code == 429

    assert free_again(is_full)
    assert "event: end" in neighbour.say("a comedy")
    assert "event: end" in other.say("a comedy")
    for each in wires:
        each.close()
    assert answered_again(one).status_code == 200
    for browser in (one, neighbour):
        browser.close()


def answered_again(one: Browser) -> httpx.Response:
    """Return the answer to a turn, once there is a place for it."""
    answers: list[httpx.Response] = []

    def is_answered() -> bool:
        answers.append(one.call("say", message="a comedy"))
        return answers[-1].status_code == 200

    assert free_again(is_answered), answers[-1].text
    return answers[-1]


def free_again(is_so: Callable[[], bool]) -> bool:
    """Tell whether something comes to be so within some seconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.1)
    return False
