"""Words of degree without a number: "cheap", "not too long", "the lightest", "highly rated", "too expensive".

A vague word wishes for less or more of what it measures and orders rather than filters: operator low or high,
strength prefer; a superlative is the same, strength must. The words of each measure are data of the catalogue
(chatrec/catalog/data/measures.toml); here are only the turns that a negation or "too" give them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from ....catalog.measures import Measure, measures
from .analysis import Analysis
from .bounds import keys_of
from .findings import Finding
from .scales import Scale, Scales
from .toml_parts import table_of, texts_of
from .words import read_data

Kind = Literal["vague", "superlative", "comparative"]
Direction = Literal["low", "high"]
OPPOSITE: dict[Direction, Direction] = {"low": "high", "high": "low"}
_REACH = 4


@dataclass(frozen=True, slots=True)
class Degree:
    """What a phrase says: of which measures (likeliest first), in which direction, how."""

    kind: Kind
    direction: Direction
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A degree that a message names on a scale of the catalogue, in the tokens from `first` up to `last`."""

    first: int
    last: int
    kind: Kind
    direction: Direction
    scale: Scale
    excess: bool = False
    """Whether it complains ("too expensive"); the direction is turned already."""
    negated: bool = False


@dataclass(frozen=True)
class DegreeWords:
    """The words of degree of all measures and of data/comparatives.toml."""

    phrases: dict[tuple[str, ...], Degree]
    raw: dict[str, dict[str, object]]

    @cached_property
    def longest(self) -> int:
        """How many tokens the longest phrase has."""
        return max(map(len, self.phrases))

    @cached_property
    def blocked(self) -> frozenset[tuple[str, ...]]:
        """Phrases whose words measure nothing."""
        return frozenset(map(keys_of, texts_of(self.raw["blocked"]["phrases"])))

    @cached_property
    def between(self) -> frozenset[str]:
        """Words between a negation and the word it turns."""
        return frozenset(texts_of(self.raw["degree"]["words"]))

    @cached_property
    def negations(self) -> frozenset[str]:
        """Words that turn a degree."""
        return frozenset(texts_of(self.raw["degree"]["negation"]))

    @cached_property
    def guarded(self) -> dict[str, frozenset[str]]:
        """Comparatives that are also adverbs of time, and the words beside which they compare."""
        return {name: frozenset(texts_of(words)) for name, words in self.raw["guarded"].items()}

    @cached_property
    def acquired(self) -> dict[str, frozenset[tuple[str, ...]]]:
        """Words that say nothing of a date in "a new phone", and the phrases before them that tell, as keys."""
        return {
            name: frozenset(map(keys_of, texts_of(words)))
            for name, words in self.raw["acquired"].items()
        }

    @cached_property
    def steps(self) -> dict[str, float]:
        """How much less "much cheaper" is, by the word."""
        return {word: float(str(share)) for word, share in self.raw["steps"].items()}


@cache
def degree_words() -> DegreeWords:
    """Return the words of degree."""
    found: dict[tuple[str, ...], Degree] = {}
    for measure in measures().values():
        for kind, direction, phrases in _rows(measure):
            for phrase in phrases:
                key = keys_of(phrase)
                known = found.get(key)
                if known is None:
                    found[key] = Degree(kind, direction, (measure.name,))
                elif known.direction == direction and measure.name not in known.measures:
                    # "shorter" is of durations, pages and heights: the catalogue decides.
                    found[key] = Degree(known.kind, direction, (*known.measures, measure.name))
    raw = {name: table_of(table) for name, table in read_data("comparatives.toml").items()}
    for phrase, name in raw["also"].items():
        key = keys_of(phrase)
        own = found.get(key, Degree("superlative", "high", ()))
        found[key] = Degree(own.kind, own.direction, (*own.measures, str(name)))
    return DegreeWords(found, raw)


def _rows(measure: Measure) -> tuple[tuple[Kind, Direction, tuple[str, ...]], ...]:
    return (
        ("comparative", "low", measure.less),
        ("comparative", "high", measure.more),
        ("superlative", "low", measure.least),
        ("superlative", "high", measure.most),
        ("vague", "low", measure.low),
        ("vague", "high", measure.high),
    )


def read_degrees(analysis: Analysis, scales: Scales) -> tuple[Finding, ...]:
    """Return the vague words and superlatives of a message as wishes for less or more."""
    return tuple(
        Finding(
            span=analysis.span(said.first, said.last),
            facet=said.scale.facet.name,
            operator=said.direction,
            certainty=0.9 if said.last - said.first > 1 else 0.7,
            polarity="wanted",
            strength="must" if said.kind == "superlative" else "prefer",
        )
        for said in degrees(analysis, scales)
        if said.kind != "comparative" and not said.excess
    )


def degrees(analysis: Analysis, scales: Scales) -> Iterator[Said]:
    """Yield the words of degree that measure something in this catalogue, longest first at a place."""
    words, keys = degree_words(), analysis.keys
    barred = _barred(analysis) | _acquired(analysis, sold=scales.measuring("price") is not None)
    place = 0
    while place < len(keys):
        for size in range(min(words.longest, len(keys) - place), 0, -1):
            degree = words.phrases.get(keys[place : place + size])
            if degree is None or (size < 3 and place in barred) or _is_adverb(keys, place, size):
                continue
            scale = next(
                (one for one in map(scales.measuring, degree.measures) if one and one.values), None
            )
            if scale is None:
                continue
            yield _turned(analysis, place, place + size, degree, scale)
            place += size - 1
            break
        place += 1


def _is_adverb(keys: tuple[str, ...], place: int, size: int) -> bool:
    """Tell whether a comparative of time stands alone: "I'll listen to it later", "the song you found earlier"."""
    guarded = degree_words().guarded
    if size > 1 or keys[place] not in guarded["words"]:
        return False
    before, after = keys[place - 1 : place], keys[place + 1 : place + 2]
    alone = sum(key.isalnum() for key in keys) == 1
    return not (alone or guarded["before"].issuperset(before or ("",))) and not (
        after and after[0] in guarded["after"]
    )


def _barred(analysis: Analysis) -> set[int]:
    words, keys = degree_words(), analysis.keys
    found: set[int] = set()
    for place in range(len(keys)):
        for size in range(min(4, len(keys) - place), 0, -1):
            if keys[place : place + size] in words.blocked:
                found.update(range(place, place + size))
    return found


def _acquired(analysis: Analysis, *, sold: bool) -> set[int]:
    """Return the places of "new" that only say that something is bought or owned: "I need a new phone"."""
    table, keys = degree_words().acquired, analysis.keys
    found: set[int] = set()
    for place, key in enumerate(keys):
        if (key,) not in table["words"] or not place:
            continue
        owner = analysis.tokens[place - 1].folded
        if keys[place - 1 : place] in table["owned"] or owner.endswith("'s"):
            found.add(place)
        at = place
        while at and (keys[at - 1],) in table["between"]:
            at -= 1
        if sold and any(keys[max(at - size, 0) : at] in table["getting"] for size in range(1, 5)):
            found.add(place)
    return found


def _turned(analysis: Analysis, first: int, last: int, degree: Degree, scale: Scale) -> Said:
    """Turn the direction where a negation or "too" stands before: "not too long", "too long"."""
    words, keys = degree_words(), analysis.keys
    excess, start = False, first
    for place in range(first - 1, max(-1, first - 1 - _REACH), -1):
        key = keys[place]
        if key in words.negations:
            return Said(place, last, degree.kind, OPPOSITE[degree.direction], scale, negated=True)
        if key not in words.between and key != "bit":
            break
        if key in ("too", "overly"):
            excess, start = True, place
    if excess and degree.kind == "vague":
        return Said(start, last, "vague", OPPOSITE[degree.direction], scale, excess=True)
    return Said(first, last, degree.kind, degree.direction, scale)
