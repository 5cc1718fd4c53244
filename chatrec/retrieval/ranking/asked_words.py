"""How well items hold the words that were asked for: in their titles best, in a row best of all.

What no facet holds is still asked for, so an item that has the words goes before any that has not. A model is
told by its words in a row: "iphone 6" is not an iPhone 7 with 6 colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from ...catalog.catalog import Catalog
from ...dialogue.preferences import Preference
from ...text import stem, words
from ..lexical import LexicalIndex, Scores
from ..words import filler_stems
from .wishes import Rows

_IN_ROW = 1.0
_IN_TITLE = 0.9
"""What all words in the title are worth against all of them in a row there."""
_ELSEWHERE = 0.6
"""What a word anywhere else in an item is worth."""


@dataclass(frozen=True)
class TitleIndex:
    """The stems of the titles of a catalogue, and the rows that hold each."""

    stems: tuple[str, ...] = field(repr=False)
    """The stems of each title in order, with a space around each."""
    rows: dict[str, Rows] = field(repr=False)

    @staticmethod
    def build(catalog: Catalog) -> TitleIndex:
        """Read the titles of a catalogue."""
        held: dict[str, list[int]] = {}
        titles: list[str] = []
        for row, item in enumerate(catalog.items):
            found = [stem(word) for word in words(item.title)]
            titles.append(f" {' '.join(found)} ")
            for one in dict.fromkeys(found):
                held.setdefault(one, []).append(row)
        rows = {one: np.asarray(places, dtype=np.int64) for one, places in held.items()}
        return TitleIndex(tuple(titles), rows)

    def in_a_row(self, wished: Sequence[str]) -> Rows:
        """Return the rows whose title holds these stems in a row."""
        rows: Rows | None = None
        for one in wished:
            held = self.rows.get(one)
            if held is None:
                return np.empty(0, dtype=np.int64)
            rows = held if rows is None else np.intersect1d(rows, held, assume_unique=True)
        if rows is None:
            return np.empty(0, dtype=np.int64)
        phrase = f" {' '.join(wished)} "
        return np.asarray([row for row in rows if phrase in self.stems[row]], dtype=np.int64)


def words_met(
    titles: TitleIndex, lexical: LexicalIndex, preferences: Iterable[Preference], rows: Rows
) -> Scores | None:
    """Return for each row the mean over the wanted free wishes of how well it holds their words; None without wishes."""
    wishes = list(_wishes(preferences))
    if not wishes or not len(lexical):
        return None
    held = [_held(titles, lexical, wish)[rows] for wish in wishes]
    return np.asarray(np.mean(held, axis=0), dtype=np.float32)


def _wishes(preferences: Iterable[Preference]) -> Iterator[list[str]]:
    for entry in preferences:
        if entry.operator != "matches" or entry.polarity == "unwanted":
            continue
        for wish in entry.value if isinstance(entry.value, tuple) else (entry.value,):
            found = [stem(word) for word in words(str(wish))]
            if any(one not in filler_stems() for one in found):
                yield found


def _held(titles: TitleIndex, lexical: LexicalIndex, wished: Sequence[str]) -> Scores:
    """Return for each item the share of the words that it holds, a rare word counting more."""
    total = np.zeros(len(lexical), dtype=np.float32)
    weight = 0.0
    for one in dict.fromkeys(wished):
        if one in filler_stems():
            continue
        anywhere = lexical.rows_with_all([one])
        rarity = lexical.rarity(len(anywhere)) if len(anywhere) else lexical.rarity(0)
        weight += rarity
        share = np.zeros(len(lexical), dtype=np.float32)
        share[anywhere] = _ELSEWHERE
        if one in titles.rows:
            share[titles.rows[one]] = _IN_TITLE
        total += np.float32(rarity) * share
    total /= np.float32(max(weight, 1e-6))
    total[titles.in_a_row(wished)] = _IN_ROW
    return total
