"""Judging: a sum over met and unmet preferences, whose parts are the evidence for and against an item.

    score = retrieval score scaled to 0..1 over the candidates
          + Σ pull · (2 · grade - 1)

The pull of an entry is that of its kind (PULLS); that of a wanted test is above one half, so that an item which meets
one wish more comes before any that is only ranked higher. The grade is 1 or 0 for a test, the closeness for "about", the place
among the candidates for lower or higher is better, and the share of its words that the item's text holds for a
free wish.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ....catalog.catalog import Catalog
from ....catalog.facets import Facet, Schema
from ....catalog.items import Item, Value
from ....dialogue.conversation import Conversation
from ....dialogue.preferences import Preference, Preferences
from ....dialogue.reply import Evidence
from ....dialogue.wording import pattern
from ....grounding.matching import about_reach, all_words, breaks, holds, may_hold, wished_stems
from ....retrieval.candidates import Candidate
from ....text import stem, words
from ...brain import Judgement
from .standings import Standings, standings_of

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
_MOST_WORDS = 0.6
"""Share of the words of a free wish that an item's text must hold."""
_BONUS = 0.02
"""What a reason that answers no preference adds: it orders equals and nothing more."""
_LIKED_COMPARED = 5


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


@dataclass(frozen=True, slots=True)
class _Graded:
    entry: Preference
    grade: float
    facet: str
    value: Value | None


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
    spreads = _spreads(items, preferences, catalog.schema)
    liked = _liked_facts(preferences, catalog)
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
    spreads = _spreads([*among, item], preferences, catalog.schema)
    return _weigh(item, preferences, catalog, spreads, _liked_facts(preferences, catalog))


def _weigh(
    item: Item,
    preferences: Preferences,
    catalog: Catalog,
    spreads: Mapping[str, list[float]],
    liked: Sequence[_Liked],
) -> Weighed:
    graded = [_grade(entry, item, catalog.schema, spreads) for entry in preferences.entries]
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
    because.extend(_shared_with_liked(item, liked))
    because.extend(_standing_reasons(item, because, standings_of(catalog)))
    match = reached / sum(weights) if weights else 1.0
    return Weighed(tuple(because), tuple(caveats), min(1.0, max(0.0, match)))


def _evidence(one: _Graded, *, met: bool, weight: float) -> Evidence:
    return Evidence(
        facet=one.facet,
        value=one.value,
        preference=one.entry.id,
        met=met,
        weight=weight,
        quote=one.entry.source.quote,
    )


def _weight(one: _Graded) -> float:
    if one.entry.polarity == "unwanted" and one.grade == 1.0:
        return _KEPT_AWAY
    share = _FREE if one.entry.operator == "matches" else 1.0
    return share * STRENGTHS[one.entry.strength]


def _pull(one: _Graded) -> float:
    if one.entry.polarity == "unwanted" and one.grade == 1.0:
        return PULLS["kept_away"]
    if one.entry.operator in ("low", "high"):
        return PULLS["lean"]
    return PULLS["words" if one.entry.operator == "matches" else "test"]


def _grade(
    entry: Preference, item: Item, schema: Schema, spreads: Mapping[str, list[float]]
) -> _Graded:
    fact = item.fact(entry.facet)
    if entry.operator in ("low", "high"):
        return _Graded(entry, _lean(entry, fact, spreads), entry.facet, fact)
    if entry.operator == "matches" and entry.polarity == "wanted":
        return _free_wish(entry, item, schema)
    found = holds(entry, item, schema)
    if entry.polarity == "unwanted":
        value = found.value if found else fact
        return _Graded(entry, 0.0 if found else 1.0, found.facet if found else entry.facet, value)
    if found is None:
        return _Graded(entry, _nearness(entry, fact, schema.get(entry.facet)), entry.facet, fact)
    return _Graded(entry, 1.0, found.facet, fact if entry.operator != "matches" else found.value)


def _lean(entry: Preference, fact: Value | None, spreads: Mapping[str, list[float]]) -> float:
    """Return the share of the candidates that are no better, half of the equals counted."""
    number = _number(fact)
    known = spreads.get(entry.facet, [])
    if number is None or not known:
        return 0.0
    below, upto = bisect_left(known, number), bisect_right(known, number)
    place = (below + upto) / 2 / len(known)
    upwards = (entry.operator == "high") == (entry.polarity == "wanted")
    return place if upwards else 1 - place


def _nearness(entry: Preference, fact: Value | None, facet: Facet | None) -> float:
    """Return how near a number comes to the one wished for, below one half: it does not count as met."""
    number, wished = _number(fact), _number(entry.value)
    if entry.operator != "about" or number is None or wished is None:
        return 0.0
    reach = about_reach(facet, wished) or 1.0
    return min(0.49, max(0.0, 0.49 * (2 - abs(number - wished) / reach)))


def _free_wish(entry: Preference, item: Item, schema: Schema) -> _Graded:
    found = holds(entry, item, schema)
    if found is not None:
        return _Graded(entry, 1.0, found.facet, found.value)
    wishes = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    wished = {one for wish in wishes for one in wished_stems(str(wish)) if len(one) > 2}
    if len(wished) < 2 or may_hold(wished, all_words(item)) < _MOST_WORDS * len(wished):
        return _Graded(entry, 0.0, entry.facet, None)
    known = frozenset[str]().union(*map(_stems, _texts(item)))
    share = len(wished & known) / len(wished)
    if share < _MOST_WORDS or not wished & _stems(item.description):
        return _Graded(entry, min(share, 0.49), entry.facet, None)
    return _Graded(entry, share, "description", _richest(item.description, wished))


def _texts(item: Item) -> Iterator[str]:
    yield item.title
    yield item.description
    for value in item.attributes.values():
        for one in value if isinstance(value, tuple | list) else (value,):
            if isinstance(one, str):
                yield one


def _richest(text: str, wished: set[str]) -> str:
    parts = [part.strip() for part in text.split(". ") if part.strip()]
    return max(parts, key=lambda part: len(wished & _stems(part)), default=text)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def _spreads(
    items: Sequence[Item], preferences: Preferences, schema: Schema
) -> dict[str, list[float]]:
    """Return the sorted numbers of each facet of which less or more is better."""
    spreads: dict[str, list[float]] = {}
    for entry in preferences.entries:
        if entry.operator in ("low", "high") and entry.facet in schema:
            facts = (_number(item.fact(entry.facet)) for item in items)
            known = [fact for fact in facts if fact is not None]
            if known:
                spreads[entry.facet] = sorted(known)
    return spreads


def _scaled(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    low, high = min(scores), max(scores)
    if high <= low:
        return [1.0] * len(scores)
    return [(score - low) / (high - low) for score in scores]


@dataclass(frozen=True, slots=True)
class _Liked:
    """The listed facts of a liked item that another may share."""

    item_id: str
    facts: tuple[tuple[Facet, frozenset[str]], ...]
    kind: tuple[str, Value | None] = ("", None)
    """The facet that says what kind of thing it is, and its value: a phone and an e-reader are not alike."""


def _liked_facts(preferences: Preferences, catalog: Catalog) -> tuple[_Liked, ...]:
    """Return what was liked, newest first, facets of people first."""
    # Being available in the same places makes no two items alike.
    places = {rule.facet for rule in catalog.rules.available}
    facets = [
        facet
        for facet in catalog.schema
        if facet.type == "many" and facet.show and facet.name not in places
    ]
    facets.sort(key=lambda facet: not facet.people)
    found = []
    for liked_id in reversed(preferences.items("liked", "accepted")[-_LIKED_COMPARED:]):
        liked = catalog.get(liked_id)
        if liked is not None:
            facts = [(facet, _listed(liked.fact(facet.name))) for facet in facets]
            kind = _kind_of(liked, catalog.schema)
            found.append(_Liked(liked_id, tuple(one for one in facts if one[1]), kind))
    return tuple(found)


def _kind_of(item: Item, schema: Schema) -> tuple[str, Value | None]:
    for facet in schema:
        if facet.type == "category" and pattern(facet).place == "noun":
            return facet.name, item.fact(facet.name)
    return "", None


def _listed(value: Value | None) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple | list) else frozenset()


def _shared_with_liked(item: Item, liked: Sequence[_Liked]) -> list[Evidence]:
    """Return the people that an item shares with what was liked, or else two or more listed values."""
    found: list[tuple[bool, Evidence]] = []
    for one in liked:
        if one.item_id == item.id or (one.kind[0] and item.fact(one.kind[0]) != one.kind[1]):
            continue
        for facet, values in one.facts:
            fact = item.fact(facet.name)
            if not isinstance(fact, tuple | list) or values.isdisjoint(fact):
                continue
            common = tuple(value for value in fact if value in values)
            if len(common) >= (1 if facet.people else 2):
                evidence = Evidence(
                    facet=facet.name, value=common, weight=_BONUS, related=one.item_id
                )
                found.append((not facet.people, evidence))
                break
    return [evidence for _, evidence in sorted(found, key=lambda pair: pair[0])[:2]]


def _standing_reasons(
    item: Item, because: Sequence[Evidence], standings: Standings
) -> list[Evidence]:
    told = {one.facet for one in because}
    return [
        Evidence(facet=facet, value=item.fact(facet), weight=_BONUS)
        for facet in standings.stands_out(item)
        if facet not in told
    ]


def broken(item: Item, preferences: Preferences, schema: Schema) -> tuple[Preference, ...]:
    """Return the entries that an item breaks though they are never broken silently."""
    return tuple(entry for entry in preferences.entries if breaks(entry, item, schema))
