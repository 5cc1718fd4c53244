"""Picks as cards: the figure they are compared by, the facts that matter to the request first, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...catalog.catalog import Catalog
from ...catalog.facets import LISTED, Facet
from ...catalog.items import Item, Value
from ...dialogue.preferences import FeedbackKind, Preferences
from ...dialogue.reply import Evidence, Pick, Reply
from ...dialogue.wording import describe_value, name_item
from ...dialogue.wording.patterns import label
from ...dialogue.wording.values import quantity_words, value_words
from .highlight import marked
from .render import web_address
from .showcase import Showcase
from .strips import Strip, strips

_FACTS = 2
_VALUES = 2
_STANDINGS = (
    (0.95, 5, "Meets all of it"),
    (0.75, 4, "Strong match"),
    (0.5, 3, "Good match"),
    (0.0, 2, "Partial match"),
)
"""From which match on, how many bars of five, and in words."""
_SIGNALS = {
    "bm25": "Words of your request",
    "wording": "Words in its description",
    "dense": "Meaning of your request",
    "content": "Like what you named",
    "people": "People you named",
    "popularity": "Well known",
    "co_mention": "Named together by others",
    "order": "More or less of what you asked",
    "supplied": "The shop's own recommender",
    "rerank": "Learned from past chats",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact on a card."""

    label: str
    value: str
    asked: bool = False
    """Whether the request spoke of it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """How one wish stands: where it comes from and the fact that meets or misses it."""

    quote: str
    """The person's own words; empty where there are none."""
    origin: str
    """Where the reason comes from, where it comes from no words."""
    fact: str
    met: bool
    unwanted: bool
    """Whether the person wants it not to be so."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score of the first ranking."""

    label: str
    value: float
    share: float
    """Of the largest part of the slate, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Card:
    """A pick as it stands on the page."""

    id: str
    number: int
    title: str
    url: str | None
    picture: str
    strips: tuple[Strip, ...]
    """Its numbers, the one that picks are compared by first."""
    facts: tuple[Fact, ...]
    """What matters to the request beside the numbers."""
    reason: Markup
    """Why it was picked, with the person's own words marked."""
    caveat: str
    disclosures: tuple[str, ...]
    match: float
    bars: int
    """The match in bars, of five."""
    standing: str
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...]
    marks: frozenset[str]
    """What the person said of it: liked, disliked, seen."""


def cards(reply: Reply, showcase: Showcase, preferences: Preferences) -> list[Card]:
    """Return the picks of a reply as cards, best first.

    Args:
        reply: What was answered, with the wishes as they stood then.
        showcase: The catalogue.
        preferences: The state as it stands now, for what was said of the items.
    """
    picks = reply.picks
    items = [pick.item for pick in picks]
    largest = max((value for pick in picks for value in pick.signals.values()), default=1.0)
    shared = _shared(items, showcase.catalog)
    measured = strips(items, showcase.table, reply.preferences)
    return [
        _card(
            pick,
            showcase.catalog,
            reply.preferences,
            number=number,
            picture=picture,
            measured=own,
            shared=shared,
            largest=max(largest, 1e-9),
            marks=marks_of(pick.item.id, preferences),
        )
        for number, (pick, picture, own) in enumerate(
            zip(picks, showcase.pictures(items), measured, strict=True), 1
        )
    ]


def marks_of(item_id: str, preferences: Preferences) -> frozenset[str]:
    """Return what the person said of an item by hand or in words: liked, disliked, seen."""
    kinds: tuple[FeedbackKind, ...] = ("liked", "disliked", "seen")
    return frozenset(kind for kind in kinds if item_id in preferences.items(kind))


def fact_words(facet: Facet, value: Value | None) -> str:
    """Return a fact as it stands in a table: "$549", "0.66 kg", "travel, commuting"; empty where it is unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        shown = [value_words(facet, one) for one in value[:_VALUES]]
        more = len(value) - len(shown)
        return ", ".join(shown) + (f" +{more}" if more else "")
    if isinstance(value, int | float):
        return quantity_words(facet, float(value))
    return value_words(facet, value)


def _card(
    pick: Pick,
    catalog: Catalog,
    preferences: Preferences,
    *,
    number: int,
    picture: str,
    measured: tuple[Strip, ...],
    shared: set[str],
    largest: float,
    marks: frozenset[str],
) -> Card:
    item = pick.item
    bars, standing = _standing(pick.match)
    quotes = [one.quote for one in (*pick.because, *pick.caveats) if one.quote]
    return Card(
        id=item.id,
        number=number,
        title=name_item(item, catalog.schema),
        url=web_address(item.url),
        picture=picture,
        strips=measured,
        facts=tuple(_facts(pick, catalog, without=shared | {one.facet for one in measured})),
        reason=marked(pick.reason, quotes, plain=(catalog.noun, catalog.nouns)),
        caveat=pick.caveat,
        disclosures=pick.disclosures,
        match=pick.match,
        bars=bars,
        standing=standing,
        reasons=tuple(_reasons(pick, catalog, preferences)),
        parts=tuple(_parts(pick, largest)),
        marks=marks,
    )


def _standing(match: float) -> tuple[int, str]:
    return next((bars, words) for least, bars, words in _STANDINGS if match >= least)


def _shared(items: Sequence[Item], catalog: Catalog) -> set[str]:
    """Return the facets in which the items of a list are all the same: they tell nothing between them."""
    if len(items) < 2:
        return set()
    first, *others = items
    return {
        facet.name
        for facet in catalog.schema
        if all(other.fact(facet.name) == first.fact(facet.name) for other in others)
    }


def _facts(pick: Pick, catalog: Catalog, *, without: set[str]) -> Iterator[Fact]:
    """Yield the facts that the request spoke of, numbers first, then those worth telling of any item."""
    schema, item = catalog.schema, pick.item
    spoken = dict.fromkeys(one.facet for one in (*pick.because, *pick.caveats) if one.preference)
    asked = [found for name in spoken if (found := schema.get(name)) is not None]
    asked.sort(key=lambda facet: not facet.numeric)
    worth = [one for one in schema if one.show and (one.measure or one.type in LISTED)]
    told: dict[str, Fact] = {}
    for facet in (*asked, *worth):
        value = item.fact(facet.name)
        if value is None or facet.name in without or facet.people or facet.name in told:
            continue
        told[facet.name] = Fact(label(facet), fact_words(facet, value), facet in asked)
    yield from list(told.values())[:_FACTS]


def _reasons(pick: Pick, catalog: Catalog, preferences: Preferences) -> Iterator[Reason]:
    unwanted = {one.id for one in preferences.entries if one.polarity == "unwanted"}
    for evidence in (*pick.because, *pick.caveats):
        yield Reason(
            quote=evidence.quote,
            origin="" if evidence.quote else _origin(evidence, catalog),
            fact=_fact_behind(evidence, catalog),
            met=evidence.met,
            unwanted=evidence.preference in unwanted,
        )


def _origin(evidence: Evidence, catalog: Catalog) -> str:
    if evidence.related and (item := catalog.get(evidence.related)) is not None:
        return f"Shared with {item.title}"
    return "By itself" if evidence.preference is None else "Set by hand"


def _fact_behind(evidence: Evidence, catalog: Catalog) -> str:
    facet = catalog.schema.get(evidence.facet)
    if evidence.value is None:
        return "not known" if facet is not None else ""
    if facet is None:
        return str(evidence.value)
    return describe_value(facet, evidence.value, noun=catalog.noun)


def _parts(pick: Pick, largest: float) -> Iterator[Part]:
    for name, value in sorted(pick.signals.items(), key=lambda part: -part[1]):
        if abs(value) >= 0.005:
            words = _SIGNALS.get(name, name.replace("_", " ").capitalize())
            yield Part(words, value, max(0.0, min(1.0, value / largest)))
