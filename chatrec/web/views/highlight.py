"""The person's own words inside a sentence, marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from markupsafe import Markup, escape

from .render import visible

_WORD = re.compile(r"[$€£]?\w[\w.,'’+-]*\w|[$€£]?\w")
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
    at = 0
    while at < len(found):
        length = max((_run(folded[at:], quote, plain) for quote in quotes), default=0)
        if length:
            yield found[at].start(), found[at + length - 1].end()
        at += max(length, 1)


def _run(words: list[str], quote: list[str], plain: frozenset[str]) -> int:
    """Return how many of the first words stand in the quote in the same order, 0 where they say too little of it."""
    telling = {word for word in quote if _tells(word, plain)}
    best = 0
    for start in range(len(quote)):
        same = (one == other for one, other in zip(words, quote[start:], strict=False))
        length = len(list(takewhile(bool, same)))
        run = words[:length]
        if any(_counts(word) for word in run) or (telling and telling <= set(run)):
            best = max(best, length)
    return best


def _tells(word: str, plain: frozenset[str]) -> bool:
    return word not in plain and (len(word) >= _SHORTEST or _counts(word))


def _counts(word: str) -> bool:
    return any(map(str.isdigit, word))


def _words(text: str) -> list[str]:
    return [one.group().casefold() for one in _WORD.finditer(text)]


def _words_of(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _words(text)
