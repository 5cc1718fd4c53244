"""What happens on the page: each public method of Talk is the handler of one event, and yields what to show then."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, fields

import gradio as gr

from ..dialogue.reply import Progress, Reply, TextDelta
from ..errors import ChatrecError
from .bots import Bots
from .guard import owner_of
from .place import Place, begin_anew, new_owner, resume, switch
from .show_state import show_state
from .show_turn import (
    show_complaint,
    show_failure,
    show_greeting,
    show_note,
    show_turn,
    show_turns,
    show_waiting,
)

_REDRAW_SECONDS = 0.05
_POLL_SECONDS = 0.2
_UNFORESEEN = "something went wrong on this side; say it again, or begin a new conversation"


@dataclass(frozen=True, slots=True)
class Shown:
    """What changes on the page; what is None stays as it is. The order is that of the outputs of every event."""

    place: Place | None = None
    catalog: str | None = None
    past: str | None = None
    """The answered messages but the last."""
    now: str | None = None
    """The last message and its reply."""
    state: str | None = None
    box: str | None = None
    """What stands in the box to write in."""
    written: str | None = None
    """What was written in the box and is being answered; empty where a button was pressed."""

    def outputs(self) -> tuple[object, ...]:
        """Return the values in the order of the outputs."""
        values = (getattr(self, field.name) for field in fields(self))
        return tuple(gr.skip() if value is None else value for value in values)


Outputs = tuple[object, ...]


class Talk:
    """The handlers of the page over some catalogues. Nothing of a visitor is kept here."""

    def __init__(self, bots: Bots) -> None:
        self._bots = bots

    def arrive(self, request: gr.Request) -> Outputs:
        """Show a visitor the chat that was used last in this browser."""
        owner = owner_of(request.cookies) or new_owner()
        try:
            return self._shown(resume(self._bots, owner)).outputs()
        except ChatrecError as error:
            return Shown(now=show_complaint(str(error))).outputs()

    async def say(
        self, message: str, catalog: str, place: Place | None, request: gr.Request
    ) -> AsyncIterator[Outputs]:
        """Answer what was written in the box, about the catalogue that is chosen above it."""
        if not message.strip():
            yield Shown().outputs()
            return
        async for shown in self._answer(message, place, request, catalog=catalog):
            yield shown.outputs()

    async def press(
        self, place: Place | None, event: gr.EventData, request: gr.Request
    ) -> AsyncIterator[Outputs]:
        """Carry out what a button in the chat or in the state tells: a message to send, or a correction."""
        told = {key: str(value) for key, value in dict(event._data or {}).items()}
        if told.get("send", "").strip():
            async for shown in self._answer(told["send"], place, request):
                yield shown.outputs()
        else:
            yield (await asyncio.to_thread(self._correct, told, place, request)).outputs()

    async def change_catalog(
        self, catalog: str, place: Place | None, request: gr.Request
    ) -> AsyncIterator[Outputs]:
        """Go on with the last chat about another catalogue, opening it where nobody did before."""
        try:
            here = await asyncio.to_thread(self._here, place, request)
            counted: list[tuple[int, int]] = []
            opening = asyncio.create_task(
                asyncio.to_thread(
                    self._bots.get, catalog, progress=lambda *count: counted.append(count)
                )
            )
            while not opening.done():
                await asyncio.wait([opening], timeout=_POLL_SECONDS)
                if not opening.done():
                    yield Shown(past="", now=show_note(_opening(catalog, counted))).outputs()
            await opening
            there = await asyncio.to_thread(switch, self._bots, here, catalog)
            yield (await asyncio.to_thread(self._shown, there)).outputs()
        except ChatrecError as error:
            back = place.catalog if place else self._bots.first
            yield Shown(catalog=back, now=show_complaint(str(error))).outputs()

    def excuse(self, written: str) -> Outputs:
        """Say that a handler failed in a way that nobody foresaw; what was written stands in the box again."""
        return Shown(now=show_failure(written, _UNFORESEEN), box=written or None).outputs()

    def begin_anew(self, place: Place | None, request: gr.Request) -> Outputs:
        """Begin a new conversation about the same catalogue."""
        try:
            return self._shown(begin_anew(self._bots, self._here(place, request))).outputs()
        except ChatrecError as error:
            return Shown(now=show_complaint(str(error))).outputs()

    async def _answer(
        self,
        message: str,
        place: Place | None,
        request: gr.Request,
        *,
        catalog: str | None = None,
    ) -> AsyncIterator[Shown]:
        """Stream the reply to a message; a catalogue is given where the message was written in the box.

        What was written stands in the box again where it could not be answered.
        """
        written = catalog is not None
        try:
            here = await asyncio.to_thread(self._here, place, request, catalog)
            bot = self._bots.get(here.catalog)
            chat = here.chat(self._bots)
            past = show_turns(await asyncio.to_thread(lambda: chat.turns), bot.catalog.schema)
            yield Shown(
                place=here,
                past=past,
                now=show_waiting(message, "Reading"),
                box="" if written else None,
                written=message if written else "",
            )
            text, drawn = "", 0.0
            async for event in chat.stream(message):
                if isinstance(event, Reply):
                    schema = bot.catalog.schema
                    state = show_state(event.preferences, bot.catalog)
                    yield Shown(now=show_turn(message, event, schema), state=state)
                elif isinstance(event, Progress):
                    yield Shown(now=show_waiting(message, event.text))
                elif isinstance(event, TextDelta):
                    text += event.text
                    if time.monotonic() - drawn >= _REDRAW_SECONDS:
                        drawn = time.monotonic()
                        yield Shown(now=show_waiting(message, "", text))
        except ChatrecError as error:
            yield Shown(now=show_failure(message, str(error)), box=message if written else None)

    def _correct(self, told: dict[str, str], place: Place | None, request: gr.Request) -> Shown:
        try:
            here = self._here(place, request)
            chat = here.chat(self._bots)
        except ChatrecError as error:
            return Shown(now=show_complaint(str(error)))
        catalog = self._bots.get(here.catalog).catalog
        complaint = ""
        try:
            if "remove" in told:
                chat.remove(told["remove"])
            elif "strength" in told:
                chat.edit(told.get("entry", ""), strength=told["strength"])
            return Shown(place=here, state=show_state(chat.preferences, catalog))
        except ChatrecError as error:
            complaint = str(error)
        return Shown(place=here, state=show_state(chat.preferences, catalog, complaint=complaint))

    def _here(self, place: Place | None, request: gr.Request, catalog: str | None = None) -> Place:
        """Return where the tab is: the server may have been started again, or the catalogue just been changed."""
        here = place or resume(self._bots, owner_of(request.cookies) or new_owner())
        return here if catalog in (None, here.catalog) else switch(self._bots, here, catalog)

    def _shown(self, place: Place) -> Shown:
        """Return the whole page of a place."""
        chat = place.chat(self._bots)
        catalog = self._bots.get(place.catalog).catalog
        turns = chat.turns
        now = show_greeting(catalog)
        if turns:
            now = show_turn(turns[-1].message, turns[-1].reply, catalog.schema)
        return Shown(
            place=place,
            catalog=place.catalog,
            past=show_turns(turns[:-1], catalog.schema),
            now=now,
            state=show_state(chat.preferences, catalog),
        )


def _opening(catalog: str, counted: list[tuple[int, int]]) -> str:
    if not counted or not counted[-1][1]:
        return f"Opening {catalog} …"
    done, total = counted[-1]
    return f"Opening {catalog}: {done:,} of {total:,} indexed …"
