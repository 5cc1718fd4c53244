"""Handlers that lead to a turn of the conversation: what was written, and what a button asks or changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from ... import limits
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import Preference, Preferences
from ...dialogue.reply import Progress, Reply, TextDelta
from ...dialogue.understanding import Intent, Mention, Stance, Understanding
from ...dialogue.undo import changed
from ...dialogue.wording import name_item
from ...errors import ChatrecError, EditError, RequestError
from ..call_arguments import Call, EntryEdit, Message, OfEntry, OfItem, OfItems
from ..complaints import complaint
from ..quota import refuse_where_full
from ..swap import Change, Swap, change
from ..views.panel import PANEL, entry_words
from ..views.shown import marks_between, panel_of
from ..views.turns import LIVE, show_failure, show_turn, show_waiting, turn_region
from ..visits import Visit
from .edits import typed
from .pacing import paced

TURNS = "turns"
GREETING = "greeting"
_REDRAW_SECONDS = 0.05
_MOST_COMPARED = 3
Changes = AsyncIterator[Change]
TurnPlace = AbstractAsyncContextManager[None]
"""A place in the queue of turns; entered, it may be waited for."""


@dataclass(frozen=True, slots=True)
class _Doing:
    """How far a reply is: what is being done, and as much of its text as is there."""

    doing: str = ""
    text: str = ""


def say(call: Message, here: Visit, place: TurnPlace) -> Changes:
    """Answer a message."""
    return _turn(here, place, lambda: (call.message, None))


def more_like(call: OfItem, here: Visit, place: TurnPlace) -> Changes:
    """Find others like an item."""
    return _about(here, place, [call.item], "More like {}", "recommend", "like_this")


def why_not(call: OfItem, here: Visit, place: TurnPlace) -> Changes:
    """Tell what speaks against an item."""
    return _about(here, place, [call.item], "Why not {}?", "why_not", "asked")


def take(call: OfItem, here: Visit, place: TurnPlace) -> Changes:
    """Note that an item was chosen."""
    return _about(here, place, [call.item], "I'll take {}", "accept", "accepted")


def compare(call: OfItems, here: Visit, place: TurnPlace) -> Changes:
    """Set items side by side."""
    return _about(here, place, call.items[:_MOST_COMPARED], "Compare {}", "compare", "asked")


def edit(call: EntryEdit, here: Visit, place: TurnPlace) -> Changes:
    """Change an entry of the preference state by hand, and answer."""

    def edited() -> str:
        state, schema = here.chat.preferences, here.bot.catalog.schema
        now = here.chat.edit(call.entry, **typed(call.changes, _entry(state, call.entry), schema))
        return f"Changed by hand: {entry_words(now[call.entry], here.bot.catalog)}"

    return _corrected(here, place, edited)


def remove(call: OfEntry, here: Visit, place: TurnPlace) -> Changes:
    """Remove an entry of the preference state by hand, and answer."""

    def removed() -> str:
        words = entry_words(_entry(here.chat.preferences, call.entry), here.bot.catalog)
        here.chat.remove(call.entry)
        return f"Removed by hand: {words}"

    return _corrected(here, place, removed)


def undo(call: Call, here: Visit, place: TurnPlace) -> Changes:
    """Take back the last change of the preference state, and answer."""

    def undone() -> str:
        here.chat.undo()
        return "Undone: the last change of what you want"

    return _corrected(here, place, undone)


def _about(
    here: Visit,
    place: TurnPlace,
    items: Sequence[str],
    frame: str,
    intent: Intent,
    stance: Stance,
) -> Changes:
    """Answer a button of one or several items as a message that says the same."""

    def meant() -> tuple[str, Understanding]:
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

    return _turn(here, place, meant)


async def _corrected(here: Visit, place: TurnPlace, correct: Callable[[], str]) -> Changes:
    """Correct the state, then answer the corrected state in the conversation."""
    async with place:
        try:
            before = await asyncio.to_thread(_ready, here)
            told = await asyncio.to_thread(_told_before, here)
            if told is None:
                told = await asyncio.to_thread(correct)
        except EditError as error:
            panel = await asyncio.to_thread(panel_of, here, complaint=str(error))
            yield change(Swap(PANEL, panel), say=str(error))
            return
        except ChatrecError as error:
            yield change(say=complaint(error))
            return
        yield _waiting(here, told)
        meaning = Understanding(intent="refine", anew=True)
        async for one in _answer(here, told, meaning, before.preferences):
            yield one


async def _turn(
    here: Visit, place: TurnPlace, meant: Callable[[], tuple[str, Understanding | None]]
) -> Changes:
    """Show what was said, and answer it once there is a place."""
    try:
        message, meaning = meant()
    except ChatrecError as error:
        yield _failed("", complaint(error))
        return
    yield _waiting(here, message)
    async with place:
        try:
            before = await asyncio.to_thread(_ready, here)
        except ChatrecError as error:
            yield _failed(message, complaint(error))
            return

        def after(reply: Reply) -> Conversation | None:
            is_next = (
                reply.turn == before.turn + 1
            )  # Else it was told before, or somebody else spoke.
            return changed(before, reply.preferences) if is_next else None

        async for one in _answer(here, message, meaning, before.preferences, after):
            yield one


async def _answer(
    here: Visit,
    message: str,
    meaning: Understanding | None,
    before: Preferences,
    after: Callable[[Reply], Conversation | None] = lambda _: None,
) -> Changes:
    """Stream the reply to a message: what is being done, the verified text, then the whole turn.

    Args:
        here: The chat.
        message: What was said.
        meaning: What it means where that is known.
        before: The state that the marks on the page show.
        after: Returns the conversation after a reply, or None where it is to be read.
    """
    try:
        async for reply in paced(_coming(here, message, meaning), _REDRAW_SECONDS):
            if isinstance(reply, Reply):
                now = after(reply)
                yield await asyncio.to_thread(_answered, here, message, reply, before, now)
            else:
                yield change(Swap(LIVE, show_waiting(message, reply.doing, reply.text)))
    except ChatrecError as error:
        yield _failed(message, complaint(error))


async def _coming(
    here: Visit, message: str, meaning: Understanding | None
) -> AsyncIterator[_Doing | Reply]:
    """Yield how far a reply is, each time more, then the reply.

    Raises:
        RequestError: It took too long, and was given up.
    """
    now = _Doing()
    llm = here.settings.llm
    longest = limits.TURN_SECONDS + (llm.timeout if llm.in_use else 0.0)
    try:
        async with asyncio.timeout(longest):
            stream = here.chat.stream(message, message_id=here.message, meaning=meaning)
            async for event in stream:
                if isinstance(event, Reply):
                    yield event
                elif isinstance(event, Progress):
                    yield (now := replace(now, doing=event.text))
                elif isinstance(event, TextDelta):
                    yield (now := replace(now, text=now.text + event.text))
    except TimeoutError:
        raise RequestError(
            f"the reply took longer than {longest:.0f} seconds and was given up; send the message again",
            status=503,
        ) from None


def _waiting(here: Visit, message: str) -> Change:
    return change(
        Swap(GREETING, how="remove"),
        Swap(LIVE, how="remove"),
        Swap(TURNS, show_waiting(message, "Reading"), "append"),
        at=here.place.address,
    )


def _answered(
    here: Visit, message: str, reply: Reply, before: Preferences, now: Conversation | None
) -> Change:
    turn = show_turn(message, reply, here.showcase, reply.preferences)
    marks = marks_between(before, reply.preferences, here.bot.catalog)
    # A turn whose answer broke off at its end stands on the page already.
    shown = Swap(turn_region(reply), how="remove")
    panel = panel_of(here, conversation=now)
    return change(shown, Swap(LIVE, turn), *marks, Swap(PANEL, panel), say=reply.text)


def _failed(message: str, told: str) -> Change:
    return change(
        Swap(LIVE, how="remove"), Swap(TURNS, show_failure(message, told), "append"), say=told
    )


def _ready(here: Visit) -> Conversation:
    """Return the conversation as it stands, where there is room for one more turn.

    Raises:
        RequestError: There is none.
    """
    conversation = here.chat.conversation
    refuse_where_full(here, conversation)
    return conversation


def _told_before(here: Visit) -> str | None:
    """Return the words of a correction that was answered under this id before; what it did is not done again."""
    turns = here.chat.turns if here.message else ()
    return next((one.message for one in turns if one.reply.message_id == here.message), None)


def _entry(preferences: Preferences, entry: str) -> Preference:
    try:
        return preferences[entry]
    except KeyError:
        raise EditError("that wish is gone already; the list shows what is left") from None
