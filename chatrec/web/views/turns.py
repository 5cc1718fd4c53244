"""The conversation on the page: what was said, the reply, its cards and the answers it offers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...dialogue.chips import JUST_SHOW, NO_PREFERENCE
from ...dialogue.preferences import Preferences
from ...dialogue.reply import Reply
from ...dialogue.sessions.rows import StoredTurn
from .cards import cards
from .comparison import compared
from .render import render
from .showcase import Showcase

LIVE = "turn-live"
"""The region of the message whose reply is being made."""
_NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)


def show_turns(
    turns: Sequence[StoredTurn], showcase: Showcase, preferences: Preferences
) -> list[str]:
    """Return the answered messages, oldest first."""
    return [show_turn(one.message, one.reply, showcase, preferences) for one in turns]


def show_turn(message: str, reply: Reply, showcase: Showcase, preferences: Preferences) -> str:
    """Return a message with its reply."""
    table = compared(reply, showcase)
    before, after = _around_picks(reply) if table is None else ([], _split(reply.text))
    return render(
        "turn.html",
        id=turn_region(reply),
        turn=reply.turn,
        message=message,
        before=before,
        after=after[-1:] if table else after,
        cards=cards(reply, showcase, preferences),
        table=table,
        in_table=after[:-1] if table else [],
        chips=reply.chips,
        indifferent=NO_PREFERENCE,
        onward=JUST_SHOW,
        relaxing=bool(reply.relaxations),
        ms=reply.trace.ms,
    )


def turn_region(reply: Reply) -> str:
    """Return the region of an answered message."""
    return f"turn-{reply.turn}"


def show_waiting(message: str, doing: str, text: str = "") -> str:
    """Return a message whose reply is being made: what is being done, then as much of the text as is there."""
    return render("waiting.html", id=LIVE, message=message, doing=doing, paragraphs=_split(text))


def show_failure(message: str, told: str) -> str:
    """Return a message that was not answered, and why, in one sentence."""
    sentence = told[:1].upper() + told[1:]
    return render("failure.html", id=LIVE, message=message, sentence=sentence)


def _around_picks(reply: Reply) -> tuple[list[str], list[str]]:
    """Return the paragraphs before and after the numbered picks, which stand as cards instead."""
    if not reply.picks:
        return _split(reply.text), []
    parts = _split(reply.text)
    for place, part in enumerate(parts):
        if len(_NUMBERED.findall(part)) == len(reply.picks):
            return parts[:place], parts[place + 1 :]
    return parts, []


def _split(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part.strip()]
