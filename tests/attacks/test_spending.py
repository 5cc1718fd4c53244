"""An attack on the limit of a day: a model's server that hides what its calls took, and many turns at once."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from chatrec import Catalog, Chatbot, Reply, Settings
from chatrec.model_settings import ModelSettings
from tests.brains.llm.scripted import by_task, opened, scoring
from tests.llm.broken_usage import BROKEN
from tests.llm.loopback import STALL, Request

LIMIT = 1e-4
"""US dollars a day: less than one call takes."""
TURNS = (
    "a comedy under 100 minutes please, for a night in",
    "rather something with trains that my aunt would like",
    "and nothing that ends sadly, if you can",
    "what would you take for a rainy evening",
)
AT_ONCE = 20
PRICES = {"tiny": 1.0}
PATIENT: dict[str, Any] = {"calls": 2, "cost_per_day": LIMIT, "timeout": 30.0}


def answer(request: Request) -> object:
    told = {"intent": "recommend", "operations": []}
    return by_task(understand=told, recommend=scoring(lambda _: 4))(request)


def slowly(request: Request) -> object:
    time.sleep(0.3)
    return answer(request)


async def all_at_once(*bots: Chatbot) -> list[Reply]:
    chats = [bots[number % len(bots)].session(f"s{number}") for number in range(AT_ONCE)]
    return await asyncio.gather(*(chat.asay(TURNS[0]) for chat in chats))


@pytest.mark.parametrize("finish", ["stop", "length"])
@pytest.mark.parametrize("kind", ["zero", "null", "missing", "the answer alone"])
def test_four_turns_make_one_call_whatever_is_told_of_it(
    kind: str, finish: str, films: Catalog, tmp_path: Path
) -> None:
    with opened(films, tmp_path, answer, prices=PRICES, calls=2, cost_per_day=LIMIT) as both:
        bot, server = both
        server.usage, server.finish = BROKEN[kind], finish
        chat = bot.session("one")
        replies = [chat.say(message) for message in TURNS]
    assert len(server.requests) == 1
    assert all(reply.text for reply in replies)


def test_a_model_that_nobody_gave_a_price_makes_no_call(films: Catalog, tmp_path: Path) -> None:
    with opened(films, tmp_path, answer, calls=2, cost_per_day=LIMIT) as (bot, server):
        replies = [bot.session("one").say(message) for message in TURNS]
    assert server.requests == []
    assert replies[0].trace.fallbacks[0].kind == "unknown_price"


@pytest.mark.parametrize("kind", ["zero", "missing"])
def test_turns_at_once_make_no_more_calls_than_one_over_the_limit(
    kind: str, films: Catalog, tmp_path: Path
) -> None:
    with opened(films, tmp_path, slowly, prices=PRICES, **PATIENT) as (bot, server):
        server.usage = BROKEN[kind]
        replies = asyncio.run(all_at_once(bot))
    assert 1 <= len(server.requests) <= 2
    assert all(reply.text for reply in replies)
    refused = [one for reply in replies for one in reply.trace.fallbacks]
    assert sum(one.kind == "day_budget" for one in refused) >= AT_ONCE - 1


def test_two_chatbots_of_one_process_share_the_limit(films: Catalog, tmp_path: Path) -> None:
    with opened(films, tmp_path, slowly, prices=PRICES, **PATIENT) as (bot, server):
        model = ModelSettings(model="tiny", base_url=server.url, retries=0, **PATIENT)
        again = Settings(home=tmp_path, llm=model, prices=tmp_path / "prices.toml")
        with Chatbot.open(films, settings=again) as other:
            asyncio.run(all_at_once(bot, other))
    assert 1 <= len(server.requests) <= 2


def test_streams_that_are_left_are_paid_for_with_the_answer_that_nobody_waited_for(
    films: Catalog, tmp_path: Path
) -> None:
    async def leave(bot: Chatbot, number: int, asked: list[Request]) -> None:
        before = len(asked)
        stream = bot.session(f"s{number}").stream(TURNS[number])
        async for _ in stream:
            until = time.monotonic() + (0.5 if before else 20.0)
            while len(asked) == before and time.monotonic() < until:
                await asyncio.sleep(0.01)
            break
        await stream.aclose()

    more_than_a_prompt = {**PATIENT, "cost_per_day": 20 * LIMIT}
    with opened(films, tmp_path, lambda _: STALL, prices=PRICES, **more_than_a_prompt) as (
        bot,
        server,
    ):
        for number in range(len(TURNS)):
            asyncio.run(leave(bot, number, server.requests))
    assert len(server.requests) == 1
