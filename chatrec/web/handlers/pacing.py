"""A stream slowed to what an eye follows: each change that is sent costs the server more than it costs to make."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

Value = TypeVar("Value")


async def paced(values: AsyncIterator[Value], seconds: float) -> AsyncIterator[Value]:
    """Yield the newest value every so many seconds while values come, and the last one at once; the rest is left out.

    The values are followed in one task; left before their end, it is cancelled.
    """
    newest: list[Value] = []
    came = asyncio.Event()

    async def follow() -> None:
        async for value in values:
            newest[:] = [value]
            came.set()

    following = asyncio.create_task(follow())
    following.add_done_callback(lambda _: came.set())
    try:
        while True:
            await came.wait()
            await asyncio.wait({following}, timeout=seconds)
            if following.done():
                break
            came.clear()
            yield newest.pop()
        await following
    finally:
        following.cancel()
    for value in newest:
        yield value
