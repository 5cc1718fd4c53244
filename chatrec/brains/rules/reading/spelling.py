"""Typing errors: the word of the catalogue that an unknown word most likely stands for.

The distance is that of Damerau (1964) in its restricted form: a letter more, less, other, or two swapped count one.
Words of five to seven letters may be off by one, longer ones by two, shorter ones never; the first letter is
right, or swapped with the second; and common English words are never corrected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ....text import stem
from .words import is_english

SHORTEST = 5
"""The shortest word that is corrected, in letters."""
LONG = 8
"""Words from this length on may be off by two."""


@dataclass(frozen=True)
class Spelling:
    """The words that a catalogue knows, by first letter and length, those of values before those of names."""

    shelves: tuple[dict[tuple[str, int], list[str]], ...] = ()
    known: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    """Phrases of two words that people may run together: "star wars"."""
    _memory: dict[str, str | None] = field(default_factory=dict, compare=False)

    @staticmethod
    def of(*sources: Iterable[str]) -> Spelling:
        """Collect the words of phrases; of two corrections as near, the one of the earlier source wins."""
        shelves: list[dict[tuple[str, int], list[str]]] = []
        known: set[str] = set()
        pairs: set[str] = set()
        for source in sources:
            shelf: dict[tuple[str, int], list[str]] = {}
            for phrase in source:
                parts = phrase.split(" ")
                if len(parts) == 2:
                    pairs.add(phrase)
                for word in parts:
                    if word not in known and word.isalpha():
                        known.add(word)
                        if len(word) >= SHORTEST - 1:
                            shelf.setdefault((word[0], len(word)), []).append(word)
            shelves.append(shelf)
        return Spelling(tuple(shelves), frozenset(known), frozenset(pairs))

    def meant(self, word: str) -> str | None:
        """Return what an unknown word stands for, or None where it is known, common, short or like no other."""
        if len(word) < SHORTEST or word in self.known or is_english(word):
            return None
        if word not in self._memory:
            if len(self._memory) > 10_000:
                self._memory.clear()
            self._memory[word] = self._split(word) or self._nearest(word)
        return self._memory[word]

    def _split(self, word: str) -> str | None:
        for place in range(2, len(word) - 1):
            pair = f"{word[:place]} {word[place:]}"
            if pair in self.phrases:
                return pair
        return None

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA

        if is_english(stem(word)) or (word.endswith("s") and is_english(word[:-1])):
            return None
        limit = 1 if len(word) < LONG else 2
        best, nearest = None, limit + 1
        for shelf in self.shelves:
            for letter in dict.fromkeys((word[0], word[1])):
                for length in range(len(word) - limit, len(word) + limit + 1):
                    for other in shelf.get((letter, length), ()):
                        distance = OSA.distance(word, other, score_cutoff=nearest - 1)
                        if distance < nearest and min(len(word), length) > distance + 3:
                            best, nearest = other, distance
        return best
