"""Picks as cards: the figure they are compared by, the facts that matter to the request first, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ...catalog.catalog import Catalog
from ...catalog.facets import LISTED, Facet
from ...catalog.items import Item, Value
from ...dialogue.preferences import FeedbackKind, Preferences
from ...dialogue.reply import Evidence, Pick
from ...dialogue.wording import describe_value, name_item
from ...dialogue.wording_patterns import label
from ...dialogue.wording_values import quantity_words, value_words
from .render import web_address

_FACTS = 3
_VALUES = 2
_FIGURES = ("price", "year", "rating")
_STANDINGS = (
    (0.95, "Meets all of it"),
    (0.75, "Strong match"),
    (0.5, "Good match"),
    (0.0, "Partial match"),
)
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
    """How one wish stands: the person's words and the fact that meets or misses them."""

    words: str
    fact: str
    met: bool


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
    figure: str
    figure_label: str
    facts: tuple[Fact, ...]
    reason: str
    caveat: str
    disclosures: tuple[str, ...]
    match: float
    standing: str
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...]
    marks: frozenset[str]
    """What the person said of it: liked, disliked, seen."""


def cards(picks: Sequence[Pick], catalog: Catalog, preferences: Preferences) -> list[Card]:
    """Return the picks of a reply as cards, best first."""
    largest = max((value for pick in picks for value in pick.signals.values()), default=1.0)
    return [
        _card(number, pick, catalog, preferences, largest=max(largest, 1e-9))
        for number, pick in enumerate(picks, 1)
    ]


def picture_address(catalog: Catalog, item: Item, *, neighbour: int = 0) -> str:
    """Return where the picture of an item is; neighbours on a list get different ones."""
    name = f"{quote(catalog.name, safe='')}/{quote(item.id, safe='')}"
    return f"/picture/{name}?at={neighbour}"


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
    number: int, pick: Pick, catalog: Catalog, preferences: Preferences, *, largest: float
) -> Card:
    schema, item = catalog.schema, pick.item
    figure = schema.measuring(*_FIGURES)
    shown = "" if figure is None else fact_words(figure, item.fact(figure.name))
    return Card(
        id=item.id,
        number=number,
        title=name_item(item, schema),
        url=web_address(item.url),
        picture=picture_address(catalog, item, neighbour=number),
        figure=shown,
        figure_label="" if figure is None else label(figure),
        facts=tuple(_facts(pick, catalog, without=figure.name if figure and shown else "")),
        reason=pick.reason,
        caveat=pick.caveat,
        disclosures=pick.disclosures,
        match=pick.match,
        standing=next(words for least, words in _STANDINGS if pick.match >= least),
        reasons=tuple(_reasons(pick, catalog)),
        parts=tuple(_parts(pick, largest)),
        marks=marks_of(item.id, preferences),
    )


def _facts(pick: Pick, catalog: Catalog, *, without: str) -> Iterator[Fact]:
    """Yield the facts that the request spoke of, numbers first, then those worth telling of any item."""
    schema, item = catalog.schema, pick.item
    spoken = dict.fromkeys(one.facet for one in (*pick.because, *pick.caveats) if one.preference)
    asked = [found for name in spoken if (found := schema.get(name)) is not None]
    asked.sort(key=lambda facet: not facet.numeric)
    worth = [one for one in schema if one.show and (one.measure or one.type in LISTED)]
    told: dict[str, Fact] = {}
    for facet in (*asked, *worth):
        value = item.fact(facet.name)
        if value is None or facet.name == without or facet.people or facet.name in told:
            continue
        told[facet.name] = Fact(label(facet), fact_words(facet, value), facet in asked)
    yield from list(told.values())[:_FACTS]


def _reasons(pick: Pick, catalog: Catalog) -> Iterator[Reason]:
    for evidence in (*pick.because, *pick.caveats):
        words = _words_behind(evidence, catalog)
        fact = _fact_behind(evidence, catalog)
        if words or fact:
            yield Reason(words, fact, evidence.met)


def _words_behind(evidence: Evidence, catalog: Catalog) -> str:
    if evidence.quote:
        return f"You said “{evidence.quote}”"
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
