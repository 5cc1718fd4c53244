"""The words of a catalogue: which phrases name which value, person or item of it.

Built once a catalogue, each part when it is first asked for. Phrases are keys (see `phrase_key`): folded
words without apostrophes, so that case, accents and marks between words do not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from ....catalog.catalog import Catalog
from ....catalog.facets import LISTED, Facet, Schema
from ....dialogue.preferences import Operator
from ....text import stem
from .facet_words import FacetWords
from .kinds import Kinds, is_path, kinds_of
from .people import People
from .questions import Questions
from .scales import Scales
from .senses import Reading, general, stemmed, values_needed, variants
from .senses import Sense as Sense
from .spelling import Spelling
from .title_words import TitleWords
from .titles import Titles, other_titles
from .words import phrase_key, reach_of, read_list, word_list

BROAD = 60
"""A facet that needs more values than this for nine tenths of its facts is a pool of themes (keywords, tags)."""
STEMMED = 400
"""Values of facets with at most this many values are also found by their stems."""
_PATCHY = 0.5
"""A facet that fewer of the items have is silent of most."""
_FEW = 5
"""So few titles that lack a value may be chance."""
_LOST = 0.1
"""How many titles with a word may lack the value that it names, for each that has it."""
LONGEST = 8
"""The longest phrase of a value that is looked for, in words."""


@dataclass(frozen=True)
class Vocabulary:
    """The phrases of one catalogue. Parts are built on first use and kept with the value."""

    catalog: Catalog

    @property
    def schema(self) -> Schema:
        """The facets of the catalogue."""
        return self.catalog.schema

    @cached_property
    def values(self) -> dict[str, Counter[str]]:
        """How many items have each value, by category and many facet; not people and titles, which are read as such."""
        counts = {
            facet.name: Counter[str](dict.fromkeys(facet.values, 0))
            for facet in self.schema
            if facet.type in LISTED and not facet.people and facet.name not in other_titles()
        }
        for item in self.catalog.items:
            for name, count in counts.items():
                value = item.attributes.get(name)
                if isinstance(value, str):
                    count[value] += 1
                elif isinstance(value, tuple | list):
                    count.update(set(value))
        return counts

    @cached_property
    def _crowded(self) -> frozenset[str]:
        return frozenset(
            name for name, counts in self.values.items() if values_needed(counts) > BROAD
        )

    def crowded(self, facet: str) -> bool:
        """Tell whether a facet has so many values that ordinary words may be among them."""
        return facet in self._crowded

    def broad(self, facet: str) -> bool:
        """Tell whether a facet is a pool of themes (keywords, tags): crowded, several on one item, no kinds."""
        found = self.schema.get(facet)
        many = found is not None and found.type == "many"
        return many and facet in self._crowded and not self.of_kinds(facet)

    def of_kinds(self, facet: str) -> bool:
        """Tell whether the name of a facet says that its values are kinds of items: genres, categories, types."""
        return not word_list("kinds.toml", "names").isdisjoint(facet.casefold().split("_"))

    @cached_property
    def paths(self) -> frozenset[str]:
        """The facets of several values in which the values of an item are a path of ever narrower kinds."""
        return frozenset(
            facet.name
            for facet in self.schema
            if facet.type == "many" and self.of_kinds(facet.name) and is_path(self.catalog, facet)
        )

    @cached_property
    def kinds(self) -> dict[str, Kinds]:
        """What each head of the kinds of items names, by facet of kinds."""
        return {
            facet.name: kinds_of(self.catalog, facet, self.values[facet.name])
            for facet in self.schema
            if facet.name in self.values
            and self.of_kinds(facet.name)
            and (facet.type == "category" or facet.name in self.paths)
        }

    @cached_property
    def spelling(self) -> Spelling:
        """The words that a misspelled word can stand for: those of values, then of people, then of titles."""
        narrow = [
            phrase
            for phrase, readings in self.phrases.items()
            if not self.broad(readings[0][0].facet)
        ]
        return Spelling.of(
            narrow, self.people.names, self.titles.whole, self.phrases, self.titles.part
        )

    @cached_property
    def people(self) -> People:
        """The people of the catalogue."""
        return People.of(self.catalog)

    @cached_property
    def titles(self) -> Titles:
        """The titles of the catalogue."""
        return Titles.of(self.catalog)

    @cached_property
    def scales(self) -> Scales:
        """The numbers of the catalogue, by facet."""
        return Scales.of(self.catalog)

    @cached_property
    def facet_words(self) -> FacetWords:
        """The words that name facets."""
        return FacetWords.of(self.catalog)

    @cached_property
    def questions(self) -> Questions:
        """The words that ask for facts."""
        return Questions.of(self.catalog, self.facet_words)

    @cached_property
    def phrases(self) -> dict[str, tuple[Reading, ...]]:
        """What each phrase can mean, likeliest first."""
        found: dict[str, list[Reading]] = {}
        for phrase, reading in self._named():
            readings = found.setdefault(phrase, [])
            if reading not in readings and reading[0].facet not in {
                one[0].facet for one in readings
            }:
                readings.append(reading)
        return {phrase: tuple(readings) for phrase, readings in found.items()}

    @cached_property
    def _patchy(self) -> dict[str, frozenset[int]]:
        """The rows in which a facet says something, of the facets that are silent of most items."""
        found: dict[str, frozenset[int]] = {}
        for facet in self.schema:
            items = enumerate(self.catalog.items)
            rows = frozenset(row for row, item in items if item.fact(facet.name) is not None)
            if facet.name in self.values and len(rows) < _PATCHY * len(self.catalog):
                found[facet.name] = rows
        return found

    def _is_elsewhere(self, phrase: str, sense: Sense) -> bool:
        """Tell whether a word of a facet that is silent of most items stands in titles of many that lack the value.

        A filter would lose all those: "wireless" is then searched for rather than filtered by.
        """
        values = sense.value if isinstance(sense.value, tuple) else (sense.value,)
        if sense.facet not in self._patchy or not isinstance(values[0], str):
            return False
        forms = map(self.title_words.with_all, (one.split(" ") for one in variants(phrase)))
        rows = frozenset[int]().union(*forms)
        having = sum(self.values[sense.facet][str(one)] for one in values)
        if not sense.by_head:
            return len(rows - self._patchy[sense.facet]) > max(_FEW, _LOST * having)
        facts = (self.catalog.items[row].fact(sense.facet) for row in rows)
        lacking = sum(fact not in values for fact in facts if not isinstance(fact, tuple))
        return lacking > max(_FEW, _LOST * having)

    def in_a_row(self, pair: tuple[str, ...]) -> int:
        """Return how many titles and heads of kinds hold these words in a row, in either number."""
        forms = list(product(*(tuple(variants(word)) for word in pair)))
        phrases = {f" {' '.join(form)} " for form in forms}
        heads = sum(
            any(phrase in f" {head} " for phrase in phrases)
            for kinds in self.kinds.values()
            for head in kinds
        )
        return heads + sum(self.title_words.in_a_row(form) for form in forms)

    @cached_property
    def title_words(self) -> TitleWords:
        """The words of the titles."""
        return TitleWords.of(self.catalog)

    @cached_property
    def reach(self) -> dict[str, int]:
        """How many words the longest phrase that starts with a word, or with a word of its stem, has."""
        longest = reach_of((self.phrases, self.stems))
        longest.update(
            (stem(word), longest[word]) for word in tuple(longest) if stem(word) not in longest
        )
        return longest

    @cached_property
    def stems(self) -> dict[str, str]:
        """The phrase that each stemmed phrase stands for, for values of facets that are not broad."""
        found: dict[str, str] = {}
        for phrase, readings in self.phrases.items():
            sense = readings[0][0]
            if len(self.values.get(sense.facet, ())) <= STEMMED and not sense.soft:
                found.setdefault(stemmed(phrase), phrase)
        return found

    def _named(self) -> Iterator[tuple[str, Reading]]:
        """Yield what each phrase can mean: choices, then flags, then the general lexicon, then themes."""
        listed = [facet for facet in self.schema if facet.name in self.values]
        listed.sort(key=lambda facet: facet.type != "category")
        known: dict[str, Sense] = {}
        empty = (
            word_list("contexts.toml", "heads")
            | word_list("filler.toml", "words")
            | word_list("filler.toml", "evaluations")
        )
        paths = [one for one in listed if one.name in self.paths]
        yield from self._of_heads(paths, known)
        yield from self._of_values([one for one in listed if not self.broad(one.name)], known)
        yield from self._of_flags(known)
        yield from general(known)
        yield from self._of_heads([one for one in listed if one not in paths], known)
        themes: dict[str, Sense] = {}
        pools = [one for one in listed if self.broad(one.name)]
        for key, reading in self._of_values(pools, themes):
            words = key.split(" ")
            content = [word for word in words if word not in empty]
            if content and (content == words or " ".join(content) not in known):
                yield key, reading
        yield from general({key: sense for key, sense in themes.items() if key not in known})

    def _of_values(
        self, facets: list[Facet], known: dict[str, Sense]
    ) -> Iterator[tuple[str, Reading]]:
        for facet in facets:
            operator: Operator = "is" if facet.type == "category" else "contains"
            for value, _ in self.values[facet.name].most_common():
                sense = Sense(facet.name, operator, value)
                for name in (value, *facet.values.get(value, ())):
                    key = phrase_key(name)
                    if key and not self._is_elsewhere(key, sense):
                        if facet.type == "many" or not self.crowded(facet.name):
                            known.setdefault(key, sense)
                        yield from ((variant, (sense,)) for variant in variants(key))

    def _of_heads(
        self, listed: list[Facet], known: dict[str, Sense]
    ) -> Iterator[tuple[str, Reading]]:
        """Yield what each head of the kinds names: one value of it, or any of several."""
        for facet in listed:
            whole = {phrase_key(value) for value in self.values[facet.name]}
            for phrase, values in self.kinds.get(facet.name, {}).items():
                operator: Operator = "is" if facet.type == "category" else "contains"
                spoken = tuple(variants(phrase))
                sense = Sense(facet.name, operator, values[0], by_head=whole.isdisjoint(spoken))
                if len(values) > 1:
                    sense = replace(sense, operator="any_of", value=values)
                if self._is_elsewhere(phrase, sense):
                    continue
                for variant in spoken:
                    known.setdefault(variant, sense)
                    yield variant, (sense,)

    def _of_flags(self, known: dict[str, Sense]) -> Iterator[tuple[str, Reading]]:
        for facet in self.schema:
            if facet.measure == "stock":
                for phrase in read_list("stock.toml", "available"):
                    yield phrase_key(phrase), (Sense(facet.name, ">=", 1.0),)
            if facet.type == "flag":
                sense = Sense(facet.name, "is", True)
                for name in (facet.name, facet.words, *facet.synonyms):
                    key = phrase_key(name.replace("_", " "))
                    known.setdefault(key, sense)
                    yield key, (sense,)
