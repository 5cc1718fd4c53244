"""What retrieval is asked and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..catalog.items import Item, Value
from ..dialogue.preferences import Preference
from ..outage import Outage


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for."""

    text: str = ""
    """The person's words that describe what they want, in one text; may be empty."""
    preferences: tuple[Preference, ...] = ()
    """All entries of the state. Those with strength `must`, and every unwanted facet value, are predicates."""
    liked: tuple[str, ...] = ()
    """Ids of items liked or named, newest last: their neighbours are candidates."""
    disliked: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    """Ids of items that must not come back: seen, shown, rejected."""
    user: Mapping[str, Value] = field(default_factory=dict)
    """The user's profile, for the availability rules."""
    supplied: Mapping[str, float] = field(default_factory=dict)
    """Scores by item id from a host's own recommender."""
    by_meaning: bool = True
    """Whether embeddings are compared, where there are any."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that passed every predicate, with the parts of its first ranking."""

    item: Item
    score: float
    """The weighted sum of the signals."""
    signals: Mapping[str, float] = field(default_factory=dict)
    """weight x signal by name: dense, bm25, content, people, popularity, co_mention, supplied, ..."""


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of a query, best first, and how many items passed each step."""

    candidates: tuple[Candidate, ...]
    fitting: int
    """How many items of the catalogue pass every predicate and house rule and are not excluded."""
    steps: tuple[tuple[str, int], ...] = ()
    """What was applied and how many items were left after it, in order: ("price <= 800", 112)."""
    outage: Outage | None = None
    """What was away, so that meaning was left out of the ranking; None where nothing was."""
