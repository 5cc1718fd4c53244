"""How common an English word is: the difference between the film "Up" and the word "up"."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ...text import fold, words

RARE = 20_000
"""The rank of a word that is not among the common ones."""


def read_data(name: str) -> dict[str, object]:
    """Return the content of a .toml file beside the readers."""
    text = files(__package__).joinpath("data", name).read_text("utf-8")
    return tomllib.loads(text)


def word_list(name: str, key: str) -> frozenset[str]:
    """Return a list of words or phrases of a data file, as keys (see `phrase_key`)."""
    return frozenset(phrase_key(str(one)) for one in _list(read_data(name)[key]))


def phrase_key(text: str) -> str:
    """Return the form in which phrases are looked up: folded words without apostrophes, one space between."""
    return " ".join(word.replace("'", "") for word in words(text.replace("&", " and ")))


def rank(word: str) -> int:
    """Return the place of a folded word among the common English words, 0 for the commonest; else RARE."""
    return _ranks().get(word, RARE)


@cache
def _ranks() -> dict[str, int]:
    lines = files(__package__).joinpath("data", "words.txt").read_text("utf-8").splitlines()
    found = (word for line in lines if not line.startswith("#") for word in line.split())
    ranks: dict[str, int] = {}
    for word in found:
        ranks.setdefault(fold(word), len(ranks))
    return ranks


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
