"""Judging: a sum over met and unmet preferences, whose parts are the evidence for and against an item.

    score = retrieval score scaled to 0..1 over the candidates
          + Σ pull · (2 · grade - 1)

The pull of an entry is that of its kind (PULLS); that of a wanted test is above one half, so that an item which meets
one wish more comes before any that is only ranked higher. The grade, 0 to 1, is that of `grades.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ....catalog.catalog import Catalog
from ....catalog.items import Item
from ....dialogue.conversation import Conversation
from ....dialogue.preferences import Preferences
from ....dialogue.reply import Evidence
from ....retrieval.candidates import Candidate
from ...brain import Judgement
from .grades import Graded, grade, spreads_of
from .likeness import Liked, liked_facts, shared_with_liked
from .standings import standings_of

PULLS = {"test": 0.6, "lean": 0.4, "words": 0.2, "kept_away": 0.15}
"""How much an entry adds to the score or takes from it, against 1 for the whole first ranking: a wanted test, lower or
higher is better, free words (which the first ranking searches for too), and an unwanted value that is absent."""
STRENGTHS = {"must": 1.0, "prefer": 0.6}
_KEPT_AWAY = 0.3
"""Weight of an unwanted value that is absent: it was asked for, but it is no reason to choose an item."""
_FREE = 0.5
"""Of the weight of its strength a free wish has this share: not to find its words proves little."""
_HALF = 0.5
"""From this grade on a preference counts as met."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks for and against one item."""

    because: tuple[Evidence, ...]
    caveats: tuple[Evidence, ...]
    match: float
    """Share of the weight of all entries that is met, 0 to 1; 1 where nothing was asked for."""

    @property
    def sum(self) -> float:
        """What the preferences add to the score."""
        return sum(one.weight for one in (*self.because, *self.caveats))


def judge(
    candidates: Sequence[Candidate],
    preferences: Preferences,
    conversation: Conversation,
    catalog: Catalog,
) -> tuple[Judgement, ...]:
    """Judge every candidate against the state, best first; of equals the first-ranked comes first.

    Args:
        candidates: What retrieval found, best first.
        preferences: The state after the message.
        conversation: The conversation before the message.
        catalog: Holds the schema and the liked items.
    """
    items = [candidate.item for candidate in candidates]
    spreads = spreads_of(items, preferences, catalog.schema)
    liked = liked_facts(preferences, catalog)
    base = _scaled([candidate.score for candidate in candidates])
    judged = []
    for candidate, score in zip(candidates, base, strict=True):
        weighed = _weigh(candidate.item, preferences, catalog, spreads, liked)
        judged.append(
            Judgement(
                candidate,
                score + weighed.sum,
                weighed.match,
                weighed.because,
                weighed.caveats,
            )
        )
    return tuple(sorted(judged, key=lambda one: -one.score))


def weigh(
    item: Item,
    preferences: Preferences,
    catalog: Catalog,
    *,
    among: Sequence[Item] = (),
) -> Weighed:
    """Return the evidence for and against one item, heaviest first, as `judge` would give it.

    Args:
        item: The item to explain.
        preferences: The state.
        catalog: Holds the schema and the liked items.
        among: The items that "cheaper" or "higher" wishes compare it with.
    """
    spreads = spreads_of([*among, item], preferences, catalog.schema)
    return _weigh(item, preferences, catalog, spreads, liked_facts(preferences, catalog))


def _weigh(
    item: Item,
    preferences: Preferences,
    catalog: Catalog,
    spreads: Mapping[str, list[float]],
    liked: Sequence[Liked],
) -> Weighed:
    graded = [grade(entry, item, catalog.schema, spreads) for entry in preferences.entries]
    weights = [_weight(one) for one in graded]
    because: list[Evidence] = []
    caveats: list[Evidence] = []
    reached = 0.0
    for one, weight in zip(graded, weights, strict=True):
        reached += weight * one.grade
        met = one.grade >= _HALF
        part = _pull(one) * (2 * one.grade - 1)
        (because if met else caveats).append(_evidence(one, met=met, weight=part))
    because.sort(key=lambda one: -one.weight)
    caveats.sort(key=lambda one: one.weight)
    because.extend(shared_with_liked(item, liked))
    told = {one.facet for one in because}
    because.extend(standings_of(catalog).reasons(item, told))
    match = reached / sum(weights) if weights else 1.0
    return Weighed(tuple(because), tuple(caveats), min(1.0, max(0.0, match)))


def _evidence(one: Graded, *, met: bool, weight: float) -> Evidence:
    return Evidence(
        facet=one.facet,
        value=one.value,
        preference=one.entry.id,
        met=met,
        weight=weight,
        quote=one.entry.source.quote,
    )


def _weight(one: Graded) -> float:
    if one.entry.polarity == "unwanted" and one.grade == 1.0:
        return _KEPT_AWAY
    share = _FREE if one.entry.operator == "matches" else 1.0
    return share * STRENGTHS[one.entry.strength]


def _pull(one: Graded) -> float:
    if one.entry.polarity == "unwanted" and one.grade == 1.0:
        return PULLS["kept_away"]
    if one.entry.operator in ("low", "high"):
        return PULLS["lean"]
    return PULLS["words" if one.entry.operator == "matches" else "test"]


def _scaled(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    low, high = min(scores), max(scores)
    if high <= low:
        return [1.0] * len(scores)
    return [(score - low) / (high - low) for score in scores]
