"""Handlers that open a catalogue to talk about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from ..errors import ChatrecError
from .bots import Bots
from .guard import owner_of
from .place import find_place
from .swap import Change, Swap, change
from .views.render import render

OPENING = "opening"
_POLL_SECONDS = 0.2
Told = dict[str, Any]


class Catalogues:
    """The handlers of one page over some catalogues. Nothing of a visitor is kept here."""

    def __init__(self, bots: Bots) -> None:
        self._bots = bots

    async def open(self, place: Told, catalog: str, request: gr.Request) -> AsyncIterator[Change]:
        """Open a catalogue, telling how far its index is, then go to the last chat about it."""
        owner = owner_of(request.cookies) or ""
        counted: list[tuple[int, int]] = []
        try:
            opening = asyncio.create_task(
                asyncio.to_thread(
                    self._bots.get,
                    catalog,
                    owner=owner,
                    progress=lambda *count: counted.append(count),
                )
            )
            while not opening.done():
                await asyncio.wait([opening], timeout=_POLL_SECONDS)
                if not opening.done():
                    yield change(Swap(OPENING, _opening(catalog, counted)))
            await opening
            there = await asyncio.to_thread(find_place, self._bots, owner, "", catalog)
            yield change(goto=there.address)
        except ChatrecError as error:
            yield change(Swap(OPENING, _opening("", [])), say=str(error))


def _opening(catalog: str, counted: list[tuple[int, int]]) -> str:
    done, total = counted[-1] if counted else (0, 0)
    return render("opening.html", id=OPENING, catalog=catalog, done=done, total=total)
