"""The language of a message where it is plainly not English: by its script, or by its small words.

Titles, names and a foreign word or two in an English message do not count: the script must be that of most
letters, and of the words at least three, and a third, must be small words of the language and clearly more than
English has there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ....dialogue.preferences import TEXT
from ....text import fold
from .analysis import Analysis
from .findings import Finding
from .toml_parts import table_of, texts_of
from .words import read_data

SCRIPTS: dict[str, str] = {
    "Japanese script": "\u3040-\u30ff",
    "Chinese script": "\u4e00-\u9fff\u3400-\u4dbf",
    "Korean script": "\uac00-\ud7af\u1100-\u11ff",
    "Cyrillic script": "\u0400-\u052f",
    "Arabic script": "\u0600-\u06ff\u0750-\u077f",
    "Hebrew script": "\u0590-\u05ff",
    "Greek script": "\u0370-\u03ff\u1f00-\u1fff",
    "Thai script": "\u0e00-\u0e7f",
    "Devanagari script": "\u0900-\u097f",
    "Bengali script": "\u0980-\u09ff",
    "Tamil script": "\u0b80-\u0bff",
    "Georgian script": "\u10a0-\u10ff",
    "Armenian script": "\u0530-\u058f",
}
"""Ranges of letters by the name of the script. Japanese comes first: it also has Chinese letters."""
_LETTERS = 0.5
"""The share of the letters of a message from which its script is named."""
_LEAST_WORDS = 3
_SHARE = 0.34
_MARGIN = 1.5
"""How many times as many small words the language must have as English."""


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The small words of each language and of English, folded, without apostrophes."""

    by_language: dict[str, frozenset[str]]
    english: frozenset[str]


@cache
def small_words() -> SmallWords:
    """Return the words of data/languages.toml."""
    raw = read_data("languages.toml")
    english = texts_of(table_of(raw.pop("English"))["words"])
    return SmallWords(
        {name: frozenset(map(_key, texts_of(listed))) for name, listed in raw.items()},
        frozenset(map(_key, english)),
    )


def language_of(analysis: Analysis, findings: tuple[Finding, ...] = ()) -> str | None:
    """Return the language or script of a message where it is plainly not English, else None.

    What `findings` name as items or models is left out: a foreign title says nothing of the message.
    """
    titled: set[int] = set()
    for finding in findings:
        if finding.kind == "item" or finding.facet == TEXT:
            titled.update(range(*analysis.tokens_of(finding.span)))
    tokens = [
        token
        for place, token in enumerate(analysis.tokens)
        if place not in titled and token.is_word
    ]
    return _script("".join(token.raw for token in tokens)) or _by_words(
        [_key(token.raw) for token in tokens]
    )


def _script(letters: str) -> str | None:
    if not letters or letters.isascii():
        return None
    counts = {name: len(pattern.findall(letters)) for name, pattern in _patterns().items()}
    total = sum(counts.values())
    if total < 2 or total < _LETTERS * len(letters):
        return None
    if counts["Japanese script"] > 0.1 * total:
        return "Japanese script"
    return max(counts, key=lambda name: counts[name])


def _by_words(keys: list[str]) -> str | None:
    words = small_words()
    if len(keys) < _LEAST_WORDS:
        return None
    english = sum(key in words.english for key in keys)
    counts = {
        name: sum(key in listed for key in keys) for name, listed in words.by_language.items()
    }
    name = max(counts, key=lambda one: counts[one])
    count = counts[name]
    distinct = len(words.by_language[name].intersection(keys))
    if distinct < _LEAST_WORDS or count < _SHARE * len(keys) or count < _MARGIN * english:
        return None
    return name


def _key(word: str) -> str:
    return fold(word).replace("'", "")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(f"[{ranges}]") for name, ranges in SCRIPTS.items()}
