"""The person's own words inside a sentence, marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from .render import visible

_WORD = re.compile(r"[$€£]?\w[\w.,'’+-]*\w|[$€£]?\w")
_SHORTEST = 4
"""A word with fewer letters is marked with others of its quote only: "for", "by"."""


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
    at = 0
    while at < len(found):
        length = max((_run(folded[at:], quote, plain) for quote in quotes), default=0)
        if length:
            yield found[at].start(), found[at + length - 1].end()
        at += max(length, 1)


def _run(words: list[str], quote: list[str], plain: frozenset[str]) -> int:
    """Return how many of the first words stand in the quote in the same order, 0 where they say too little."""
    longest = 0
    for start in range(len(quote)):
        length = 0
        while (
            length < len(words)
            and start + length < len(quote)
            and words[length] == quote[start + length]
        ):
            length += 1
        longest = max(longest, length)
    run = words[:longest]
    while run and not _telling(run[-1], plain):
        run.pop()
    return len(run) if any(_telling(word, plain) for word in run) else 0


def _telling(word: str, plain: frozenset[str]) -> bool:
    return word not in plain and (len(word) >= _SHORTEST or any(map(str.isdigit, word)))


def _words(text: str) -> list[str]:
    return [one.group().casefold() for one in _WORD.finditer(text)]


def _words_of(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _words(text)
