"""Small turns to store."""

from __future__ import annotations

from typing import Any, cast

from chatrec.dialogue.conversation import Conversation, Line
from chatrec.dialogue.reply import Reply
from chatrec.dialogue.sessions.store import OpenTurn, SessionBusy, SessionStore


def take(turn: OpenTurn, message: str = "hello", *, user: str | None = None) -> Reply:
    """Answer a message by counting the turns, and commit."""
    before = turn.conversation or Conversation(
        session_id=turn.session_id, catalog="films", user=user
    )
    number = before.turn + 1
    lines = (*before.lines, Line(role="user", text=message))[-20:]
    after = before.model_copy(update={"turn": number, "lines": lines})
    return turn.commit(message, after, reply_to(turn, number, f"answer to {message}"))


def reply_to(turn: OpenTurn, number: int, text: str) -> Reply:
    """Return a plain reply."""
    return Reply(
        session_id=turn.session_id,
        message_id=turn.message_id,
        turn=number,
        text=text,
        action="chat",
    )


def say(
    store: SessionStore,
    session_id: str,
    message_id: str,
    message: str = "hello",
    *,
    user: str | None = None,
) -> Reply:
    """Send a message as a host does: the stored reply if there is one, once more when the session was busy."""
    while True:
        try:
            with store.turn(session_id, message_id) as turn:
                return turn.answered or take(turn, message, user=user)
        except SessionBusy:
            continue


def check_whole(store: SessionStore, session_id: str) -> int:
    """Assert that a session holds its turns 1, 2, ... once each, and return how many.

    It looks at one snapshot: the server may still be storing the last turn of a process that is gone.
    """
    exported = store.export_session(session_id)
    if exported is None:
        return 0
    conversation = Conversation.model_validate(exported["conversation"])
    turns = cast(list[dict[str, Any]], exported["turns"])
    assert [turn["reply"]["turn"] for turn in turns] == list(range(1, conversation.turn + 1))
    assert len({turn["message_id"] for turn in turns}) == len(turns)
    assert [line.text for line in conversation.lines] == [turn["message"] for turn in turns[-20:]]
    return len(turns)
