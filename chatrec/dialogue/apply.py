"""The preference state after a message: supersession, retraction and what was said about items."""

from __future__ import annotations

from dataclasses import dataclass

from .. import limits
from ..catalog.facets import Facet, Schema
from ..text import fold
from .preferences import (
    TEXT,
    FeedbackKind,
    Preference,
    Preferences,
    PreferenceValue,
    Source,
    is_finite,
)
from .understanding import Change, Mention, Stance, Understanding

_LOWER = frozenset({"<", "<="})
_UPPER = frozenset({">", ">="})
_WHOLE = frozenset({"between", "about", "is"})
_LEANING = frozenset({"low", "high"})

_NOTED: dict[Stance, tuple[FeedbackKind, ...]] = {
    "liked": ("liked", "seen"),
    "disliked": ("disliked", "seen"),
    "seen": ("seen",),
    "like_this": ("liked",),
    "accepted": ("accepted",),
    "rejected": ("rejected",),
}
_OPPOSED: dict[FeedbackKind, tuple[FeedbackKind, ...]] = {
    "liked": ("disliked", "rejected"),
    "disliked": ("liked", "accepted"),
    "accepted": ("rejected", "disliked"),
    "rejected": ("accepted", "liked"),
}


@dataclass(frozen=True, slots=True)
class Applied:
    """The state after a message, and what became of the entries before it."""

    preferences: Preferences
    added: tuple[Preference, ...] = ()
    superseded: tuple[Preference, ...] = ()
    """Entries that a new statement took the place of."""
    removed: tuple[Preference, ...] = ()
    """Entries that the person took back."""


def apply(
    preferences: Preferences, understanding: Understanding, *, schema: Schema, turn: int
) -> Applied:
    """Return the state after what was understood in the message of a turn (1, 2, ...).

    A retraction removes what it names. A new statement supersedes earlier ones it contradicts: on a facet with
    one value the old value, on a number the bound of the same side (or both where they no longer leave room), on
    any facet the same value with the other polarity. Statements of one message never supersede one another. Of more
    entries or characters than a chat may hold, the oldest give way. An infinite number (a million million million ...) says nothing.
    """
    before = preferences
    if understanding.intent == "reset":
        preferences = _started_over(preferences)
    for change in understanding.changes:
        if change.op == "remove":
            preferences = preferences.without(_named(preferences, change))
    removed = _less(before, preferences)
    kept = preferences
    for change in understanding.changes:
        if change.op == "add" and is_finite(change.value):
            preferences = _with(preferences, change, schema=schema, turn=turn, before=before)
    if len(preferences.entries) > limits.ENTRIES or preferences.characters > limits.WISHES:
        preferences = preferences.newest(most=limits.ENTRIES, characters=limits.WISHES)
    for mention in understanding.mentions:
        # "Why not X?" asks about X and turns nothing down.
        if understanding.intent != "why_not" or mention.stance != "rejected":
            preferences = _noted(preferences, mention, turn)
    return Applied(
        preferences=preferences,
        added=_less(preferences, kept),
        superseded=_less(kept, preferences),
        removed=removed,
    )


def _less(preferences: Preferences, others: Preferences) -> tuple[Preference, ...]:
    """Return the entries of a state that another does not have as they are."""
    known = {one.id: one for one in others.entries}
    return tuple(one for one in preferences.entries if known.get(one.id) != one)


def conflicts(old: Preference, new: Preference, facet: Facet | None) -> bool:
    """Tell whether a new statement takes the place of an old one."""
    if old.facet != new.facet:
        return False
    if same_value(old.value, new.value) and old.operator == new.operator:
        return True
    if old.facet == TEXT or facet is None:
        return same_value(old.value, new.value)
    if facet.numeric or facet.type == "date":
        return _numbers_conflict(old, new)
    if old.polarity != new.polarity:
        return bool(_values(old) & _values(new))
    if new.polarity == "unwanted":
        return False
    return facet.type in {"category", "flag"} or _values(old) <= _values(new)


def same_value(one: PreferenceValue, other: PreferenceValue) -> bool:
    """Tell whether two values are the same to a person: case and accents do not count."""
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    return one == other


def _numbers_conflict(old: Preference, new: Preference) -> bool:
    if new.operator in _LEANING or old.operator in _LEANING:
        return new.operator in _LEANING and old.operator in _LEANING
    if new.operator in _WHOLE or old.operator in _WHOLE:
        return True
    if (new.operator in _LOWER) == (old.operator in _LOWER):
        return True
    high, low = (new, old) if new.operator in _LOWER else (old, new)
    return not _below(low.value, high.value)


def _below(low: PreferenceValue, high: PreferenceValue) -> bool:
    if isinstance(low, float | int) and isinstance(high, float | int):
        return low < high
    return isinstance(low, str) and isinstance(high, str) and low < high


def _values(preference: Preference) -> set[str]:
    value = preference.value
    if isinstance(value, tuple):
        return {fold(str(one)) for one in value}
    return {fold(str(value))}


def _started_over(preferences: Preferences) -> Preferences:
    """Drop every wish; what the person has seen stays a fact, and so does what they keep across chats."""
    return preferences.model_copy(
        update={
            "entries": tuple(one for one in preferences.entries if one.scope == "user"),
            "feedback": tuple(one for one in preferences.feedback if one.kind == "seen"),
        }
    )


def _named(preferences: Preferences, change: Change) -> list[str]:
    if change.facet == "*":
        return [entry.id for entry in preferences.entries]
    on_facet = preferences.on(change.facet)
    if change.value is None:
        return [entry.id for entry in on_facet]
    wanted = change.value if isinstance(change.value, tuple) else (change.value,)
    gone = {fold(str(one)) for one in wanted}
    return [entry.id for entry in on_facet if _values(entry) & gone]


def _with(
    preferences: Preferences, change: Change, *, schema: Schema, turn: int, before: Preferences
) -> Preferences:
    grown = preferences.adding(
        change.facet,
        change.operator,
        change.value,
        polarity=change.polarity,
        strength=change.strength,
        scope=change.scope,
        source=Source(turn=turn, quote=change.quote),
    )
    new = grown.entries[-1]
    facet = schema.get(change.facet)
    earlier = {entry.id for entry in before.entries}
    beaten = [
        old.id
        for old in preferences.entries
        if conflicts(old, new, facet) and (old.id in earlier or same_value(old.value, new.value))
    ]
    return grown.without(beaten)


def _noted(preferences: Preferences, mention: Mention, turn: int) -> Preferences:
    if not mention.item_ids:
        return preferences
    item_id = mention.item_ids[0]
    source = Source(turn=turn, quote=mention.quote)
    if mention.stance == "not_seen":
        return preferences.forgetting(item_id, "seen")
    for kind in _NOTED.get(mention.stance, ()):
        if kind in _OPPOSED:
            preferences = preferences.forgetting(item_id, *_OPPOSED[kind])
        preferences = preferences.noting(item_id, kind, source)
    return preferences
