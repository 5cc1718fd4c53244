"""Two thousand generated messages, held as conversations on both samples, break no promise."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chatrec import Chatbot, Reply, Settings
from chatrec.catalog.items import Value

from .conversations.heard import Heard
from .conversations.promises import broken
from .promise_messages import CHIP, messages

TURNS = 10
CONVERSATIONS = 100
SAMPLES = ("movies", "electronics")
PROFILES: tuple[dict[str, Value], ...] = (
    {},
    {"streaming_services": ("Hulu",), "region": ("UK",), "seen": ("m2", "m3", "m86", "e1", "e50")},
)
"""Nobody known, and a person with house rules of their own on either sample."""


@pytest.fixture(scope="module", params=SAMPLES)
def bot(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chatbot]:
    home: Path = tmp_path_factory.mktemp("generated")
    with Chatbot.open(request.param, settings=Settings(home=home)) as opened:
        yield opened


@pytest.mark.slow
def test_no_generated_conversation_breaks_a_promise(bot: Chatbot) -> None:
    numbers = itertools.count()
    said = 0

    # The same messages every time, so that the suite is stable; what breaks is shrunk to one conversation.
    @settings(
        max_examples=CONVERSATIONS,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(messages(bot.catalog), min_size=TURNS, max_size=TURNS), st.sampled_from(PROFILES)
    )
    def converse(conversation: list[str], profile: dict[str, Value]) -> None:
        nonlocal said
        chat = bot.session(f"generated {next(numbers)}", profile=profile)
        heard = Heard(bot.catalog, profile=profile)
        for line in conversation:
            message = _chip(line, heard.replies) if line.startswith(CHIP) else line
            reply = chat.say(message)
            said += 1
            faults = broken(message, reply, heard)
            assert not faults, f"{message!r}: {faults}\n{reply.text}"
            assert reply.text.strip(), f"{message!r}: nothing was said"

    converse()
    assert said >= TURNS * CONVERSATIONS


def _chip(line: str, replies: list[Reply]) -> str:
    """Return what the chip of a number under the last reply sends; its label of two words where there is none."""
    chips = replies[-1].chips if replies else ()
    place = int(line.removeprefix(CHIP)) - 1
    return chips[place].send if place < len(chips) else "No preference"
