"""Who asks, and about which chat: what every handler of the page starts from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..chat import Chat
from ..chatbot import Chatbot
from ..errors import ChatrecError
from .bots import Bots
from .guard import owner_of
from .place import Place, find_place
from .views.showcase import Showcase

_MESSAGE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Visit:
    """A chat of the browser that asks, with the chatbot that it is held with."""

    place: Place
    bot: Chatbot
    chat: Chat
    message: str | None = None
    """The id of the message that is told; None where the browser gave it none."""
    image_hosts: tuple[str, ...] = ()
    """The hosts beside our own that pictures may come from."""

    @property
    def showcase(self) -> Showcase:
        """The catalogue as it is shown."""
        return Showcase(self.bot.engine.retriever.table, self.image_hosts)


class Unknown(ChatrecError):
    """The browser has shown no cookie of ours."""


def visit(bots: Bots, told: Mapping[str, object], cookies: Mapping[str, str]) -> Visit:
    """Return the chat that a call of the page is about.

    Args:
        bots: The catalogues.
        told: What the page says of itself: "session", "catalog" and, with a message, its id "message".
        cookies: Of the request.

    Raises:
        Unknown: The browser keeps no cookies.
        ChatrecError: The chat belongs to another browser, or its catalogue cannot be opened.
    """
    owner = owner_of(cookies)
    if owner is None:
        raise Unknown(
            "this browser has sent no cookie, so its chats cannot be told from those of others; "
            "allow cookies for this page and load it again"
        )
    place = find_place(bots, owner, str(told.get("session", "")), str(told.get("catalog", "")))
    message = str(told.get("message", ""))
    return visit_of(bots, place, message if _MESSAGE.fullmatch(message) else None)


def visit_of(bots: Bots, place: Place, message: str | None = None) -> Visit:
    """Return the chat of a place, with the id of the message that is told.

    Raises:
        ChatrecError: Its catalogue cannot be opened.
    """
    bot = bots.get(place.catalog, owner=place.owner)
    chat = bot.session(place.session, user=place.owner)
    return Visit(place, bot, chat, message, bots.settings.image_hosts)
