"""Quotes: what a model says was said must stand in the message."""

from __future__ import annotations

from ...text import tokenize


def quoted_in(message: str, quote: str) -> str:
    """Return the words of the message that a quote repeats, as they stand there; empty where it has no such words.

    Case, accents, marks and white space do not count.
    """
    wanted = [token.folded for token in tokenize(quote) if token.folded[:1].isalnum()]
    said = [token for token in tokenize(message) if token.folded[:1].isalnum()]
    if not wanted:
        return ""
    keys = [token.folded for token in said]
    for place in range(len(keys) - len(wanted) + 1):
        if keys[place : place + len(wanted)] == wanted:
            return message[said[place].start : said[place + len(wanted) - 1].end]
    return ""
