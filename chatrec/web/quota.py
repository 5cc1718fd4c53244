"""What a browser may keep: chats, their turns, files, and what of the disk stays free."""

from __future__ import annotations

import shutil
from pathlib import Path

from .. import limits
from ..dialogue.conversation import Conversation
from ..errors import RequestError
from .visits import Visit

_FULL = 507


def refuse_where_full(here: Visit, conversation: Conversation) -> None:
    """Go on only where one more turn may be kept.

    Args:
        here: The chat.
        conversation: The same as it stands.

    Raises:
        RequestError: The chat is as long as it may get, it is new and the browser keeps as many as it may, or the disk is
            nearly full.
    """
    if conversation.turn >= limits.TURNS_OF_CHAT:
        raise RequestError(
            f"this chat has {conversation.turn:,} messages, the most that one may have; begin a new chat",
            status=409,
        )
    if conversation.turn == 0:
        _refuse_many_chats(here)
    refuse_full_disk(here.settings.home)


def refuse_full_disk(home: Path) -> None:
    """Go on only where the disk of a folder has room.

    Raises:
        RequestError: It is nearly full.
    """
    try:
        free = shutil.disk_usage(home).free
    except OSError:
        return  # Whoever writes there tells what is wrong with it.
    if free < limits.DISK_LEFT:
        raise RequestError(
            "the disk of this server is nearly full, so nothing new is begun; tell who runs this page",
            status=_FULL,
        )


def _refuse_many_chats(here: Visit) -> None:
    kept = len(here.bot.store.sessions(here.place.owner))
    if kept >= limits.CHATS_OF_VISITOR:
        raise RequestError(
            f"this browser keeps {kept} chats, the most it may; delete some of them under “Chats”, then try again",
            status=409,
        )
