"""Points: what is said for one item, each a fact of its record and how it stands to the wish or to the other picks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ....catalog.facets import Facet
from ....catalog.items import Item
from ....catalog.measures import measures
from ....dialogue.preferences import Preference
from ....dialogue.reply import Claim, Evidence
from ....dialogue.wording import fill, pattern
from ....dialogue.wording.values import compound_words, list_words, value_words
from .facts import Clause, noun_of, other_facts, state_evidence, state_fact
from .limits import limit_relation
from .phrases import count_words
from .speech import Speech

_SHORTENED = frozenset({"costs", "runs", "weighs", "gets", "has"})
"""Verbs that a number can be told without: "$549" for "costs $549"."""
_MOST_FACTS = 8
_NOT_RANKED = frozenset({"stock", "popularity"})


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that speaks for an item."""

    fact: Clause
    """The fact as a predicate: "costs $549"."""
    relation: str = ""
    """How it stands to the wish or to the other picks: "well under your $900", "the lightest of the three"."""
    verb: str = ""
    """What ties the relation to the item: "stays" well under, "is" the lightest; empty where nothing does."""
    lead: str = ""
    """The fact before a sentence: "at $549"."""
    short: str = ""
    """The fact without its verb: "$549"."""

    @property
    def facets(self) -> frozenset[str]:
        """The facets that it tells of."""
        return frozenset(claim.facet for claim in self.fact.claims)

    @property
    def text(self) -> str:
        """The fact and its relation."""
        return f"{self.fact.text}, {self.relation}" if self.relation else self.fact.text

    @property
    def shown(self) -> tuple[str, ...]:
        """The words that its fact is shown with, one of which any sentence about it has."""
        core = self.fact.text.rstrip(".…").removeprefix("is ").removeprefix("has ")
        words = (core, self.short, self.lead.partition(" ")[2])
        return tuple(one.casefold() for one in words if one)


def points_of(item: Item, because: Sequence[Evidence], speech: Speech) -> list[Point]:
    """Return what answers the wishes of the person, the most telling first, one of a facet.

    Limits and leanings come first: by how much a number keeps to them differs from pick to pick. What every
    pick meets and the opening says already comes last.
    """
    told: set[str] = set()
    points: list[Point] = []
    for one in sorted(because, key=lambda one: _place(one, speech)):
        entry = speech.preference(one)
        facet = speech.facet(one.facet)
        if entry is None or entry.polarity == "unwanted" or facet is None or one.facet in told:
            continue
        if facet.type == "text":
            continue
        if pattern(facet).place == "noun" or one.value == speech.catalog.noun:
            continue
        point = _answering(item, one, entry, facet, speech)
        if point is not None:
            points.append(point)
            told.add(one.facet)
    return points


def other_points(
    item: Item, because: Sequence[Evidence], speech: Speech, *, told: frozenset[str]
) -> Iterator[Point]:
    """Give what speaks for an item unasked: what another brain chose, where it is first among the picks, then facts."""
    known = set(told) | _shared_facets(speech)
    best = next(_firsts(item, speech, known), None)
    # One after the other, as each notes in the phrasebook what it tells.
    for point in chain(
        chosen_points(item, speech),
        (best,) if best else (),
        _prices(item, speech),
        _telling_facts(item, speech, known),
        _standing(item, because, speech),
    ):
        if not point.facets & known:
            known |= point.facets
            yield point


def chosen_points(item: Item, speech: Speech) -> Iterator[Point]:
    """Give the facts of an item that another brain chose to be told."""
    for name in speech.guidance.facts.get(item.id, ()):
        facet = speech.facet(name)
        fact = state_fact(item, facet, noun=noun_of(item, speech.catalog)) if facet else None
        if facet is not None and fact and pattern(facet).place != "noun":
            yield point_of(item, fact, facet)


def _prices(item: Item, speech: Speech) -> Iterator[Point]:
    """Give what an item costs, where its record says so."""
    for facet in speech.catalog.schema:
        if facet.type == "money" and facet.show and item.fact(facet.name) is not None:
            fact = state_fact(item, facet, noun=noun_of(item, speech.catalog))
            yield point_of(item, fact, facet)


def _telling_facts(item: Item, speech: Speech, told: Iterable[str]) -> Iterator[Point]:
    """Give facts that nobody asked for: values before people, those first that this reply told of no other pick.

    What was told of another pick word for word sets this one not apart, and a bare number says nothing where no length
    or size was asked for.
    """
    used = speech.book.used
    facts = []
    for fact in other_facts(item, speech.catalog, told=told, most=_MOST_FACTS):
        facet = speech.facet(fact.claims[0].facet)
        if fact.text in used:
            continue
        if facet is not None and not facet.numeric:
            facts.append((facet, fact))
    facts.sort(
        key=lambda one: (
            one[0].people,
            one[0].type != "many",
            used.get(f"fact {one[0].name}", 0),
        )
    )
    for facet, fact in facts:
        used[f"fact {facet.name}"] = used.get(f"fact {facet.name}", 0) + 1
        used[fact.text] = 1
        yield point_of(item, fact, facet)


def point_of(
    item: Item, fact: Clause, facet: Facet, *, relation: str = "", verb: str = ""
) -> Point:
    """Return a fact as a point, with the ways in which it can be said."""
    value = item.fact(facet.name)
    lead, short = "", ""
    words = pattern(facet)
    if facet.numeric and isinstance(value, int | float):
        adj = compound_words(facet, float(value))
        lead = fill(words.at, facet, value_words(facet, value), adj=adj) if verb else ""
        if fact.text.partition(" ")[0] in _SHORTENED:
            short = fact.text.partition(" ")[2]
    if fact.text.startswith("is "):
        short = fact.text.removeprefix("is ")
    return Point(fact, relation, verb, lead, short)


def _shared_facets(speech: Speech) -> set[str]:
    """Return the facets in which all of several picks are the same: to tell them sets none apart."""
    items = [judged.candidate.item for judged in speech.brief.slate]
    if len(items) < 2:
        return set()
    names = (facet.name for facet in speech.catalog.schema)
    return {name for name in names if all(one.fact(name) == items[0].fact(name) for one in items)}


def _place(one: Evidence, speech: Speech) -> int:
    """Return where a piece of evidence comes among the points: limits, leanings, what not all picks meet, the rest."""
    entry = speech.preference(one)
    if entry is None:
        return 9
    if entry.operator in ("low", "high"):
        return 1
    if entry.operator not in ("is", "contains", "any_of", "matches"):
        return 0
    return 3 if speech.said_of_all(entry) else 2


def _answering(
    item: Item, one: Evidence, entry: Preference, facet: Facet, speech: Speech
) -> Point | None:
    fact = state_evidence(one, item, entry, speech.catalog)
    if not fact:
        return None
    if entry.operator in ("low", "high"):
        relation = _rank(item, facet, speech, upwards=entry.operator == "high")
        return point_of(item, fact, facet, relation=relation, verb="is" if relation else "")
    if facet.numeric and facet.measure != "year":
        # A limit of earlier turns is pointed to once in a reply: the picks all keep to it.
        news = entry.source.turn in (0, speech.turn) or not speech.brief.slate
        if not news and not speech.book.once(entry.id):
            return point_of(item, fact, facet)
        relation, verb = limit_relation(item, entry, facet, speech)
        return point_of(item, fact, facet, relation=relation, verb=verb)
    if speech.said_of_all(entry) or isinstance(one.value, bool):
        return point_of(item, fact, facet)
    kept = speech.book.fresh("relation.kept") if speech.brief.slate else ""
    point = point_of(item, fact, facet)
    # "from 1986 as you wanted": no comma, as it is no apposition.
    return point if not kept else _with_tail(point, kept)


def _with_tail(point: Point, tail: str) -> Point:
    fact = Clause(f"{point.fact.text} {tail}", point.fact.claims)
    short = f"{point.short} {tail}" if point.short else ""
    return Point(fact, point.relation, point.verb, "", short)


def _firsts(item: Item, speech: Speech, told: Iterable[str]) -> Iterator[Point]:
    """Give the facts by which an item is first among the picks, in the order of the schema."""
    known = set(told)
    for facet in speech.catalog.schema:
        measure = measures().get(facet.measure or "")
        if facet.name in known or not facet.show or measure is None or measure.better is None:
            continue
        if facet.measure in _NOT_RANKED or facet.measure == "year":
            continue
        if measure.ask and not facet.ask:
            # A number that people choose by, but not here: the refresh rate in a shop of all kinds.
            continue
        relation = _rank(item, facet, speech, upwards=measure.better == "high")
        fact = state_fact(item, facet, noun=noun_of(item, speech.catalog))
        if relation and fact:
            yield point_of(item, fact, facet, relation=relation, verb="is")


def _rank(item: Item, facet: Facet, speech: Speech, *, upwards: bool) -> str:
    """Return "the lightest of the three" for the first among the picks, "lighter than the other" of two; or nothing."""
    items = [judged.candidate.item for judged in speech.brief.slate]
    facts = [number_of(one, facet) for one in items]
    mine, words = number_of(item, facet), pattern(facet)
    known = [fact for fact in facts if fact is not None]
    if mine is None or len(items) < 2 or len(known) < len(items):
        return ""
    if known.count(mine) > 1 or mine != (max(known) if upwards else min(known)):
        return ""
    if len(items) == 2:
        comparative = words.more if upwards else words.less
        return f"{comparative} than the other" if comparative and " " not in comparative else ""
    superlative = words.most if upwards else words.least
    return f"the {superlative} of the {count_words(len(items))}" if superlative else ""


def number_of(item: Item, facet: Facet) -> float | None:
    """Return a fact as a number, or None where it is none."""
    fact = item.fact(facet.name)
    if isinstance(fact, bool) or not isinstance(fact, int | float):
        return None
    return float(fact)


def _standing(item: Item, because: Sequence[Evidence], speech: Speech) -> Iterator[Point]:
    """Give what an item stands out by in its catalogue, without having been asked for."""
    for one in because:
        facet = speech.facet(one.facet)
        fact = item.fact(one.facet)
        if one.preference is not None or one.related is not None or facet is None or fact is None:
            continue
        if pattern(facet).stands and speech.book.once("stands"):
            claim = Claim(item_id=item.id, facet=facet.name, value=fact)
            yield Point(Clause(pattern(facet).stands, (claim,)))
        elif not pattern(facet).stands and facet.show and facet.measure != "popularity":
            stated = state_fact(item, facet, noun=noun_of(item, speech.catalog))
            yield point_of(item, stated, facet, relation=speech.book.fresh("relation.top"))


def join_points(points: Sequence[Point]) -> str:
    """Return predicates as one: "costs $549, well under your $900, and is good for travel"."""
    texts = [point.text for point in points]
    if len(texts) < 2:
        return "".join(texts)
    if any(point.relation or " as you " in point.text for point in points[:-1]):
        return f"{', '.join(texts[:-1])}, and {texts[-1]}"
    return list_words(texts)
