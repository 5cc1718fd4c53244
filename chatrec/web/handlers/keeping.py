"""Handlers for the chats of a browser: list, rename, delete."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import gradio as gr

from ...errors import ChatrecError
from ..bots import Bots
from ..place import find_place
from ..swap import Change, Swap, change
from ..views.sessions import SESSIONS, show_sessions
from ..visits import Visit, visit

Told = dict[str, Any]
_LONGEST_TITLE = 80


class Keeping:
    """The handlers of one page over some catalogues. Nothing of a visitor is kept here."""

    def __init__(self, bots: Bots) -> None:
        self._bots = bots

    def sessions(self, place: Told, request: gr.Request) -> Change:
        """Return the chats of this browser."""
        try:
            return self._listed(visit(self._bots, place, request.cookies))
        except ChatrecError as error:
            return change(say=str(error))

    def rename(self, place: Told, session: str, title: str, request: gr.Request) -> Change:
        """Give a chat a title."""
        try:
            here = visit(self._bots, place, request.cookies)
            find_place(self._bots, here.place.owner, session)
            shorter = " ".join(title.split())[:_LONGEST_TITLE]
            if shorter:
                self._bots.store.rename(session, shorter)
            return self._listed(
                here, say=f"Renamed to {shorter}." if shorter else "The title stays."
            )
        except ChatrecError as error:
            return change(say=str(error))

    def delete(self, place: Told, session: str, request: gr.Request) -> Change:
        """Delete a chat for good."""
        try:
            here = visit(self._bots, place, request.cookies)
            find_place(self._bots, here.place.owner, session)
            self._bots.store.delete(session)
            if session == here.place.session:
                return change(goto=f"/new?on={quote(here.place.catalog, safe='')}")
            return self._listed(here, say="The chat is deleted.")
        except ChatrecError as error:
            return change(say=str(error))

    def _listed(self, here: Visit, *, say: str = "") -> Change:
        known = self._bots.sessions(here.place.owner)
        shown = show_sessions(known, current=here.place.session)
        return change(Swap(SESSIONS, shown), say=say)
