"""Items shown that are named by a part of their titles: "Shawshank", "the Zephyrine"."""

from __future__ import annotations

from collections.abc import Iterator

from ....catalog.items import Item
from ....text import words
from .analysis import Analysis
from .filler import is_content
from .findings import Finding
from .words import rank

_CERTAINTY = 0.75
_DISTINCT = 1500
"""From this rank on a word of a title is rare enough to stand for the whole of it."""
_FUNCTION = 130
"""The words before this rank say nothing of an item."""


def read_partial_titles(analysis: Analysis, items: list[Item]) -> Iterator[Finding]:
    """Find parts of the titles of these items: two words of one in a row, or one rare word."""
    keys = analysis.keys
    titles = {item.id: tuple(word.replace("'", "") for word in words(item.title)) for item in items}
    known = {word for title in titles.values() for word in title}
    place = 0
    while place < len(keys):
        step = 1
        if keys[place] in known:
            for size in range(min(8, len(keys) - place), 0, -1):
                phrase = keys[place : place + size]
                ids = tuple(one for one, title in titles.items() if _holds(title, phrase))
                if (
                    ids
                    and _distinct(analysis, place, size)
                    and (len(ids) < len(titles) or size > 1 or len(titles) == 1)
                ):
                    named = _is_named_whole(analysis, place, place + size)
                    yield Finding(
                        analysis.span(place - named, place + size),
                        "item",
                        item_ids=ids,
                        certainty=_CERTAINTY,
                    )
                    step = size
                    break
        place += step


def _is_named_whole(analysis: Analysis, first: int, last: int) -> bool:
    """Tell whether "the" and nothing more makes it one of those shown: "I'll buy the Zephyrine", not "the Zephyrine tvs"."""
    if not first or analysis.keys[first - 1] != "the":
        return False
    return last >= len(analysis.tokens) or not is_content(analysis, last)


def _holds(title: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(title[at : at + size] == phrase for at in range(len(title) - size + 1))


def _distinct(analysis: Analysis, place: int, size: int) -> bool:
    """Tell whether words of a title are enough to mean it: a rare word, or two that are not function words."""
    inside = range(place, place + size)
    telling = [at for at in inside if tells(analysis.keys[at]) and analysis.tokens[at].is_word]
    if any(rank(analysis.keys[at]) >= _DISTINCT for at in telling):
        return True
    raised = all(analysis.tokens[at].raw[0].isupper() for at in telling)
    shouting = analysis.text.isupper()
    opens = analysis.sentence_at(place)[0] == place
    return bool(telling) and raised and not shouting and (len(telling) > 1 or not opens)


def tells(key: str) -> bool:
    """Tell whether a word says something of an item."""
    return key.isalnum() and (rank(key) >= _FUNCTION or key.isdigit())
