from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec import limits
from chatrec.errors import TooMany
from chatrec.web.fair_queue import FairQueue
from chatrec.web.occupancy import Bounds
from chatrec.web.visitor import Visitor

MANY = Visitor("web-many", "10.0.0.1")
ONE = Visitor("web-one", "10.0.0.2")
BOUNDS = Bounds(limits.TURNS_OF_VISITOR, limits.TURNS_OF_ADDRESS, limits.TURNS_IN_ALL)


class Turns:
    """Turns that last until they are let go, and the order in which they were begun."""

    def __init__(self, queue: FairQueue) -> None:
        self.queue = queue
        self.begun: list[str] = []
        self.most: dict[str, int] = {}
        self._ends: dict[str, asyncio.Event] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def ask(self, visitor: Visitor, name: str, session: str = "") -> asyncio.Task[None]:
        async def turn() -> None:
            async with self.queue.place(visitor, session or name):
                self.begun.append(name)
                await self._ends[name].wait()

        self._ends[name] = asyncio.Event()
        task = asyncio.create_task(turn())
        self._tasks.append(task)
        await settled()
        return task

    async def end(self, name: str) -> None:
        self._ends[name].set()
        await settled()


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def run(test: Callable[[Turns], Coroutine[None, None, None]], places: int) -> None:
    async def main() -> None:
        await test(Turns(FairQueue(places, "messages", BOUNDS)))

    asyncio.run(main())


def test_one_address_has_half_of_the_places_and_another_goes_first() -> None:
    async def test(turns: Turns) -> None:
        for name in ("a", "b", "c"):
            await turns.ask(MANY, name)
        assert turns.begun == ["a"]
        await turns.ask(ONE, "x")
        assert turns.begun == ["a", "x"], "a place was kept free for another address"
        await turns.ask(ONE, "y")
        await turns.end("a")
        assert turns.begun == ["a", "x", "b"]

    run(test, places=2)


def test_browsers_of_one_address_take_turns() -> None:
    async def test(turns: Turns) -> None:
        other = Visitor("web-other", MANY.address)
        for name in ("a", "b", "c", "d"):
            await turns.ask(MANY, name)
        await turns.ask(other, "x")
        await turns.end("a")
        assert turns.begun == ["a", "x"]
        await turns.end("x")
        assert turns.begun == ["a", "x", "b"]

    run(test, places=2)


def test_two_turns_of_one_chat_are_never_worked_on_at_once() -> None:
    async def test(turns: Turns) -> None:
        await turns.ask(MANY, "a", session="s")
        await turns.ask(MANY, "b", session="s")
        await turns.ask(MANY, "c", session="t")
        assert turns.begun == ["a", "c"]
        await turns.end("a")
        assert turns.begun == ["a", "c", "b"]

    run(test, places=8)


def test_who_leaves_while_waiting_or_at_work_gives_the_place_free() -> None:
    async def test(turns: Turns) -> None:
        first = await turns.ask(MANY, "a")
        waiting = await turns.ask(MANY, "b")
        await turns.ask(MANY, "c")
        for task in (waiting, first):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await settled()
        assert turns.begun == ["a", "c"]

    run(test, places=2)


def test_as_many_as_may_wait_do_and_no_more() -> None:
    queue = FairQueue(2, "messages", BOUNDS)
    held = [queue.entry(MANY) for _ in range(limits.TURNS_OF_VISITOR)]
    for one in held:
        one.__enter__()
    with pytest.raises(TooMany):
        queue.entry(MANY).__enter__()
    with queue.entry(ONE):
        pass
    held[0].__exit__(None, None, None)
    with queue.entry(MANY):
        pass


@given(
    asked=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=40),
    places=st.integers(1, 6),
)
def test_whoever_asks_everybody_is_served_once_within_the_bounds(
    asked: list[tuple[int, int]], places: int
) -> None:
    async def test(turns: Turns) -> None:
        for number, (browser, address) in enumerate(asked):
            visitor = Visitor(f"web-{browser}", f"10.0.0.{address}")
            await turns.ask(visitor, str(number), session=f"s{browser}")
        ended = 0
        while ended < len(asked):
            assert len(turns.begun) > ended, "somebody waits though nobody is at work"
            at_work = turns.begun[ended:]
            assert len(at_work) <= places
            browsers = [asked[int(name)][0] for name in at_work]
            assert len(set(browsers)) == len(browsers)
            await turns.end(turns.begun[ended])
            ended += 1
        assert sorted(map(int, turns.begun)) == list(range(len(asked)))
        assert not turns.queue._keys
        assert not turns.queue._addresses

    run(test, places)
