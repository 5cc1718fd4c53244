"""What is kept of a person across chats: the lasting part of a preference state, and how it takes in changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ... import limits
from ..preferences import (
    FeedbackKind,
    ItemFeedback,
    Operator,
    Polarity,
    Preference,
    Preferences,
    PreferenceValue,
    Source,
    Strength,
)

LASTING: Final[tuple[FeedbackKind, ...]] = ("liked", "disliked", "seen")
"""The feedback that outlives a chat; what was shown, rejected or accepted belongs to its chat alone."""

_Content = tuple[str, Operator, PreferenceValue, Polarity, Strength]
_UPPER: Final[frozenset[Operator]] = frozenset({"<", "<="})
_LOWER: Final[frozenset[Operator]] = frozenset({">", ">="})
_RANGES: Final[frozenset[Operator]] = _UPPER | _LOWER | {"between", "about", "low", "high"}
_OPPOSITE: Final[dict[FeedbackKind, FeedbackKind]] = {"liked": "disliked", "disliked": "liked"}


def merged(profile: Preferences, after: Preferences, *, before: Preferences) -> Preferences:
    """Return the profile with what changed in a chat.

    Two chats of one person can run side by side, so that a chat never replaces the profile: only what it added
    and removed itself is taken over, as in a three-way merge. Of the additions only entries of scope "user" and
    feedback of a lasting kind count. An addition supersedes an entry about the same value, or about the same
    end of a range, of its facet; liked and disliked supersede each other. Of more than a chat may hold, the oldest
    give way: many chats may add to one profile.

    Args:
        profile: what is kept so far.
        after: the state of the chat now.
        before: its state when it was last merged; an empty one takes over all and removes nothing.

    Returns:
        The profile. Its entries have scope "user", origin "profile", the person's own words, and turn 0.
    """
    was, now = _contents(before.entries), _contents(after.entries)
    added = {content: entry for content, entry in now.items() if content not in was}
    kept = tuple(
        entry
        for entry in profile.entries
        if (_content(entry) not in was or _content(entry) in now)
        and not any(_supersedes(new, entry) for new in added.values())
    )
    result = profile.model_copy(
        update={"entries": kept, "feedback": _feedback(profile, after, before)}
    )
    for entry in added.values():
        result = result.adding(
            entry.facet,
            entry.operator,
            entry.value,
            polarity=entry.polarity,
            strength=entry.strength,
            scope="user",
            source=_kept_source(entry.source),
        )
    return result.newest(most=limits.ENTRIES, characters=limits.WISHES)


def _content(entry: Preference) -> _Content:
    return entry.facet, entry.operator, entry.value, entry.polarity, entry.strength


def _contents(entries: Iterable[Preference]) -> dict[_Content, Preference]:
    return {_content(entry): entry for entry in entries if entry.scope == "user"}


def _supersedes(new: Preference, old: Preference) -> bool:
    if new.facet != old.facet:
        return False
    if new.operator in _RANGES and old.operator in _RANGES:
        ends = {new.operator, old.operator}
        return not (ends & _UPPER and ends & _LOWER)
    return new.value == old.value


def _feedback(
    profile: Preferences, after: Preferences, before: Preferences
) -> tuple[ItemFeedback, ...]:
    was, now = _lasting(before), _lasting(after)
    added = {key: note for key, note in now.items() if key not in was}
    gone = (was.keys() - now.keys()) | added.keys()
    gone |= {(item, _OPPOSITE[kind]) for item, kind in added if kind in _OPPOSITE}
    kept = [note for note in profile.feedback if (note.item_id, note.kind) not in gone]
    new = [note.model_copy(update={"source": _kept_source(note.source)}) for note in added.values()]
    return (*kept, *new)


def _lasting(state: Preferences) -> dict[tuple[str, FeedbackKind], ItemFeedback]:
    return {(note.item_id, note.kind): note for note in state.feedback if note.kind in LASTING}


def _kept_source(source: Source) -> Source:
    return Source(turn=0, quote=source.quote, origin="profile")
