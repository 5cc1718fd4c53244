from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from chatrec.web import event_stream as module
from chatrec.web.event_stream import event_stream
from chatrec.web.swap import Change, change

from .caller import changes_in


def sent(changes: AsyncIterator[Change], held: AsyncExitStack | None = None) -> str:
    async def collect() -> str:
        answer = event_stream(changes, held or AsyncExitStack())
        return b"".join([bytes(part) async for part in answer.body_iterator]).decode()  # type: ignore[arg-type]

    return asyncio.run(collect())


async def two() -> AsyncIterator[Change]:
    yield change(say="one\ntwo")
    yield change(say="three")


def test_each_change_is_an_event_and_the_end_is_told() -> None:
    told = sent(two())
    assert [one["say"] for one in changes_in(told)] == ["one\ntwo", "three"]
    assert told.endswith("\n\n")


def test_what_fails_on_the_way_has_no_end(caplog: pytest.LogCaptureFixture) -> None:
    async def failing() -> AsyncIterator[Change]:
        yield change(say="one")
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        sent(failing())


def test_silence_is_broken_by_a_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PING_SECONDS", 0.01)

    async def slow() -> AsyncIterator[Change]:
        await asyncio.sleep(0.1)
        yield change(say="late")

    told = sent(slow())
    assert told.startswith(": still here\n\n")
    assert changes_in(told) == [change(say="late")]


def test_where_the_client_leaves_what_is_made_ends_and_what_was_held_is_given_back() -> None:
    seen: list[str] = []

    async def endless() -> AsyncIterator[Change]:
        try:
            while True:
                yield change(say="more")
                await asyncio.sleep(0.001)
        finally:
            seen.append("ended")

    async def leave() -> None:
        held = AsyncExitStack()
        held.callback(seen.append, "given back")
        body = event_stream(endless(), held).body_iterator
        await anext(body)
        await body.aclose()  # type: ignore[attr-defined]
        await asyncio.sleep(0.05)

    asyncio.run(leave())
    assert seen == ["ended", "given back"]


def test_what_is_held_is_given_back_also_where_nobody_reads() -> None:
    seen: list[str] = []

    async def answer_nobody() -> None:
        held = AsyncExitStack()
        held.callback(seen.append, "given back")
        event_stream(two(), held)
        await asyncio.sleep(0.05)

    asyncio.run(answer_nobody())
    assert seen == ["given back"]
