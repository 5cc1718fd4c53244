"""How common an English word is: the difference between the film "Up" and the word "up"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ....text import fold

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_LISTED = 10_000
"""How many words of the list count as common; the others are only known to be words."""
RARE = 20_000
"""The rank of a word that is not among the common ones."""


@cache
def read_data(name: str) -> dict[str, object]:
    """Return the content of a .toml file beside the readers."""
    text = files(__package__).joinpath("data", name).read_text("utf-8")
    return tomllib.loads(text)


@cache
def word_list(name: str, key: str) -> frozenset[str]:
    """Return a list of words or phrases of a data file, as keys (see `phrase_key`)."""
    return frozenset(phrase_key(one) for one in read_list(name, key))


def read_list(name: str, key: str) -> tuple[str, ...]:
    """Return a list of texts of a data file as it stands there."""
    found = read_data(name)[key]
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def phrase_key(text: str) -> str:
    """Return the form in which phrases are looked up: folded words without apostrophes, one space between."""
    return " ".join(_WORD.findall(fold(text.replace("&", " and ")).replace("'", "")))


def reach_of(sources: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return how many words the longest phrase that starts with a word has, by that word."""
    found: dict[str, int] = {}
    for source in sources:
        for phrase in source:
            first, size = phrase.split(" ", 1)[0], phrase.count(" ") + 1
            if found.get(first, 0) < size:
                found[first] = size
    return found


def rank(word: str) -> int:
    """Return the place of a folded word among the common English words, 0 for the commonest; else RARE."""
    place = _ranks().get(word, RARE)
    return place if place < _LISTED else RARE


def is_english(word: str) -> bool:
    """Tell whether a folded word is a known English word, however rare."""
    return word in _ranks()


@cache
def _ranks() -> dict[str, int]:
    lines = files(__package__).joinpath("data", "words.txt").read_text("utf-8").splitlines()
    found = (word for line in lines if not line.startswith("#") for word in line.split())
    ranks: dict[str, int] = {}
    for word in found:
        ranks.setdefault(fold(word), len(ranks))
    return ranks
