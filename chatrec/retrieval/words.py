"""The terms of the search: stems, numbers, and codes such as "t430s" or "16gb" beside their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from ..text import fold, stem, words

_UNIT_GAP = re.compile(r"(?<=\d)\s+(?=[^\W\d_]{1,3}\b)")
_CODE = re.compile(r"[^\W_]+(?:[.,]\d[^\W_]*)*")
_MIXED = re.compile(r"\A(?=.*\d)(?=.*[^\W\d_])")


@lru_cache(maxsize=1)
def fillers() -> frozenset[str]:
    """Return the folded words that carry no wish, from data/fillers.txt."""
    text = (files(__package__) / "data" / "fillers.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())


@lru_cache(maxsize=1)
def filler_stems() -> frozenset[str]:
    """Return the stems of the filler words."""
    return frozenset(stem(word) for word in fillers())


def terms(text: str) -> list[str]:
    """Return the search terms of a text, in order and with repeats.

    They are the stems of its words and its numbers as chatrec.text splits them, less filler words, and after
    the parts of a code the code itself: "16 GB" and "16gb" both give 16, gb, 16gb.
    """
    return [term for chunk in chunks(text) for term in chunk_terms(chunk)]


def chunks(text: str) -> list[str]:
    """Split a text at white space, but keep a number and its unit together: no term reaches over two chunks."""
    return _UNIT_GAP.sub("", text).split()


def chunk_terms(chunk: str) -> tuple[str, ...]:
    """Return the search terms of one chunk."""
    skipped = fillers()
    found = [stem(word) for word in words(chunk) if word not in skipped]
    found.extend(_codes(chunk))
    return tuple(found)


def compounds(text: str) -> list[str]:
    """Return the stems of each two words in a row written as one, filler words aside: "smart watch" gives smartwatch."""
    skipped = fillers()
    return [
        stem(first + second)
        for first, second in pairwise(words(text))
        if first.isalpha() and second.isalpha() and not skipped & {first, second}
    ]


def _codes(chunk: str) -> Iterator[str]:
    if not _MIXED.match(chunk):
        return
    skipped = fillers()
    for match in _CODE.finditer(fold(chunk)):
        code = match.group()
        if _MIXED.match(code) and code.lstrip("0123456789.,") not in skipped:
            yield code
