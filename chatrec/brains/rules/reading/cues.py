"""Cues: words and phrases of a data file that say how something is meant, found in a message."""

from __future__ import annotations

from dataclasses import dataclass

from .analysis import Analysis
from .words import phrase_key, reach_of, read_data


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of one kind at the tokens from `first` up to, not including, `last`."""

    first: int
    last: int
    kind: str
    key: str


@dataclass(frozen=True)
class Lexicon:
    """The cues of one data file."""

    kinds: dict[str, str]
    """The kind of each phrase key that is looked for."""
    lists: dict[str, frozenset[str]]
    """Every list of the file, by name."""
    reach: dict[str, int]
    """How many words the longest phrase that starts with a word has, by that word."""

    @staticmethod
    def of(file: str, *kinds: str) -> Lexicon:
        """Read a data file of lists of phrases; a phrase in several lists is of the kind named first."""
        lists = {
            name: frozenset(phrase_key(str(phrase)) for phrase in phrases)
            for name, phrases in read_data(file).items()
            if isinstance(phrases, list)
        }
        found: dict[str, str] = {}
        for kind in kinds:
            for phrase in lists[kind]:
                found.setdefault(phrase, kind)
        return Lexicon(found, lists, reach_of((found,)))

    def has(self, name: str, key: str) -> bool:
        """Tell whether a list of the file holds a phrase."""
        return key in self.lists[name]

    def find(self, analysis: Analysis, *, but: frozenset[int] = frozenset()) -> tuple[Cue, ...]:
        """Find the cues of a message, the longest at each place, none of them on the tokens `but`."""
        found: list[Cue] = []
        place = 0
        while place < len(analysis.keys):
            cue = None if place in but else self._at(analysis, place, but)
            if cue:
                found.append(cue)
            place = cue.last if cue else place + 1
        return tuple(found)

    def _at(self, analysis: Analysis, place: int, but: frozenset[int]) -> Cue | None:
        longest = self.reach.get(analysis.keys[place], 0)
        for last in range(min(place + longest, len(analysis.keys)), place, -1):
            key = " ".join(analysis.keys[place:last])
            kind = self.kinds.get(key)
            if kind and not any(token in but for token in range(place, last)):
                return Cue(place, last, kind, key)
        return None
