"""What the items of a catalogue are called."""

from __future__ import annotations

from collections.abc import Iterable

from .names import names, plain_name
from .plurals import plural, singular

_SHORTEST = 4


def noun_for(name: str, columns: Iterable[str]) -> tuple[str, str]:
    """Return the singular and the plural of what the items are.

    By a known word in the name of the source, else by two or more telling columns, else by a plural that the
    name ends in ("lakeside-cabins"), else "item".
    """
    words = set(plain_name(name).split())
    for noun in names().nouns:
        if words & noun.files:
            return noun.one, noun.many
    held = {plain_name(column.rpartition(".")[2]) for column in columns}
    best = max(names().nouns, key=lambda noun: len(held & noun.columns))
    if len(held & best.columns) >= 2:
        return best.one, best.many
    return _plural_in(name) or ("item", "items")


def _plural_in(name: str) -> tuple[str, str] | None:
    """Return the noun whose plural the name of a source ends in, unless it only says that it is data."""
    last = plain_name(name).split()[-1:]
    word = last[0] if last else ""
    one = singular(word)
    if len(word) < _SHORTEST or not word.isalpha() or one == word or plural(one) != word:
        return None
    return None if word in names().not_nouns else (one, word)
