"""Going back to the state before the last change, whether it was said or made by hand."""

from __future__ import annotations

from ..errors import EditError
from .conversation import Conversation
from .preferences import Preferences

MOST_KEPT = 20
"""How many states can be gone back to."""


def changed(conversation: Conversation, preferences: Preferences) -> Conversation:
    """Return the conversation with a new state; the one before is kept where the person changed anything."""
    before = conversation.preferences.unshown()
    history = conversation.history
    if _wishes(before) != _wishes(preferences.unshown()):
        history = (*history, before)[-MOST_KEPT:]
    return conversation.model_copy(update={"preferences": preferences, "history": history})


def undo(conversation: Conversation) -> Conversation:
    """Return the conversation with the state before the last change; what was shown stays shown.

    Raises:
        EditError: Nothing was changed.
    """
    if not conversation.history:
        raise EditError("nothing was changed yet, so there is nothing to undo")
    before = conversation.history[-1]
    shown = tuple(one for one in conversation.preferences.feedback if one.kind == "shown")
    restored = before.model_copy(
        update={
            "feedback": (*before.feedback, *shown),
            # An id is never used twice, also not by what is said after the undo.
            "made": conversation.preferences.made,
        }
    )
    return conversation.model_copy(
        update={"preferences": restored, "history": conversation.history[:-1]}
    )


def _wishes(preferences: Preferences) -> tuple[object, ...]:
    return (preferences.entries, preferences.feedback)
