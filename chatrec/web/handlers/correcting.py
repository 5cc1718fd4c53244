"""Handlers that correct what is believed of a person without a turn: feedback on items, memory, the editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

import gradio as gr

from ...dialogue.preferences import FeedbackKind
from ...dialogue.wishes import excluded_items
from ...dialogue.wording import name_item
from ...errors import ChatrecError, EditError
from ..bots import Bots
from ..swap import Change, Swap, change
from ..views.editor import EDITOR, show_editor
from ..views.panel import PANEL
from ..views.shown import marks_swap, panel_of
from ..views.trace import TRACE, show_trace
from ..visits import Visit, visit

Told = dict[str, Any]
_OPPOSITE: Mapping[FeedbackKind, FeedbackKind] = {"liked": "disliked", "disliked": "liked"}
_SAID = {"liked": "Liked", "disliked": "Disliked", "seen": "Marked as seen"}


class Correcting:
    """The handlers of one page over some catalogues. Nothing of a visitor is kept here."""

    def __init__(self, bots: Bots) -> None:
        self._bots = bots

    def note(self, place: Told, item: str, kind: str, request: gr.Request) -> Change:
        """Note that an item is liked, disliked or seen; said again, it is taken back."""
        try:
            here = visit(self._bots, place, request.cookies)
            given = _feedback(kind)
            found = here.bot.catalog[item]
            taken_back = item in here.chat.preferences.items(given)
            now = here.chat.unnote(item, given) if taken_back else here.chat.note(item, given)
            if not taken_back and given in _OPPOSITE:
                now = here.chat.unnote(item, _OPPOSITE[given])
        except ChatrecError as error:
            return change(say=str(error))
        title = name_item(found, here.bot.catalog.schema)
        said = (
            f"No longer {kind}: {title}" if taken_back else f"{_SAID.get(kind, 'Noted')}: {title}"
        )
        return change(
            marks_swap(found, now, here.bot.catalog), Swap(PANEL, panel_of(here)), say=said
        )

    def options(self, place: Told, entry: str, request: gr.Request) -> Change:
        """Return the editor of an entry."""
        try:
            here = visit(self._bots, place, request.cookies)
            return change(Swap(EDITOR, _editor(here, entry)))
        except ChatrecError as error:
            return change(say=str(error))

    def trace(self, place: Told, turn: int, request: gr.Request) -> Change:
        """Return how the reply of a turn came about."""
        try:
            here = visit(self._bots, place, request.cookies)
            for one in here.chat.turns:
                if one.reply.turn == turn:
                    return change(Swap(TRACE, show_trace(one.reply, here.bot.catalog)))
        except ChatrecError as error:
            return change(say=str(error))
        return change(say=f"There is no turn {turn} in this chat.")

    def consent(self, place: Told, given: bool, request: gr.Request) -> Change:
        """Say whether preferences may be kept across chats."""
        try:
            here = visit(self._bots, place, request.cookies)
            here.chat.consent(given)
        except ChatrecError as error:
            return change(say=str(error))
        said = "Remembering across chats is on." if given else "Nothing is remembered across chats."
        return change(Swap(PANEL, panel_of(here)), say=said)

    def forget(self, place: Told, request: gr.Request) -> Change:
        """Delete every chat, every catalogue it brought and all that is kept of this browser."""
        try:
            here = visit(self._bots, place, request.cookies)
            here.chat.forget()
            self._bots.forget(here.place.owner)
        except ChatrecError as error:
            return change(say=str(error))
        return change(goto="/")


def _editor(here: Visit, entry_id: str) -> str:
    conversation = here.chat.conversation
    preferences = conversation.preferences
    try:
        entry = preferences[entry_id]
    except KeyError:
        raise EditError("that wish is gone already; the list shows what is left") from None
    retriever = here.bot.engine.retriever
    others = preferences.without([entry_id])
    excluded = excluded_items(others, conversation.profile, here.bot.catalog.rules)
    fitting = retriever.fitting(others.entries, excluded=excluded, user=conversation.profile)
    return show_editor(entry, retriever.table, fitting)


def _feedback(kind: str) -> FeedbackKind:
    if kind not in get_args(FeedbackKind):
        raise EditError(f"{kind!r} cannot be noted of an item; what can: liked, disliked, seen")
    return cast(FeedbackKind, kind)
