"""No regular expression of the package takes more than linear time, whatever text it meets."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.llm.masking import mask
from chatrec.retrieval.learning.interactions import Turn
from chatrec.retrieval.ranking.contexts import wishes
from chatrec.settings import Settings

from .found_patterns import Place, calls, forget, held_patterns, recorded
from .growth import MOST_GROWTH, Repetition, growth
from .hostile_texts import repeated


def uses_of(pattern: re.Pattern[str]) -> dict[str, Callable[[str], object]]:
    return {
        "finditer": lambda text: deque(pattern.finditer(text), maxlen=0),
        "fullmatch": pattern.fullmatch,
    }


def slowest(pattern: re.Pattern[str]) -> str | None:
    """Return the first text that a pattern takes more than linear time for, None where there is none."""
    for repetition in repeated(pattern):
        for use, routine in uses_of(pattern).items():
            ratio = growth(routine, repetition)
            if ratio > MOST_GROWTH:
                return f"{pattern.pattern!r}: {use} of {repetition} takes {ratio:.1f} times as long for twice the text"
    return None


def work(home: Path) -> None:
    """Do what compiles patterns only while it goes on: open a catalogue, talk, mask and read a log."""
    catalog = Catalog.load("movies")
    title = catalog.items[0].title
    with Chatbot.open(catalog, settings=Settings(home=home)) as bot:
        chat = bot.session()
        for message in (
            "hi",
            "a comedy from the 90s under 100 minutes",
            "Покажи мне комедию",
            "no more comedy",
        ):
            chat.say(message)
    mask("my phone number is 415 555 2671, my card is 4111 1111 1111 1111")
    wishes([Turn(role="seeker", text=f"I liked {title}", items=(catalog.items[0].id,))], catalog)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> dict[re.Pattern[str], Place]:
    forget()
    with recorded() as found:
        work(tmp_path_factory.mktemp("home"))
    return found


def test_every_call_of_re_is_told_by_its_source_or_was_seen_at_work(
    used: dict[re.Pattern[str], Place],
) -> None:
    seen = {(place.file, place.line) for place in used.values()}
    escaped = [
        str(call.place)
        for call in calls()
        if call.pattern is None
        and not any(
            (call.place.file, line) in seen for line in range(call.place.line, call.last_line + 1)
        )
    ]
    assert not escaped


def test_every_pattern_that_a_module_holds_is_told_by_its_source_or_was_seen_at_work(
    used: dict[re.Pattern[str], Place],
) -> None:
    told = {call.pattern for call in calls()}
    assert [
        name for name, one in held_patterns().items() if one not in told and one not in used
    ] == []


@pytest.mark.slow
def test_no_pattern_of_the_package_takes_more_than_linear_time(
    used: dict[re.Pattern[str], Place],
) -> None:
    patterns = {call.pattern: call.place for call in calls() if call.pattern is not None} | used
    assert len(patterns) > 80
    found = [(str(place), slowest(pattern)) for pattern, place in patterns.items()]
    assert [one for one in found if one[1]] == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*\((?:19|20)\d\d\)",
        r"(?m)^\s*\[",
        r"\w+(?:ed|ing) ",
        r"//[^@]*@",
        r"(?P<number>\d+)\s*(?:h|hr)\s*(?P<more>\d+)",
        r"a\s*-?\s*b",
        r".*[^\W\d_]{3,9}.*\d{4}",
        r"(?:a+)+b",
        r"(?:[a-z]+\.?)*@",
    ],
)
def test_a_pattern_that_takes_more_is_found(pattern: str) -> None:
    assert slowest(re.compile(pattern)) is not None


@pytest.mark.parametrize(
    "pattern",
    [r"\w+", r"(?<!\s)\s++\(", r"\A\s*\(", r"a{1,20}b", r"(?:the|a|an) (?=.)", r"[^\[\]]{0,50}\]"],
)
def test_a_linear_pattern_is_not_blamed(pattern: str) -> None:
    assert slowest(re.compile(pattern)) is None


def test_a_text_is_as_long_as_it_is_asked_to_be() -> None:
    assert Repetition("<", "ab", ">").of(10) == "<ababababab>"
