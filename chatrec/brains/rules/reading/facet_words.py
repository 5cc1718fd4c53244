"""The words that name a facet itself rather than a value of it: its name, label, synonyms and measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ....catalog.catalog import Catalog
from ....catalog.facets import Facet
from ....catalog.measures import Measure, measure_named, measures
from ....text import stem
from .analysis import Analysis
from .bounds import keys_of
from .toml_parts import texts_of
from .words import read_data

_LONGEST = 5
_REACH = 4
"""How many tokens from a number a word can still name its facet."""


@dataclass(frozen=True, slots=True)
class FacetWords:
    """Phrases, as stems, with the facets that each can name, likeliest first."""

    phrases: dict[tuple[str, ...], tuple[str, ...]]

    @classmethod
    def of(cls, catalog: Catalog) -> FacetWords:
        """Collect the names of every facet of a catalogue's schema; earlier facets come first."""
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for own in (True, False):
            for facet in catalog.schema:
                measure = measure_of(facet)
                spoken = (
                    (*_own(facet), *_counted(facet))
                    if own
                    else (_said_for(measure) if measure else ())
                )
                for phrase in spoken:
                    key = tuple(stem(word) for word in keys_of(phrase.replace("_", " ")))
                    if key and facet.name not in found.get(key, ()):
                        found[key] = (*found.get(key, ()), facet.name)
        return cls(found)

    def named(self, analysis: Analysis, first: int, last: int) -> tuple[str, ...]:
        """Return the facets that the tokens from `first` up to `last` name."""
        return self.phrases.get(analysis.stems[first:last], ())

    def places(
        self, analysis: Analysis, first: int, last: int
    ) -> list[tuple[int, int, tuple[str, ...]]]:
        """Return where facets are named between two tokens: (first, last, facets), longest first at a place."""
        found = []
        place = first
        while place < last:
            for size in range(min(_LONGEST, last - place), 0, -1):
                facets = self.named(analysis, place, place + size)
                if facets:
                    found.append((place, place + size, facets))
                    place += size - 1
                    break
            place += 1
        return found


def measure_of(facet: Facet) -> Measure | None:
    """Return what a facet measures, or None."""
    if facet.measure:
        return measures().get(facet.measure)
    if facet.numeric or facet.type == "date":
        return measure_named(facet.name)
    return None


def named_near(analysis: Analysis, words: FacetWords, first: int, last: int) -> dict[str, float]:
    """Return the facets named within four tokens of a number in its sentence, each 0 to 1: nearer is more.

    Words after the number count a little more than those before: "8 GB of memory and 256 GB of storage".
    """
    start, end = analysis.sentence_at(first)
    found: dict[str, float] = {}
    for at, until, facets in words.places(
        analysis, max(start, first - _REACH), min(end, last + _REACH + 1)
    ):
        if at < last and until > first:
            gap = 0.0
        elif at >= last:
            gap = float(at - last) + _crossed(analysis, last, at)
        else:
            gap = float(first - until) + 0.5 + _crossed(analysis, until, first)
        for rank, facet in enumerate(facets):
            near = max(0.0, 1.0 - gap / 6) * (1.0 if rank == 0 else 0.9)
            found[facet] = max(found.get(facet, 0.0), near)
    return found


def _crossed(analysis: Analysis, first: int, last: int) -> float:
    """Return how much commas, joints and other numbers between two places part them."""
    between = analysis.tokens[first:last]
    return sum(4.0 for token in between if token.is_number or token.raw in ",;") + sum(
        1.0 for token in between if token.folded in ("and", "or", "but")
    )


def _said_for(measure: Measure) -> tuple[str, ...]:
    return (*measure.names[:3], *measure.synonyms, *_spoken().get(measure.name, ()))


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    return {name: texts_of(words) for name, words in read_data("facet_words.toml").items()}


def _counted(facet: Facet) -> tuple[str, ...]:
    """Return what is counted by a facet that says how many people there is room for."""
    called = {word for name in (facet.name, facet.words) for word in name.casefold().split("_")}
    plain = facet.numeric and facet.measure is None and facet.unit in (None, "person", "people")
    return _spoken()["people"] if plain and called & set(_spoken()["room"]) else ()


def _own(facet: Facet) -> tuple[str, ...]:
    return (facet.name, facet.words, *facet.synonyms)
