"""Models: "iphone 6", "galaxy s5", "hero 9". A name with a code after it, as titles of the catalogue write it."""

from __future__ import annotations

from ....catalog.units import unit_words
from .analysis import Analysis
from .title_words import TitleWords

_LETTERS = 3
"""The most letters that stand beside the digits of a code: "xt1068"."""


def code_end(analysis: Analysis, place: int, titles: TitleWords) -> int:
    """Return the end of the code that follows the word before `place`, or `place` where none does.

    It is one where some title has that word and the code in a row: "phones under 6" has no model "under 6".
    """
    last = code_after(analysis, place)
    if place == 0 or last == place:
        return place
    phrase = [key for key in analysis.keys[place - 1 : last] if key.isalnum()]
    return last if titles.in_a_row(phrase) else place


def code_after(analysis: Analysis, place: int) -> int:
    """Return the end of the code that starts at a token: digits with letters right beside them; `place` for none."""
    tokens = analysis.tokens
    at = place
    while at < len(tokens) and (at == place or tokens[at - 1].end == tokens[at].start):
        token = tokens[at]
        if not (token.is_number or (token.is_word and len(token.raw) <= _LETTERS)):
            break
        at += 1
    if at > place and _measures(analysis, place, at):
        return place
    return at if any(token.is_number for token in tokens[place:at]) else place


def _measures(analysis: Analysis, first: int, last: int) -> bool:
    """Tell whether digits are an amount of a unit: "2 m", "16gb". A letter right beside them is no unit: "6s"."""
    following = analysis.keys[last : last + 1]
    beside = [key for key in analysis.keys[first:last] if key.isalpha() and len(key) > 1]
    return any(key in unit_words() for key in (*following, *beside))
