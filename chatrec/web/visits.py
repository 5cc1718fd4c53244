"""Who asks, and about which chat: what every handler of the page starts from."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..chat import Chat
from ..chatbot import Chatbot
from ..errors import RequestError
from ..settings import Settings
from .bots import Bots
from .call_arguments import Call
from .place import Place, find_place
from .views.showcase import Showcase


@dataclass(frozen=True, slots=True)
class Visit:
    """A chat of the browser that asks, with the chatbot that it is held with."""

    place: Place
    bot: Chatbot
    chat: Chat
    message: str | None = None
    """The id of the message that is told; None where the browser gave it none."""
    settings: Settings = field(default_factory=Settings)
    """Those of the page."""

    @property
    def showcase(self) -> Showcase:
        """The catalogue as it is shown."""
        return Showcase(self.bot.engine.retriever.table, self.settings.image_hosts)


def visit(bots: Bots, call: Call, owner: str) -> Visit:
    """Return the chat that a call of the page is about.

    Args:
        bots: The catalogues.
        call: What the page says of itself.
        owner: Whose browser it is; empty where it has shown no cookie.

    Raises:
        RequestError: The browser keeps no cookies, or the chat belongs to another browser.
        ChatrecError: Its catalogue cannot be opened.
    """
    known(owner)
    return visit_of(bots, find_place(bots, owner, call.session, call.catalog), call.message_id)


def known(owner: str) -> str:
    """Return the name of the owner of a browser.

    Raises:
        RequestError: It is empty: the browser keeps no cookies.
    """
    if not owner:
        raise RequestError(
            "this browser has sent no cookie, so its chats cannot be told from those of others; "
            "allow cookies for this page and load it again"
        )
    return owner


def visit_of(bots: Bots, place: Place, message: str | None = None) -> Visit:
    """Return the chat of a place, with the id of the message that is told.

    Raises:
        ChatrecError: Its catalogue cannot be opened.
    """
    bot = bots.get(place.catalog, owner=place.owner)
    chat = bot.session(place.session, user=place.owner)
    return Visit(place, bot, chat, message, bots.settings)
