"""A stream that is left before the text comes: its call ends, and the session is as it was."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from chatrec import Catalog, Chatbot, Progress
from chatrec.llm.usage import UNKNOWN_ANSWER
from tests.brains.llm.scripted import opened, scoring
from tests.llm.loopback import STALL, Loopback


def test_leaving_a_stream_ends_its_call_and_leaves_the_session_at_its_last_turn(
    films: Catalog, tmp_path: Path
) -> None:
    with opened(films, tmp_path, scoring(lambda _: 5), timeout=20.0) as (bot, server):
        chat = bot.session("s1")
        chat.say("I want to see a comedy")
        before = chat.conversation
        server.answer = lambda _: STALL
        start = time.monotonic()
        asyncio.run(_leave_while_judging(bot, server))
        assert time.monotonic() - start < 15
        assert server.gone.wait(5)
        assert chat.conversation == before
        assert len(chat.turns) == 1
        (used,) = bot.store.usage()
        assert used.calls == 2
        assert used.estimated == 1, "what was sent for the call that was cut off is counted here"
        assert used.prompt_tokens > 2 * 100
        assert used.completion_tokens > UNKNOWN_ANSWER, "nobody knows how much of it was written"
        server.answer = scoring(lambda _: 5)
        reply = chat.say("I want to see a drama instead")
    assert reply.turn == 2
    assert reply.trace.fallbacks == ()


async def _leave_while_judging(bot: Chatbot, server: Loopback) -> None:
    asked = len(server.requests)
    stream = bot.session("s1").stream("I want to see a drama instead")
    async for event in stream:
        if isinstance(event, Progress) and event.step == "judge":
            while len(server.requests) == asked:
                await asyncio.sleep(0.01)
            break
    await stream.aclose()
