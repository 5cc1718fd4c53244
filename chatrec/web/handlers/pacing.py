"""A stream slowed to what an eye follows: each change that is sent costs the server more than it costs to make."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

Value = TypeVar("Value")


async def paced(values: AsyncIterator[Value], seconds: float) -> AsyncIterator[Value]:
    """Yield the newest value every so many seconds while values come, and the last one at once; the rest is left out."""
    loop = asyncio.get_running_loop()
    newest: list[Value] = []
    due = 0.0
    coming = asyncio.ensure_future(_next(values))
    try:
        while True:
            await asyncio.wait({coming}, timeout=max(0.0, due - loop.time()) if newest else None)
            if coming.done():
                come = coming.result()
                if not come:
                    break
                due = due if newest else loop.time() + seconds
                newest = come
                coming = asyncio.ensure_future(_next(values))
            if newest and loop.time() >= due:
                yield newest[0]
                newest = []
    finally:
        coming.cancel()
    for value in newest:
        yield value


async def _next(values: AsyncIterator[Value]) -> list[Value]:
    """Return the next value, or nothing where there is none."""
    try:
        return [await anext(values)]
    except StopAsyncIteration:
        return []
