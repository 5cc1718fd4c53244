"""Handlers for what is kept of a browser: its chats, listed, renamed and deleted, and all of it forgotten."""

from __future__ import annotations

from urllib.parse import quote

from ... import limits
from ..bots import Bots
from ..call_arguments import Call, ChatTitle, OfChat
from ..place import find_place
from ..swap import Change, Swap, change
from ..views.sessions import SESSIONS, show_sessions
from ..visits import Visit


class Keeping:
    """The handlers of one page over some catalogues. Nothing of a visitor is kept here."""

    def __init__(self, bots: Bots) -> None:
        self._bots = bots

    def sessions(self, call: Call, here: Visit) -> Change:
        """Return the chats of this browser."""
        return self._listed(here)

    def rename(self, call: ChatTitle, here: Visit) -> Change:
        """Give a chat a title."""
        find_place(self._bots, here.place.owner, call.chat)
        shorter = " ".join(call.title.split())[: limits.CHAT_TITLE]
        if shorter:
            self._bots.store.rename(call.chat, shorter)
        return self._listed(here, say=f"Renamed to {shorter}." if shorter else "The title stays.")

    def delete(self, call: OfChat, here: Visit) -> Change:
        """Delete a chat for good."""
        find_place(self._bots, here.place.owner, call.chat)
        self._bots.store.delete(call.chat)
        if call.chat == here.place.session:
            return change(goto=f"/new?on={quote(here.place.catalog, safe='')}")
        return self._listed(here, say="The chat is deleted.")

    def forget(self, call: Call, here: Visit) -> Change:
        """Delete every chat, every catalogue it brought and all that is kept of this browser."""
        here.chat.forget()
        self._bots.forget(here.place.owner)
        return change(goto="/")

    def _listed(self, here: Visit, *, say: str = "") -> Change:
        known = self._bots.sessions(here.place.owner)
        shown = show_sessions(known, current=here.place.session)
        return change(Swap(SESSIONS, shown), say=say)
