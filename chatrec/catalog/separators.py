"""What stands between the values of a column whose texts hold several."""

from __future__ import annotations

from collections.abc import Sequence

from .columns import Column
from .names import plain_name
from .plurals import singular
from .values import LIST_TEXT, read_list_text

_SEPARATORS = (" > ", " › ", "|", ";", " / ", ", ", ",")
_MOST = 0.9
_LOOKED_AT = 4000


def guess_separator(column: Column) -> str | None:
    """Return what most likely stands between the values of a column of texts that hold several, or None."""
    texts = [cell for cell in column.cells[:_LOOKED_AT] if isinstance(cell, str)]
    found = find_separator(texts, expected=True)
    if found is not None:
        return found
    counts = {separator: sum(separator in text for text in texts) for separator in ("|", ";", ",")}
    best = max(counts, key=lambda separator: counts[separator])
    return best if counts[best] else None


def names_several(name: str) -> bool:
    """Tell whether the name of a column says that it holds several values: a plural, or "cast"."""
    own = plain_name(name.rpartition(".")[2])
    return singular(own) != own or own in ("cast", "starring", "crew")


def find_separator(texts: Sequence[str], *, expected: bool) -> str | None:
    """Return what stands between several values: often there, between short parts that come again.

    Where several are expected, once is enough.
    """
    lists = sum(read_list_text(text) is not None for text in texts)
    if lists >= _MOST * len(texts) > 0:
        return LIST_TEXT
    if are_sentences(texts):
        return None
    for separator in _SEPARATORS:
        held = sum(separator in text for text in texts)
        if held < (1 if expected else max(2, 0.1 * len(texts))):
            continue
        parts = [part.strip() for text in texts for part in text.split(separator)]
        short = sum(map(len, parts)) <= 25 * len(parts)
        again = len(set(parts)) <= 0.7 * len(parts) or separator in "|;"
        if short and (again or expected):
            return separator
    return None


def are_sentences(texts: Sequence[str]) -> bool:
    """Tell whether most texts are prose: they end as a sentence does, after several words."""
    ended = sum(text.rstrip().endswith((".", "!", "?")) and text.count(" ") > 2 for text in texts)
    return ended > 0.5 * len(texts)
