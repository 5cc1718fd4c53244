"""Whether the values of a facet are names of people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .names import names, plain_name

_NAME = r"[^\W\d_](?:[^\W\d_]|['’.\-])*+"
_PERSON = re.compile(rf"\A(?:{_NAME}\s++){{1,3}}{_NAME}")
_NOT_IN_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "&",
        "of",
        "in",
        "on",
        "at",
        "for",
        "to",
        "with",
        "my",
        "your",
        "his",
        "her",
        "its",
        "i",
        "you",
        "we",
    ]
)
_FEWEST = 30
_SHARE = 0.9


def holds_people(column: str, values: Sequence[str]) -> bool:
    """Tell whether a facet names people: by its own name, or by many different values that all look like names."""
    if plain_name(column.rpartition(".")[2]) in names().people:
        return True
    distinct = set(values)
    if len(distinct) < _FEWEST or len(distinct) < 0.2 * len(values):
        return False
    return sum(map(_looks_like_person, distinct)) >= _SHARE * len(distinct)


def _looks_like_person(value: str) -> bool:
    if _PERSON.fullmatch(value) is None:
        return False
    words = value.split()
    return all(word[0].isupper() for word in (words[0], words[-1])) and not (
        _NOT_IN_NAMES & {word.lower() for word in words}
    )
