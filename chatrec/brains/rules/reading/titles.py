"""The titles of a catalogue under the names that people give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from ....catalog.catalog import Catalog
from ....catalog.items import Item
from .words import RARE, phrase_key, rank, reach_of, read_list

_ARTICLE = re.compile(r"^(?:the|a|an) (?=.)")
_TRAILING_ARTICLE = re.compile(r"^(.*), (The|A|An)\b(.*)$")
_YEAR = re.compile(r"(?:(?<!\s)\s++)?\((?:19|20)\d\d\)\s*$")
_MARKS = re.compile(r": | - | – |\(|\)")
LONGEST = 12
"""The longest title that is looked for, in words."""


_CUTS = frozenset(
    {"of", "and", "in", "the", "to", "with", "from", "on", "who", "that", "at", "for", "or", "vs"}
)
"""Words before which a long title is cut short: "Eternal Sunshine", "Harry Potter"."""
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_PLAIN = 1500
"""A single word commoner than this does not stand for the title that has an article more."""
_DISTINCT = 4000
"""A single word rarer than this can stand for a longer title."""


@dataclass(frozen=True)
class Titles:
    """Rows of the catalogue by phrase key: whole titles, and parts of titles that people say for them."""

    whole: dict[str, tuple[int, ...]]
    part: dict[str, tuple[int, ...]]

    @staticmethod
    def of(catalog: Catalog) -> Titles:
        """Collect the titles of a catalogue, and the other titles where a facet holds them."""
        whole: dict[str, list[int]] = {}
        part: dict[str, list[int]] = {}
        others = [facet.name for facet in catalog.schema if facet.name in other_titles()]
        for row, item in enumerate(catalog.items):
            for title in (item.title, *_texts(item, others)):
                key, parts = names_of(title)
                for name in _without_article(key):
                    whole.setdefault(name, []).append(row)
                for name in parts:
                    part.setdefault(name, []).append(row)
        return Titles(_frozen(whole), _frozen(part))

    @cached_property
    def reach(self) -> dict[str, int]:
        """How many words the longest title that starts with a word has, by that word."""
        return reach_of((self.whole, self.part))

    @cached_property
    def shelves(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """The whole titles by their first letter and how many spaces they have: where a misspelled one is looked for."""
        found: dict[tuple[str, int], list[str]] = {}
        for key in self.whole:
            if key:
                found.setdefault((key[0], key.count(" ")), []).append(key)
        return {place: tuple(keys) for place, keys in found.items()}

    def rows(self, key: str) -> tuple[int, ...]:
        """Return the rows of the items with this whole title, else of those with this part of a title."""
        return self.whole.get(key) or self.part.get(key, ())


def names_of(title: str) -> tuple[str, tuple[str, ...]]:
    """Return the key of a title and those of its parts that can stand for it: main title, subtitle, opening words."""
    plain = _TRAILING_ARTICLE.sub(r"\2 \1\3", _YEAR.sub("", title))
    key = phrase_key(plain)
    pieces = [phrase_key(piece) for piece in _MARKS.split(plain)]
    found = []
    if len(pieces) > 1:
        for place, piece in enumerate(pieces):
            if place == 0 or is_distinct(piece):
                found += [piece, *_without_article(piece)]
    found += [opening for opening in _openings(key) if is_distinct(opening)]
    words = key.split(" ")
    if any(word in _ROMAN for word in words[1:]):
        found.append(" ".join([words[0], *(_ROMAN.get(word, word) for word in words[1:])]))
    return key, tuple(name for name in dict.fromkeys(found) if name and name != key)


def is_distinct(phrase: str) -> bool:
    """Tell whether a part of a title is rare enough to stand for it."""
    ranks = [rank(word) for word in phrase.split(" ") if not word.isdigit()]
    if len(ranks) < 2:
        return bool(ranks) and ranks[0] >= RARE and len(phrase) > 4
    return max(ranks) >= _DISTINCT or sum(place >= _PLAIN for place in ranks) > 1


def _openings(key: str) -> Iterator[str]:
    words = key.split(" ")
    start = 1 if words[0] in {"the", "a", "an"} else 0
    for place in range(start + 1, len(words)):
        if words[place] in _CUTS:
            yield " ".join(words[start:place])
            return


def _without_article(key: str) -> tuple[str, ...]:
    shorter = _ARTICLE.sub("", key)
    if shorter == key or (" " not in shorter and rank(shorter) < _PLAIN):
        return (key,) if key else ()
    return key, shorter


def _texts(item: Item, facets: list[str]) -> Iterator[str]:
    for name in facets:
        value = item.attributes.get(name, ())
        yield from (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


@cache
def other_titles() -> frozenset[str]:
    """Return the names of facets that hold other titles of an item."""
    return frozenset(str(name) for name in read_list("titles.toml", "facets"))


def _frozen(rows: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(dict.fromkeys(found)) for key, found in rows.items()}
