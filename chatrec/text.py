"""Words: folding, tokens with their places, stems. Shared by whatever reads text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import cast

import snowballstemmer

from .short_cache import cache_short_texts

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|[^\w\s]")
_STEMMER = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of a text, with its place: text[start:end] == raw."""

    raw: str
    folded: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word rather than a number or a mark."""
        return self.raw[0].isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it is a number written in digits."""
        return self.raw[0].isdigit()


@cache_short_texts(most=65_536, longest=200)
def fold(text: str) -> str:
    """Return the text in lower case without accents, with plain apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()


@cache_short_texts(most=65_536, longest=100)
def stem(word: str) -> str:
    """Return the English Snowball stem of a folded word."""
    return cast(str, _STEMMER.stemWord(word))


def tokenize(text: str) -> tuple[Token, ...]:
    """Split a text into words, numbers and marks; "13-inch" is three tokens, "don't" is one."""
    return tuple(
        Token(match.group(), fold(match.group()), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    )


def words(text: str) -> list[str]:
    """Return the folded words and numbers of a text, in order."""
    return [
        fold(found) for found in _WORD.findall(text) if found[0].isalpha() or found[0].isdigit()
    ]


def pieces(text: str) -> list[str]:
    """Cut a text after its words, so that it can be shown bit by bit; joined they are the text again."""
    return re.findall(r"\s*\S+\s?|\s+", text)
