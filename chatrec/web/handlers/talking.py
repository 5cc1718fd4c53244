"""Handlers that lead to a turn of the conversation: what was written, and what a button asks or changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from ...dialogue.preferences import Preference, Preferences
from ...dialogue.reply import Progress, Reply, TextDelta
from ...dialogue.understanding import Intent, Mention, Stance, Understanding
from ...dialogue.wording import name_item
from ...errors import ChatrecError, EditError
from ..bots import Bots
from ..swap import Change, Swap, change
from ..views.panel import PANEL, entry_words
from ..views.shown import marks_between, panel_of
from ..views.turns import LIVE, show_failure, show_turn, show_waiting, turn_region
from ..visits import Visit, visit
from .edits import typed
from .pacing import paced

TURNS = "turns"
GREETING = "greeting"
_REDRAW_SECONDS = 0.05
_MOST_COMPARED = 3
Changes = AsyncIterator[Change]
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Doing:
    """How far a reply is: what is being done, and as much of its text as is there."""

    doing: str = ""
    text: str = ""


class Talking:
    """The handlers of one page over some catalogues. Nothing of a visitor is kept here.

    With its place a browser tells an id of the message: told again, the message is answered once.
    """

    def __init__(self, bots: Bots) -> None:
        self._bots = bots

    async def say(self, place: Told, message: str, request: gr.Request) -> Changes:
        """Answer a message."""
        async for one in self._turn(place, request, lambda _: (message, None)):
            yield one

    async def more_like(self, place: Told, item: str, request: gr.Request) -> Changes:
        """Find others like an item."""
        async for one in self._about(
            place, request, [item], "More like {}", "recommend", "like_this"
        ):
            yield one

    async def why_not(self, place: Told, item: str, request: gr.Request) -> Changes:
        """Tell what speaks against an item."""
        async for one in self._about(place, request, [item], "Why not {}?", "why_not", "asked"):
            yield one

    async def take(self, place: Told, item: str, request: gr.Request) -> Changes:
        """Note that an item was chosen."""
        async for one in self._about(place, request, [item], "I'll take {}", "accept", "accepted"):
            yield one

    async def compare(self, place: Told, items: list[str], request: gr.Request) -> Changes:
        """Set items side by side."""
        async for one in self._about(
            place, request, items[:_MOST_COMPARED], "Compare {}", "compare", "asked"
        ):
            yield one

    async def edit(self, place: Told, entry: str, changes: Told, request: gr.Request) -> Changes:
        """Change an entry of the preference state by hand, and answer."""

        def edited(here: Visit) -> str:
            state, schema = here.chat.preferences, here.bot.catalog.schema
            now = here.chat.edit(entry, **typed(changes, _entry(state, entry), schema))
            return f"Changed by hand: {entry_words(now[entry], here.bot.catalog)}"

        async for one in self._corrected(place, request, edited):
            yield one

    async def remove(self, place: Told, entry: str, request: gr.Request) -> Changes:
        """Remove an entry of the preference state by hand, and answer."""

        def removed(here: Visit) -> str:
            words = entry_words(_entry(here.chat.preferences, entry), here.bot.catalog)
            here.chat.remove(entry)
            return f"Removed by hand: {words}"

        async for one in self._corrected(place, request, removed):
            yield one

    async def undo(self, place: Told, request: gr.Request) -> Changes:
        """Take back the last change of the preference state, and answer."""

        def undone(here: Visit) -> str:
            here.chat.undo()
            return "Undone: the last change of what you want"

        async for one in self._corrected(place, request, undone):
            yield one

    async def _about(
        self,
        place: Told,
        request: gr.Request,
        items: Sequence[str],
        frame: str,
        intent: Intent,
        stance: Stance,
    ) -> Changes:
        """Answer a button of one or several items as a message that says the same."""

        def meant(here: Visit) -> tuple[str, Understanding]:
            catalog = here.bot.catalog
            if intent == "compare" and len(set(items)) < 2:
                raise EditError("it takes two different items to compare")
            titles = [name_item(catalog[one], catalog.schema) for one in items]
            mentions = tuple(
                Mention(item_ids=(one,), quote=title, stance=stance)
                for one, title in zip(items, titles, strict=True)
            )
            words = " and ".join((", ".join(titles[:-1]), titles[-1]) if titles[1:] else titles)
            return frame.format(words), Understanding(intent=intent, mentions=mentions)

        async for one in self._turn(place, request, meant):
            yield one

    async def _corrected(
        self, place: Told, request: gr.Request, correct: Callable[[Visit], str]
    ) -> Changes:
        """Correct the state, then answer the corrected state in the conversation."""
        try:
            here = await asyncio.to_thread(visit, self._bots, place, request.cookies)
            before = await asyncio.to_thread(lambda: here.chat.preferences)
        except ChatrecError as error:
            yield change(say=str(error))
            return
        try:
            told = await asyncio.to_thread(_told_before, here)
            if told is None:
                told = await asyncio.to_thread(correct, here)
        except EditError as error:
            panel = await asyncio.to_thread(panel_of, here, complaint=str(error))
            yield change(Swap(PANEL, panel), say=str(error))
            return
        except ChatrecError as error:
            yield change(say=str(error))
            return
        async for one in _answer(here, told, Understanding(intent="refine", anew=True), before):
            yield one

    async def _turn(
        self,
        place: Told,
        request: gr.Request,
        meant: Callable[[Visit], tuple[str, Understanding | None]],
    ) -> Changes:
        message = ""
        try:
            here = await asyncio.to_thread(visit, self._bots, place, request.cookies)
            message, meaning = meant(here)
            before = await asyncio.to_thread(lambda: here.chat.preferences)
        except ChatrecError as error:
            yield _failed(message, str(error))
            return
        async for one in _answer(here, message, meaning, before):
            yield one


async def _answer(
    here: Visit, message: str, meaning: Understanding | None, before: Preferences
) -> Changes:
    """Stream the reply to a message: what is being done, the verified text, then the whole turn.

    Args:
        here: The chat.
        message: What was said.
        meaning: What it means where that is known.
        before: The state that the marks on the page show.
    """
    yield change(
        Swap(GREETING, how="remove"),
        Swap(LIVE, how="remove"),
        Swap(TURNS, show_waiting(message, "Reading"), "append"),
        at=here.place.address,
    )
    try:
        async for reply in paced(_coming(here, message, meaning), _REDRAW_SECONDS):
            if isinstance(reply, Reply):
                yield await asyncio.to_thread(_answered, here, message, reply, before)
            else:
                yield change(Swap(LIVE, show_waiting(message, reply.doing, reply.text)))
    except ChatrecError as error:
        yield _failed(message, str(error))


async def _coming(
    here: Visit, message: str, meaning: Understanding | None
) -> AsyncIterator[_Doing | Reply]:
    """Yield how far a reply is, each time more, then the reply."""
    now = _Doing()
    async for event in here.chat.stream(message, message_id=here.message, meaning=meaning):
        if isinstance(event, Reply):
            yield event
        elif isinstance(event, Progress):
            yield (now := replace(now, doing=event.text))
        elif isinstance(event, TextDelta):
            yield (now := replace(now, text=now.text + event.text))


def _answered(here: Visit, message: str, reply: Reply, before: Preferences) -> Change:
    turn = show_turn(message, reply, here.showcase, reply.preferences)
    marks = marks_between(before, reply.preferences, here.bot.catalog)
    # A turn whose answer broke off at its end stands on the page already.
    shown = Swap(turn_region(reply), how="remove")
    return change(shown, Swap(LIVE, turn), *marks, Swap(PANEL, panel_of(here)), say=reply.text)


def _failed(message: str, told: str) -> Change:
    return change(
        Swap(LIVE, how="remove"), Swap(TURNS, show_failure(message, told), "append"), say=told
    )


def _told_before(here: Visit) -> str | None:
    """Return the words of a correction that was answered under this id before; what it did is not done again."""
    turns = here.chat.turns if here.message else ()
    return next((one.message for one in turns if one.reply.message_id == here.message), None)


def _entry(preferences: Preferences, entry: str) -> Preference:
    try:
        return preferences[entry]
    except KeyError:
        raise EditError("that wish is gone already; the list shows what is left") from None
