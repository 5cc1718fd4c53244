"""Filler: words that carry no wish of their own, as data."""

from __future__ import annotations

from functools import cache

from .analysis import Analysis
from .cues import Lexicon


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("filler.toml")


def is_content(analysis: Analysis, place: int) -> bool:
    """Tell whether a token is a word with a meaning of its own."""
    token, key = analysis.tokens[place], analysis.keys[place]
    if token.is_word and _lexicon().has("short", key):
        return True
    owner = token.folded.removesuffix("'s")
    if (
        not token.is_word
        or len(key) < 3
        or any(_lexicon().has("words", one) for one in (key, owner))
    ):
        return False
    return not key.endswith("ly") or _lexicon().has("no_adverbs", key)
