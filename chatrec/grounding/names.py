"""Which titles and names of people of a catalogue occur in a text: fast at 100,000 items.

Every name is one 64-bit hash of its folded words in a sorted array, 8 bytes a name, so that a text is scanned by
one search for each run of words that begins like a name. Two names fall on one hash with a chance below 1e-8 at
300,000 names; the effect would be a sentence dropped for no reason, never a wrong one kept.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..catalog.catalog import Catalog
from ..short_cache import cache_short_texts
from ..text import Token, fold, tokenize
from .per_catalog import cache_on_catalog

_LONGEST = 12
"""Names of more words are not looked for."""
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "is",
        "as",
        "it",
        "its",
        "de",
        "la",
        "le",
        "du",
        "des",
        "el",
        "los",
        "y",
        "und",
        "der",
        "die",
        "das",
        "von",
        "van",
        "vs",
        "no",
    ]
)
_OPENING = "“\"'‘«"
_CLOSING = frozenset("”\"'’»,.!?")
_NEVER_INSIDE = frozenset('"“”«»;()…')
_ENDS = frozenset({".", "!", "?", ":", ";", "…", "“", '"'})


@dataclass(frozen=True, slots=True)
class Named:
    """A title or a person's name found in a text: text[start:end]."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class NameIndex:
    """The titles and the names of people of a catalogue."""

    hashes: array[int]
    longest: int

    @classmethod
    def of(cls, catalog: Catalog) -> NameIndex:
        """Hash every title and every value of a facet of people."""
        names = {name for name in map(_quick_key, set(_names(catalog))) if name}
        longest = max((name.count(" ") + 1 for name in names), default=0)
        return cls(array("Q", sorted({_hash(name) for name in names})), min(longest, _LONGEST))

    def __contains__(self, words: str) -> bool:
        wanted = _hash(words)
        place = bisect_left(self.hashes, wanted)
        return place < len(self.hashes) and self.hashes[place] == wanted

    def find(self, text: str) -> tuple[Named, ...]:
        """Return the names that a text holds as names, the longest first at each place.

        Words count as a name where each but the small ones has a capital. A single word must also stand inside
        its sentence or in quotes: "Heat" opens a sentence as a common word too. Bare numbers and single letters
        are never names.
        """
        tokens = tokenize(text)
        found: list[Named] = []
        place = 0
        while place < len(tokens):
            size = self._longest_at(text, tokens, place)
            if size:
                run = tokens[place : place + size]
                found.append(Named(_key(run), run[0].start, run[-1].end))
            place += max(size, 1)
        return tuple(found)

    def _longest_at(self, text: str, tokens: tuple[Token, ...], place: int) -> int:
        """Return how many tokens the longest name takes that starts at a place; 0 where none does."""
        first = tokens[place]
        if not (first.is_number or (first.is_word and _capital(first))):
            return 0
        spoken: list[Token] = []
        best = 0
        for at in range(place, len(tokens)):
            token = tokens[at]
            if not (token.is_word or token.is_number):
                if token.raw in _NEVER_INSIDE:
                    break
                continue
            if not (_capital(token) or token.is_number or token.folded in _SMALL):
                break
            spoken.append(token)
            if len(spoken) > self.longest:
                break
            if _key(spoken) in self and _reads_as_name(text, tokens, place, spoken):
                best = at + 1 - place
        return best


@cache_on_catalog
def names_of(catalog: Catalog) -> NameIndex:
    """Return the name index of a catalogue, built once."""
    return NameIndex.of(catalog)


def _reads_as_name(text: str, tokens: tuple[Token, ...], place: int, spoken: list[Token]) -> bool:
    if not any(token.is_word and len(token.raw) > 1 for token in spoken):
        return False
    first, last = spoken[0], spoken[-1]
    if len(spoken) > 1:
        return any(_capital(token) and token.folded not in _SMALL for token in spoken)
    quoted = first.start > 0 and text[first.start - 1] in _OPENING
    closed = text[last.end : last.end + 1] in _CLOSING
    opens = place == 0 or tokens[place - 1].raw in _ENDS
    return (quoted and closed) or (not opens and first.folded not in _SMALL)


@cache_short_texts(most=8_192, longest=500)
def name_key(name: str) -> str:
    """Return the folded words of a name, by which it is found."""
    return _key(tokenize(name))


def _key(tokens: Iterable[Token]) -> str:
    return " ".join(t.folded for t in tokens if t.is_word or t.is_number)


def _capital(token: Token) -> bool:
    return token.raw[0].isupper()


def _names(catalog: Catalog) -> Iterator[str]:
    people = [facet.name for facet in catalog.schema if facet.people]
    for item in catalog.items:
        yield item.title
        for facet in people:
            value = item.fact(facet)
            for one in value if isinstance(value, tuple | list) else (value,):
                if isinstance(one, str):
                    yield one


def _quick_key(name: str) -> str:
    """Return `name_key` without tokenizing where a name is plain words parted by spaces."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return " ".join(name.lower().split())
    return name_key(fold(name) if len(name) < 400 else "")


def _hash(words: str) -> int:
    return hash(words) & 0xFFFF_FFFF_FFFF_FFFF
