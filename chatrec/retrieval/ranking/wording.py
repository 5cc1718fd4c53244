"""Kinds of item that words stand for: "scary" is a hit for horror, where the catalogue has horror."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from ...text import stem, words
from ..facet_table import value_key
from ..words import fillers
from .content import Content, kind_facets

_LONGEST = 4
"""Words of the longest phrase that is looked for."""


@dataclass(frozen=True)
class Wording:
    """Which columns of Content.values a phrase stands for."""

    phrases: Mapping[tuple[str, ...], tuple[int, ...]] = field(repr=False)

    @classmethod
    def build(cls, content: Content) -> Wording:
        """Name every value by its own words, by its synonyms in the schema and by data/wording.toml."""
        named: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for facet in kind_facets(content.table):
            column = content.table.listed(facet.name)
            if column is None:
                continue
            offset = content.offsets[facet.name]
            for name, places in column.places.items():
                at = {offset + place for place in places}
                for phrase in (name, *_words_for().get(name, ())):
                    if _says_something(phrase):
                        named[_stems(phrase)] |= at
        return cls({stems: tuple(sorted(columns)) for stems, columns in named.items()})

    def hits(self, text: str) -> dict[int, float]:
        """Return the columns that a text names, each with its share of all hits; empty where there is none."""
        stems = _stems(text)
        counts: Counter[int] = Counter()
        for phrase in _phrases(stems):
            counts.update(self.phrases.get(phrase, ()))
        total = counts.total()
        return {column: count / total for column, count in counts.items()}


def _says_something(phrase: str) -> bool:
    """Tell whether a phrase has a word: "16" or "other" alone stand for nothing."""
    return any(word not in fillers() and not word[0].isdigit() for word in words(phrase))


@lru_cache(maxsize=1)
def _words_for() -> Mapping[str, tuple[str, ...]]:
    text = (files(__package__) / "data" / "wording.toml").read_text(encoding="utf-8")
    found: defaultdict[str, list[str]] = defaultdict(list)
    for kind in tomllib.loads(text)["kind"]:
        for value in kind["values"]:
            found[value_key(value)].extend(kind["words"])
    return {value: tuple(phrases) for value, phrases in found.items()}


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(text))


def _phrases(stems: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(1, _LONGEST + 1):
        for start in range(len(stems) - size + 1):
            yield stems[start : start + size]
