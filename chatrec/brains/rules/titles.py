"""The titles of a catalogue under the names that people give them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...catalog.catalog import Catalog
from .words import phrase_key

_ARTICLE = re.compile(r"^(?:the|a|an) (?=.)")
_TRAILING_ARTICLE = re.compile(r"^(.*), (The|A|An)\b(.*)$")
_YEAR = re.compile(r"\s*\((?:19|20)\d\d\)\s*$")
LONGEST = 12
"""The longest title that is looked for, in words."""


@dataclass(frozen=True)
class Titles:
    """Rows of the catalogue by phrase key: whole titles, and titles less their article, subtitle or year."""

    whole: dict[str, tuple[int, ...]]
    part: dict[str, tuple[int, ...]]

    @staticmethod
    def of(catalog: Catalog) -> Titles:
        """Collect the titles of a catalogue."""
        whole: dict[str, tuple[int, ...]] = {}
        part: dict[str, tuple[int, ...]] = {}
        for row, item in enumerate(catalog.items):
            key, shorter = names_of(item.title)
            if not key:
                continue
            whole[key] = (*whole.get(key, ()), row)
            for name in shorter:
                part[name] = (*part.get(name, ()), row)
        return Titles(whole, part)

    def rows(self, key: str) -> tuple[int, ...]:
        """Return the rows of the items with this whole title, else of those with this part of a title."""
        return self.whole.get(key) or self.part.get(key, ())


def names_of(title: str) -> tuple[str, tuple[str, ...]]:
    """Return the key of a title and those of its shorter names: without article, subtitle."""
    plain = _TRAILING_ARTICLE.sub(r"\2 \1\3", _YEAR.sub("", title))
    key = phrase_key(plain)
    shorter = [_ARTICLE.sub("", key)]
    for mark in (": ", " - ", " ("):
        if mark in plain:
            main = phrase_key(plain.split(mark, 1)[0])
            shorter += [main, _ARTICLE.sub("", main)]
    return key, tuple(name for name in dict.fromkeys(shorter) if name and name != key)
