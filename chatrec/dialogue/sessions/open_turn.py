"""One message of a session, between its arrival and its answer."""

from __future__ import annotations

from ...errors import StoreError
from ..conversation import Conversation
from ..reply import Reply
from .rows import Base, SessionRows


class OpenTurn:
    """One message of a session, between its arrival and its answer.

    Attributes:
        session_id: the session.
        message_id: the id of the message.
        conversation: the conversation before it; None for a new session.
        answered: the stored reply where this message id was answered before. There is nothing to commit then.
    """

    def __init__(self, rows: SessionRows, session_id: str, message_id: str, base: Base) -> None:
        self.session_id = session_id
        self.message_id = message_id
        self.conversation = base.conversation
        self.answered = base.answered
        self._rows = rows
        self._base = base

    def commit(self, message: str, conversation: Conversation, reply: Reply) -> Reply:
        """Store the turn and return its reply. When this returns, it is on the disk.

        Args:
            message: what the person said, word for word.
            conversation: the conversation after it.
            reply: the answer.

        Returns:
            `reply`, or the stored one where the same message id was answered before or meanwhile.

        Raises:
            SessionBusy: another process changed the session meanwhile. Nothing was stored.
            Forgotten: the session, or all that is kept of its user, was deleted meanwhile. Nothing was stored.
            StoreError: the values belong to another turn, or the database failed. After a failure the turn is
                stored whole or not at all; the same message id sent again gives the right answer in both cases.
        """
        if self.answered is not None:
            return self.answered
        named = {conversation.session_id, reply.session_id}
        if named != {self.session_id} or reply.message_id != self.message_id:
            raise StoreError(
                f"a reply to {reply.message_id!r} in {sorted(named)!r} was given for message {self.message_id!r} "
                f"of session {self.session_id!r}; commit the values of this turn"
            )
        self.answered = self._rows.add_turn(
            self._base, message=message, conversation=conversation, reply=reply
        )
        return self.answered
