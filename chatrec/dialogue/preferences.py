"""The preference state: what the program believes a person wants, each entry with the words it was read from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

Operator = Literal[
    "is", "contains", "any_of", "<", "<=", ">", ">=", "between", "about", "low", "high", "matches"
]
"""is: a category, flag or date has the value; contains: a `many` facet holds it; any_of: one of several values;
between: (low, high), both included; about: near a number; low, high: less or more is better, no value;
matches: free words against the item's text (facet "text")."""
Polarity = Literal["wanted", "unwanted"]
Strength = Literal["must", "prefer"]
Scope = Literal["chat", "user"]
Origin = Literal["said", "edited", "profile"]
FeedbackKind = Literal["liked", "disliked", "seen", "shown", "rejected", "accepted"]
PreferenceValue = bool | float | str | tuple[float, float] | tuple[str, ...] | None

TEXT = "text"
"""The facet of free wishes."""


def is_finite(value: PreferenceValue) -> bool:
    """Tell whether a value holds no infinite number and no NaN, which nobody can mean and no JSON can hold."""
    parts = value if isinstance(value, tuple) else (value,)
    return all(math.isfinite(part) for part in parts if isinstance(part, float))


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Value):
    """Where an entry comes from: the turn (1, 2, ...; 0 before the first) and the exact words."""

    turn: int = 0
    quote: str = ""
    origin: Origin = "said"


class Preference(_Value):
    """One thing a person wants or does not want."""

    id: str
    facet: str
    operator: Operator
    value: PreferenceValue = None
    polarity: Polarity = "wanted"
    strength: Strength = "prefer"
    scope: Scope = "chat"
    source: Source = Source()


class ItemFeedback(_Value):
    """What a person said or did about one item."""

    item_id: str
    kind: FeedbackKind
    source: Source = Source()


class Preferences(_Value):
    """The whole state, in the order in which it was said. Every change makes a new value."""

    entries: tuple[Preference, ...] = ()
    feedback: tuple[ItemFeedback, ...] = ()
    made: int = 0
    """How many entries were ever made: the next id is p{made + 1}, so that no id is used twice."""

    def __getitem__(self, entry_id: str) -> Preference:
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        raise KeyError(entry_id)

    @property
    def characters(self) -> int:
        """How many characters the wishes have in all."""
        return sum(map(_characters, self.entries))

    def newest(self, *, most: int, characters: int) -> Preferences:
        """Return the state with so many of its newest wishes that have no more characters than that in all."""
        kept: list[Preference] = []
        for entry in reversed(self.entries[-most:]):
            characters -= _characters(entry)
            if characters < 0:
                break
            kept.append(entry)
        return self.model_copy(update={"entries": tuple(reversed(kept))})

    def on(self, facet: str) -> tuple[Preference, ...]:
        """Return the entries about one facet."""
        return tuple(entry for entry in self.entries if entry.facet == facet)

    @property
    def musts(self) -> tuple[Preference, ...]:
        """The entries that are never broken silently."""
        return tuple(entry for entry in self.entries if entry.strength == "must")

    def items(self, *kinds: FeedbackKind) -> tuple[str, ...]:
        """Return the ids of the items with feedback of these kinds, oldest first, each once."""
        return tuple(dict.fromkeys(one.item_id for one in self.feedback if one.kind in kinds))

    def adding(
        self,
        facet: str,
        operator: Operator,
        value: PreferenceValue = None,
        *,
        polarity: Polarity = "wanted",
        strength: Strength = "prefer",
        scope: Scope = "chat",
        source: Source | None = None,
    ) -> Preferences:
        """Return the state with one more entry, under a new id."""
        entry = Preference(
            id=f"p{self.made + 1}",
            facet=facet,
            operator=operator,
            value=value,
            polarity=polarity,
            strength=strength,
            scope=scope,
            source=source or Source(),
        )
        return self.model_copy(update={"entries": (*self.entries, entry), "made": self.made + 1})

    def without(self, entry_ids: Iterable[str]) -> Preferences:
        """Return the state less these entries."""
        gone = set(entry_ids)
        kept = tuple(entry for entry in self.entries if entry.id not in gone)
        return self.model_copy(update={"entries": kept})

    def noting(self, item_id: str, kind: FeedbackKind, source: Source | None = None) -> Preferences:
        """Return the state with feedback about an item; the same kind twice is kept once."""
        if any(one.item_id == item_id and one.kind == kind for one in self.feedback):
            return self
        note = ItemFeedback(item_id=item_id, kind=kind, source=source or Source())
        return self.model_copy(update={"feedback": (*self.feedback, note)})

    def unshown(self) -> Preferences:
        """Return the state as if no item had been shown yet."""
        kept = tuple(one for one in self.feedback if one.kind != "shown")
        return self.model_copy(update={"feedback": kept})

    def forgetting(self, item_id: str, *kinds: FeedbackKind) -> Preferences:
        """Return the state less the feedback of these kinds about an item (of every kind where none is named)."""
        kept = tuple(
            one
            for one in self.feedback
            if one.item_id != item_id or (kinds and one.kind not in kinds)
        )
        return self.model_copy(update={"feedback": kept})


def _characters(entry: Preference) -> int:
    parts = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    return sum(len(part) for part in parts if isinstance(part, str))
