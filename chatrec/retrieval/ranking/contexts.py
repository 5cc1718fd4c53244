"""What a dialogue of a log asks at each of its recommendations: the queries that statistics are fitted to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...catalog.catalog import Catalog
from ..candidates import Query
from ..learning.interactions import Dialogue, Turn

_YEAR_AFTER = r"\s*(?:\(\s*\d{4}\s*\))?"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A point of a dialogue where items were recommended: what was said before, and what came."""

    turns: tuple[Turn, ...]
    """The turns before it."""
    items: tuple[str, ...]
    """The items recommended here that were not named before."""
    later: tuple[str, ...]
    """The items named later in the dialogue and not before."""


def recommendations(dialogue: Dialogue) -> list[Recommendation]:
    """Return every turn of the recommender that names an item that nobody had named."""
    found: list[Recommendation] = []
    named: set[str] = set()
    for place, turn in enumerate(dialogue.turns):
        fresh = tuple(dict.fromkeys(item for item in turn.items if item not in named))
        if turn.role == "recommender" and fresh:
            after = (item for later in dialogue.turns[place + 1 :] for item in later.items)
            later = tuple(
                dict.fromkeys(one for one in after if one not in named and one not in fresh)
            )
            found.append(Recommendation(dialogue.turns[:place], fresh, later))
        named.update(turn.items)
    return found


def query_of(turns: Sequence[Turn], catalog: Catalog, *, limit: int = 50) -> Query:
    """Return what a program asks after these turns: the seeker's words less titles, and the items named."""
    named = tuple(dict.fromkeys(item for turn in turns for item in turn.items))
    return Query(
        text=wishes(turns, catalog),
        liked=tuple(item for item in named if item in catalog),
        excluded=frozenset(named),
        limit=limit,
    )


def wishes(turns: Iterable[Turn], catalog: Catalog) -> str:
    """Return the seeker's words, without the titles of the items that were named."""
    turns = tuple(turns)
    named = [catalog.get(item) for turn in turns for item in turn.items]
    titles = sorted({item.title for item in named if item is not None}, key=len, reverse=True)
    text = "\n".join(turn.text for turn in turns if turn.role == "seeker")
    if not titles:
        return text
    pattern = "|".join(re.escape(title) for title in titles if title)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w){_YEAR_AFTER}", " ", text, flags=re.IGNORECASE)
