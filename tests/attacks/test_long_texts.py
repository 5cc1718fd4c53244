"""Messages and edits as long as they may be, and longer: each is answered in time or refused, and later turns are quick."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from chatrec import limits

from .bringing import bring, changes, csv
from .conftest import Browser, ServedPage, served
from .waiting import least

pytestmark = pytest.mark.slow

SECONDS_OF_TURN = 4.0
"""How long a turn may take on a busy machine; each takes less than a quarter of a second."""
MOST_GROWTH = 20
"""How many times as large an answer may be once a chat holds all that may be wished in it."""
COLOURS = (
    "amber", "azure", "beige", "black", "blue", "brown", "coral", "cyan", "gold", "green", "grey", "indigo",
    "ivory", "khaki", "lime", "magenta", "maroon", "mauve", "navy", "olive", "orange", "peach", "pink", "plum",
    "purple", "red", "rose", "ruby", "rust", "salmon", "sand", "silver", "tan", "teal", "violet", "white", "yellow",
    "cream", "copper", "bronze", "lilac", "mint", "mustard", "ochre", "pearl", "scarlet", "sepia", "sienna",
    "slate", "straw", "taupe", "tomato", "turquoise", "umber", "vanilla", "wheat", "wine", "zinc", "jade", "onyx",
    "opal", "quartz",
)  # fmt: skip
LONG = {
    "line ends": "\n" * limits.MESSAGE,
    "line ends and a word": "\n" * (limits.MESSAGE - 2) + "hi",
    "brackets": "[" * limits.MESSAGE,
    "pairs of brackets": "(" * (limits.MESSAGE // 2) + ")" * (limits.MESSAGE // 2),
    "braces": "{{" * (limits.MESSAGE // 2),
    "one word": "a" * limits.MESSAGE,
    "one number": "9" * limits.MESSAGE,
    "numbers": "7 " * (limits.MESSAGE // 2),
    "negations": ("not " * limits.MESSAGE)[: limits.MESSAGE],
    "wishes": ("a comedy or a drama under 90 minutes but no war, " * 90)[: limits.MESSAGE],
    "quotes": '"' * limits.MESSAGE,
    "quoted words": ("“a” " * limits.MESSAGE)[: limits.MESSAGE],
    "marks": "a" + "\u0301" * (limits.MESSAGE - 1),
    "ideographs": "映" * limits.MESSAGE,
    "emoji": "👩\u200d🚀" * (limits.MESSAGE // 3),
    "bidi marks": "\u202e" * limits.MESSAGE,
    "controls": "\x01\x1b" * (limits.MESSAGE // 2),
    "NULs": "\0" * limits.MESSAGE,
    "markup": ("<b><img src=x onerror=alert(1)>" * 130)[: limits.MESSAGE],
    "links": ("[a](b) http://x.example " * 180)[: limits.MESSAGE],
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPage]:
    with served(tmp_path_factory.mktemp("long")) as running:
        yield running


@pytest.mark.parametrize("kind", LONG)
def test_a_message_as_long_as_may_be_and_the_next_are_answered_in_time(
    page: ServedPage, kind: str
) -> None:
    one = Browser(page)
    for message in (LONG[kind], "hi", "a comedy under 100 minutes", "why the first one?"):
        begin = time.monotonic()
        answer = one.say(message)
        assert time.monotonic() - begin < SECONDS_OF_TURN
        assert "<img src=x" not in answer
    one.close()


@pytest.mark.parametrize(
    "message", ["\n" * 119_000 + "hi", "[" * 20_000 + "]" * 20_000, "x" * (limits.MESSAGE + 1)],
    ids=["119,000 line ends", "20,000 nested brackets", "one character too many"],
)  # fmt: skip
def test_a_longer_message_is_refused_and_not_kept(page: ServedPage, message: str) -> None:
    one = Browser(page)
    one.say("a comedy")
    answer = one.call("say", message=message)
    assert answer.status_code == 413
    assert refusal(answer)
    one.say("hi")
    place = one.place
    shown = one.client.get(f"/c/{place['session']}?on={place['catalog']}").text
    assert set(re.findall(r"turn-(\d+)", shown)) == {"1", "2"}
    one.close()


def refusal(answer: httpx.Response) -> str:
    told = str(answer.json()["say"])
    assert answer.json()["swaps"] == []
    assert told.endswith(".")
    assert len(told) < 400
    return told


def entries(browser: Browser) -> list[str]:
    """Return the ids of the wishes of a chat."""
    return sorted(set(re.findall(r'data-entry=\\?"(p\d+)', browser.say("hello"))))


def edit(browser: Browser, entry: str, value: Any) -> httpx.Response:
    return browser.call("edit", entry=entry, changes={"value": value, "strength": "prefer"})


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (["x"] * 3_000, 422),
        (["x"] * (limits.VALUES + 1), 422),
        ("x" * (limits.VALUE + 1), 422),
        (["x" * (limits.VALUE + 1)], 422),
        (["x" * 50_000], 422),
        ("x" * 100_000, 413),
        (["x" * 100_000], 413),
        (["x" * 100_000] * 50, 413),
    ],
)
def test_an_edit_beyond_what_is_taken_is_refused(page: ServedPage, value: Any, status: int) -> None:
    one = Browser(page)
    one.say("a comedy")
    (wish, *_) = entries(one)
    answer = edit(one, wish, value)
    assert answer.status_code == status
    assert refusal(answer)
    assert entries(one) == [wish]
    assert "x" * 100 not in one.call("options", entry=wish).text
    one.close()


@pytest.mark.parametrize(
    ("length", "edited"),
    [(limits.VALUE, limits.ENTRIES), (4, limits.ENTRIES // 2)],
    ids=["long values", "short values"],
)
def test_the_longest_edits_of_as_many_wishes_as_may_be_leave_later_turns_quick(
    page: ServedPage, length: int, edited: int
) -> None:
    one = bringing_lamps(page)
    size = len(one.say("something cheap"))
    for at in range(0, len(COLOURS), 10):
        one.say("I'd like " + ", ".join(f"not {colour}" for colour in COLOURS[at : at + 10]))
    wishes = entries(one)
    assert len(wishes) == limits.ENTRIES
    answers = []
    for wish in wishes[:edited]:
        values = [f"{number}{wish}".ljust(length, "x") for number in range(limits.VALUES)]
        begin = time.monotonic()
        answers.append(edit(one, wish, values))
        assert time.monotonic() - begin < SECONDS_OF_TURN
    assert {each.status_code for each in answers} == {200}
    told = [str(changes(each)[-1].get("say")) for each in answers]
    refused = [each for each in told if f"{limits.WISHES:,} are the most" in each]
    assert len(refused) >= (limits.ENTRIES - 2 if length == limits.VALUE else 0)
    for message in ("something cheap", "hi", "compare them"):
        after = least(lambda message=message: one.say(message))  # type: ignore[misc]
        assert after < SECONDS_OF_TURN / 2, message
        assert len(one.say(message)) < MOST_GROWTH * size
    one.close()


def bringing_lamps(page: ServedPage) -> Browser:
    """Return a browser in a chat about lamps of many colours."""
    one = Browser(page)
    rows = [["id", "title", "colours", "price", "description"]]
    for number in range(200):
        colours = "|".join(COLOURS[(number + 7 * step) % len(COLOURS)] for step in range(6))
        rows.append([f"l{number}", f"Lamp {number}", colours, f"{number + 10} EUR", "A lamp."])
    bring(one, csv(rows))
    return one


def test_a_call_as_large_as_may_be_is_refused_for_what_it_says(page: ServedPage) -> None:
    one = Browser(page)
    room = limits.BODY_BYTES - len(json.dumps({**one.place, "items": []})) - 100
    answer = one.call("compare", items=["x" * 300] * (room // 304))
    assert answer.status_code == 422
    assert refusal(answer)
    one.say("hi")
    one.close()
