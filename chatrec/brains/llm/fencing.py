"""Text of items and people as data in a prompt: it can neither close the fence around it nor pass for another line."""

from __future__ import annotations

from ...grounding.clean import clean, shorten

_FENCES = str.maketrans({"<": "‹", ">": "›", "|": "/"})


def fenced(text: str, *, limit: int) -> str:
    """Return a text in one line of at most `limit` characters, without markup and without marks of ours."""
    return shorten(clean(text).translate(_FENCES), limit=limit)
