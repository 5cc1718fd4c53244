"""The person's own words inside a sentence, marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from .render import visible

_Runs = dict[str, "_Runs"]

_WORD = re.compile(r"[$€£]?\w[\w.,'’+-]*\w|[$€£]?\w")
_LONGEST = 50
"""How many words in a row are looked for; more of a longer quote are marked in several pieces, or not at all."""
_SHORTEST = 3
"""Shorter words, such as "by" and "a", say nothing of a wish by themselves."""


def marked(text: str, quotes: Iterable[str], *, plain: Iterable[str] = ()) -> Markup:
    """Return a sentence as HTML in which the words that the person used are marked.

    Args:
        text: The sentence; it is escaped.
        quotes: The person's words, a quote for each wish.
        plain: Words that say nothing of a wish by themselves, as the name of what is looked for.
    """
    shown = visible(text)
    parts: list[str | Markup] = []
    at = 0
    for start, end in _spans(shown, [_words(one) for one in quotes], frozenset(_words_of(plain))):
        parts += [shown[at:start], Markup("<mark>{}</mark>").format(shown[start:end])]
        at = end
    return Markup("").join(escape(part) for part in (*parts, shown[at:]))


def _spans(text: str, quotes: list[list[str]], plain: frozenset[str]) -> Iterator[tuple[int, int]]:
    found = list(_WORD.finditer(text))
    folded = [one.group().casefold() for one in found]
    known = [_Quote.of(quote, plain) for quote in quotes]
    at = 0
    while at < len(found):
        length = max((one.run(folded, at) for one in known), default=0)
        if length:
            yield found[at].start(), found[at + length - 1].end()
        at += max(length, 1)


@dataclass(frozen=True, slots=True)
class _Quote:
    """The words of a quote, ready to be found in a text."""

    runs: _Runs
    """What may follow each word of it, so that its words are compared with each place of a text only once."""
    telling: frozenset[str]

    @classmethod
    def of(cls, words: list[str], plain: frozenset[str]) -> _Quote:
        runs: _Runs = {}
        for start in range(len(words)):
            after = runs
            for word in words[start : start + _LONGEST]:
                after = after.setdefault(word, {})
        return cls(runs, frozenset(word for word in words if _tells(word, plain)))

    def run(self, words: list[str], at: int) -> int:
        """Return how many words from a place on stand in the quote in the same order, 0 where they say too little."""
        end, after = at, self.runs
        while end < len(words) and words[end] in after:
            after = after[words[end]]
            end += 1
        run = words[at:end]
        says = any(map(_counts, run)) or (self.telling and self.telling <= set(run))
        return len(run) if says else 0


def _tells(word: str, plain: frozenset[str]) -> bool:
    return word not in plain and (len(word) >= _SHORTEST or _counts(word))


def _counts(word: str) -> bool:
    return any(map(str.isdigit, word))


def _words(text: str) -> list[str]:
    return [one.group().casefold() for one in _WORD.finditer(text)]


def _words_of(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _words(text)
