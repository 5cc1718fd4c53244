"""Which messages need a model: those that the rules read surely, and those that want no items, make no call."""

from __future__ import annotations

from ...dialogue.understanding import Intent, Understanding
from ...text import words

_SURE: frozenset[Intent] = frozenset(
    {
        "more",
        "just_show",
        "no_preference",
        "confirm",
        "deny",
        "greet",
        "thanks",
        "goodbye",
        "reset",
        "show_state",
        "help",
        "hand_off",
        "accept",
    }
)
_WANTING: frozenset[Intent] = frozenset({"recommend", "refine", "reject", "unclear"})
_SHORT = 6
"""A message of more words may say more than what was read in it."""


def is_read_surely(read: Understanding, message: str) -> bool:
    """Tell whether the rules have read all of a message: a greeting, thanks, "more", a yes."""
    more = (read.changes, read.mentions, read.unread, read.unheld, read.unknown_names)
    return read.intent in _SURE and not any(more) and len(words(message)) <= _SHORT


def wants_items(read: Understanding) -> bool:
    """Tell whether a message is answered with items chosen for what it says."""
    return read.inquiry is None and (read.intent in _WANTING or bool(read.changes))
