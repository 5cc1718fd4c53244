"""chatrec: a conversational recommender whose code decides and checks, and whose model reads and speaks.

Example:
    from chatrec import Catalog, Chatbot

    bot = Chatbot.open(Catalog.load("shop.csv"))
    reply = bot.session().say("a light laptop under 900")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .catalog.catalog import Catalog
    from .catalog.items import Item
    from .chat import Chat
    from .chatbot import Chatbot
    from .dialogue.preferences import Preferences
    from .dialogue.reply import Progress, Reply, TextDelta
    from .errors import ChatrecError
    from .settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Catalog",
    "Chat",
    "Chatbot",
    "ChatrecError",
    "Item",
    "Preferences",
    "Progress",
    "Reply",
    "Settings",
    "TextDelta",
]

_HOMES = {
    "Catalog": "catalog.catalog",
    "Chat": "chat",
    "Chatbot": "chatbot",
    "ChatrecError": "errors",
    "Item": "catalog.items",
    "Preferences": "dialogue.preferences",
    "Progress": "dialogue.reply",
    "Reply": "dialogue.reply",
    "Settings": "settings",
    "TextDelta": "dialogue.reply",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that `import chatrec` alone costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'chatrec' has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
