"""A browser as the handlers of the page see it: a cookie, a place, and what it was told to change."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator

import gradio as gr

from chatrec.web.bots import Bots
from chatrec.web.guard import COOKIE, owner_of
from chatrec.web.place import Place, new_place
from chatrec.web.swap import Change, merged
from chatrec.web.visits import Visit, visit_of


class Caller:
    """Somebody in a browser of their own, in a chat where nothing was said yet."""

    def __init__(self, bots: Bots, catalog: str = "films") -> None:
        self.bots = bots
        self.request = gr.Request(cookies={COOKIE: secrets.token_hex(32)})
        self.owner = owner_of(self.request.cookies) or ""
        self.place: Place = new_place(bots, self.owner, catalog)

    @property
    def told(self) -> dict[str, str]:
        """What the page tells of itself with every call."""
        return {"session": self.place.session, "catalog": self.place.catalog}

    @property
    def visit(self) -> Visit:
        return visit_of(self.bots, self.place)

    def say(self, message: str) -> None:
        self.visit.chat.say(message)


def streamed(changes: AsyncIterator[Change]) -> list[Change]:
    async def collect() -> list[Change]:
        return [one async for one in changes]

    return asyncio.run(collect())


def swapped(change: Change) -> dict[str, str]:
    """Return the HTML of each region that a change is about."""
    swaps = change["swaps"]
    assert isinstance(swaps, list)
    return {one["region"]: one["html"] for one in swaps}


def at_last(changes: AsyncIterator[Change]) -> Change:
    """Return all changes of a stream as one."""
    return merged(streamed(changes))
