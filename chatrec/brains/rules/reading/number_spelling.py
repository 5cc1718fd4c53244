"""Typing errors beside a number: "undr 110", "1000 dolars", "betwen 300 and 500".

The words of limits and units are few, so beside a number an unknown word of four letters or more that is one letter
off one of them (Damerau 1964: a letter more, less, other, or two swapped) and starts like it stands for it.
"""

from __future__ import annotations

from functools import cache

from ....catalog.units import unit_words
from ....text import Token
from .toml_parts import table_of
from .words import is_english, phrase_key, read_data

SHORTEST = 4


def mended_keys(tokens: tuple[Token, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of a message, those of misspelled limits and units beside numbers in digits corrected."""
    beside = {
        near
        for place, token in enumerate(tokens)
        if token.is_number
        for near in (place - 1, place + 1)
        if 0 <= near < len(tokens) and _may_be_wrong(tokens[near], keys[near])
    }
    if not beside:
        return keys
    return tuple(_meant(key) if place in beside else key for place, key in enumerate(keys))


def _may_be_wrong(token: Token, key: str) -> bool:
    return token.is_word and len(key) >= SHORTEST and key not in _known() and not is_english(key)


@cache
def _known() -> frozenset[str]:
    raw = read_data("bounds.toml")
    phrases = [
        phrase
        for table in (table_of(raw["before"]), table_of(raw["after"]), table_of(raw["ranges"]))
        for phrase in (one for many in table.values() if isinstance(many, list) for one in many)
    ]
    phrases += [*unit_words(), *table_of(read_data("units.toml")["words"])]
    words = {word for phrase in phrases for word in phrase_key(str(phrase)).split(" ")}
    return frozenset(word for word in words if len(word) >= SHORTEST and word.isalpha())


@cache
def _right() -> tuple[str, ...]:
    """Return the known words that are words: the lists hold some misspelled ones as well."""
    return tuple(sorted(word for word in _known() if is_english(word)))


def _meant(key: str) -> str:
    from rapidfuzz.distance import OSA

    near = (word for word in _right() if word[0] == key[0] and abs(len(word) - len(key)) < 2)
    return next((word for word in near if OSA.distance(key, word, score_cutoff=1) == 1), key)
