"""The words of the titles of a catalogue: which titles hold some words, and which hold them in a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ....catalog.catalog import Catalog
from .words import phrase_key

_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TitleWords:
    """The rows of the items by word of their title."""

    titles: tuple[str, ...] = field(repr=False)
    """The key of each title."""
    rows: dict[str, frozenset[int]] = field(repr=False)

    @staticmethod
    def of(catalog: Catalog) -> TitleWords:
        """Read the titles of a catalogue."""
        rows: defaultdict[str, set[int]] = defaultdict(set)
        titles = tuple(phrase_key(item.title) for item in catalog.items)
        for row, title in enumerate(titles):
            for word in title.split(" "):
                rows[word].add(row)
        return TitleWords(titles, {word: frozenset(held) for word, held in rows.items()})

    def with_all(self, words: Sequence[str]) -> frozenset[int]:
        """Return the rows of the titles that hold every word."""
        held = [self.rows.get(word, _NONE) for word in words]
        return frozenset.intersection(*sorted(held, key=len)) if held else _NONE

    def in_a_row(self, words: Sequence[str]) -> int:
        """Return how many titles hold the words in a row."""
        phrase = f" {' '.join(words)} "
        return sum(phrase in f" {self.titles[row]} " for row in self.with_all(words))
