"""Two hundred sessions at once, from threads and from one event loop, never mix."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatrec import Chat, Chatbot, Reply, Settings

SESSIONS = 100
"""Held by threads, and as many again by coroutines."""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    with Chatbot.open(
        "movies", settings=Settings(home=tmp_path_factory.mktemp("sessions"))
    ) as opened:
        yield opened


@pytest.mark.slow
def test_sessions_of_many_threads_never_mix(bot: Chatbot) -> None:
    with ThreadPoolExecutor(max_workers=16) as pool:
        chats = [bot.session(f"thread {number}") for number in range(SESSIONS)]
        first = list(pool.map(lambda number: chats[number].say(_wish(number)), range(SESSIONS)))
        second = list(
            pool.map(lambda number: chats[number].say(_seen(bot, number)), range(SESSIONS))
        )
    for number, chat in enumerate(chats):
        _check(bot, number, chat, [first[number], second[number]])


@pytest.mark.slow
def test_sessions_of_one_event_loop_never_mix(bot: Chatbot) -> None:
    chats = [bot.session(f"loop {number}") for number in range(SESSIONS)]

    async def converse(number: int) -> list[Reply]:
        first = await chats[number].asay(_wish(number))
        return [first, await chats[number].asay(_seen(bot, number))]

    async def all_at_once() -> list[list[Reply]]:
        return list(await asyncio.gather(*(converse(number) for number in range(SESSIONS))))

    for number, replies in enumerate(asyncio.run(all_at_once())):
        _check(bot, number, chats[number], replies)


@pytest.mark.slow
def test_turns_of_one_session_from_many_threads_are_taken_one_after_another(bot: Chatbot) -> None:
    chat = bot.session("shared")
    wishes = [f"a film under {100 + number} minutes" for number in range(12)]
    with ThreadPoolExecutor(max_workers=6) as pool:
        replies = list(pool.map(chat.say, wishes))
    assert sorted(reply.turn for reply in replies) == list(range(1, 13))
    shown = [pick.item.id for reply in replies for pick in reply.picks]
    assert len(shown) == len(set(shown))
    assert len(chat.preferences.on("runtime")) == 1


def _wish(number: int) -> str:
    return f"a comedy under {90 + number} minutes"


def _seen(bot: Chatbot, number: int) -> str:
    return f'I have seen "{_title(bot, number)}"'


def _title(bot: Chatbot, number: int) -> str:
    plain = [
        item.title
        for item in bot.catalog
        if item.title.startswith("The ") and item.title.replace(" ", "").isalpha()
    ]
    return plain[number]


def _check(bot: Chatbot, number: int, chat: Chat, replies: list[Reply]) -> None:
    """A session holds its own wish, its own film and nobody else's, and its replies are its own."""
    state = chat.preferences
    bounds = [entry.value for entry in state.entries if entry.facet == "runtime"]
    assert bounds == [90 + number]
    assert {entry.facet for entry in state.entries} == {"runtime", "genres"}
    assert [bot.catalog[one].title for one in state.items("seen")] == [_title(bot, number)]
    assert [reply.session_id for reply in replies] == [chat.id] * 2
    assert [reply.turn for reply in replies] == [1, 2]
    assert set(state.items("shown")) == {pick.item.id for reply in replies for pick in reply.picks}
    assert [turn.message for turn in chat.turns] == [_wish(number), _seen(bot, number)]
    for pick in (pick for reply in replies for pick in reply.picks):
        assert float(str(pick.item.fact("runtime"))) < 90 + number
