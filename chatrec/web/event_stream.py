"""Changes of the page as server-sent events: each is sent when it is made, and nothing is made once nobody listens."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress

from fastapi.sse import EventSourceResponse, format_sse_event

from .swap import Change

PING_SECONDS = 15.0
"""After so long without a change something is sent all the same: proxies close what is silent."""
_PING = b": still here\n\n"
END = "end"
"""The name of the last event: without it the stream broke off."""
_Made = asyncio.Queue[Change | None]
_MAKING: set[asyncio.Task[None]] = set()
"""Tasks under way; an event loop alone would let them be collected as garbage."""
_log = logging.getLogger(__name__)


def event_stream(changes: AsyncIterator[Change], held: AsyncExitStack) -> EventSourceResponse:
    """Return an answer that sends changes as they come.

    Args:
        changes: Made in a task of its own, which is cancelled where the client leaves.
        held: What is given back when the last change is made, or nobody waits for one any more.
    """
    made: _Made = asyncio.Queue()
    # Begun here and not where it is first read, so that what is held is given back also where nobody reads it.
    making = asyncio.create_task(_make(changes, held, made))
    _MAKING.add(making)
    making.add_done_callback(_made_all)
    return EventSourceResponse(
        _sent(making, made), headers={"cache-control": "no-store", "x-accel-buffering": "no"}
    )


async def _sent(making: asyncio.Task[None], made: _Made) -> AsyncIterator[bytes]:
    try:
        while (change := await _next(made)) is not None:
            yield format_sse_event(data_str=json.dumps(change)) if change else _PING
        await making  # Where it failed, the stream breaks off without its end.
        yield format_sse_event(data_str="{}", event=END)
    finally:
        # Cancelled in its own task, it may wait for what it began to come to an end; this answer does not.
        making.cancel()


async def _make(changes: AsyncIterator[Change], held: AsyncExitStack, made: _Made) -> None:
    try:
        async with held:
            async for change in changes:
                made.put_nowait(change)
    finally:
        made.put_nowait(None)


async def _next(made: _Made) -> Change | None:
    """Return the next change, None at the end, and an empty one where none came for long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PING_SECONDS):
            return await made.get()
    return {}


def _made_all(making: asyncio.Task[None]) -> None:
    _MAKING.discard(making)
    if not making.cancelled() and (error := making.exception()) is not None:
        _log.error("an answer broke off: %s", error, exc_info=error)
