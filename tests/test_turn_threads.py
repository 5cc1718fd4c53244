"""Turns that wait for a model do not wait for each other; turns of the rules are few at a time."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from chatrec import Catalog, Reply, Settings
from chatrec.model_settings import ModelSettings
from chatrec.turn_threads import most_at_once
from tests.brains.llm.scripted import by_task, opened, scoring
from tests.llm.loopback import Request

SLOW = 0.5
TURNS = 24


def slowly(request: Request) -> object:
    time.sleep(SLOW)
    return scoring(lambda _: 4)(request)


def test_many_turns_wait_for_a_model_at_once(films: Catalog, tmp_path: Path) -> None:
    async def ask_all() -> list[Reply]:
        chats = [bot.session(f"s{number}") for number in range(TURNS)]
        return await asyncio.gather(*(chat.asay("a comedy") for chat in chats))

    with opened(films, tmp_path, by_task(recommend=slowly), timeout=60.0) as (bot, server):
        began = time.perf_counter()
        replies = asyncio.run(ask_all())
        took = time.perf_counter() - began
    assert sorted(reply.session_id for reply in replies) == sorted(f"s{n}" for n in range(TURNS))
    assert all(reply.trace.fallbacks == () for reply in replies)
    assert len(server.requests) == TURNS
    assert took < TURNS * SLOW / 2


def test_without_a_model_no_more_turns_are_at_work_than_the_cores_can_take() -> None:
    bare = Settings(home=Path("unused"))
    with_model = Settings(home=Path("unused"), llm=ModelSettings(model="m"))
    assert most_at_once(bare) < 64 < most_at_once(with_model)
