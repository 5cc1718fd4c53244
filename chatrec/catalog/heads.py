"""Heads: the nouns that the name of a kind ends in. "Cell Phone Cases & Clips" are cases, and clips; not phones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from ..short_cache import cache_short_texts
from ..text import words
from .plurals import singular

_JOINTS = re.compile(r"(?:(?<!\s)\s++)?(?:&|/|,|;|\+|\band\b|\bor\b)\s*", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:(?<!\s)\s++)?(?:\(|\b(?:with|for|of|in|from|by|on|without|to)\b)", re.IGNORECASE
)
"""What comes from here on says more of the head: "Phones with Plans", "Bags for Cameras"."""

_LONGEST = 5
"""How many words of a head may be left out or said."""
_LETTERS = 3
"""A noun that takes a letter before it and stays the same has more letters than so: "iphone", not "xl"."""


@cache_short_texts(most=16_384, longest=200)
def heads(value: str) -> tuple[str, ...]:
    """Return the noun phrases that a value names, folded, each with its last word in the singular.

    Of joined parts the last always is one. An earlier one is where both are plurals, or the last is a single word:
    in "Car & Travel Accessories" and "Dry & Steam Iron" the first is no thing of its own.
    """
    parts = [_TAIL.split(part, maxsplit=1)[0] for part in _JOINTS.split(value)]
    split = [found for part in parts if (found := words(part))]
    if not split:
        return ()
    last = split[-1]
    alone = len(last) == 1 and not _is_plural(last[-1])
    kept = [part for part in split[:-1] if alone or (_is_plural(part[-1]) and _is_plural(last[-1]))]
    return tuple(dict.fromkeys(singular(" ".join(part)) for part in (*kept, last)))


def common_head(values: Sequence[str]) -> str | None:
    """Return the longest phrase that a head of every value ends in, or None: "screen protector"."""
    if not values:
        return None
    for head in heads(values[0]):
        parts = head.split(" ")
        for start in range(len(parts)):
            ending = " ".join(parts[start:])
            if all(any(ends_in(one, ending) for one in heads(value)) for value in values):
                return ending
    return None


def ends_in(head: str, ending: str) -> bool:
    """Tell whether a noun phrase is one of another's kind: it ends in its noun and has its other words in order.

    "Unlocked cell phone" ends in "unlocked phone". A letter before a word makes no other thing of it ("iphone").
    """
    *before, noun = head.split(" ")
    *wanted, last = ending.split(" ")
    same = noun == last or (not wanted and len(last) > _LETTERS and noun[1:] == last)
    if not same:
        return False
    left = iter(before)
    return all(word in left for word in wanted)


def endings(value: str) -> Iterator[str]:
    """Give the phrases that the heads of a value end in, also with words left out: "cell phone case", "phone case"."""
    for head in heads(value):
        *before, noun = head.split(" ")[-_LONGEST:]
        for size in range(len(before) + 1):
            for kept in combinations(before, size):
                yield " ".join((*kept, noun))


def _is_plural(word: str) -> bool:
    return singular(word) != word
