"""Free wishes: how much of what no facet holds an item's own words say."""

from __future__ import annotations

from collections.abc import Iterator

from ....catalog.facets import Schema
from ....catalog.items import Item, Value
from ....dialogue.preferences import Preference
from ....grounding.matching import all_words, holds, may_hold, wished_stems
from ....short_cache import cache_short_texts
from ....text import stem, words

_MOST_WORDS = 0.6
"""Share of the words of a free wish that an item's text must hold."""


def find_free_wish(
    entry: Preference, item: Item, schema: Schema
) -> tuple[float, str, Value | None]:
    """Return the share of its words that an item's text holds, and the facet and the value that hold them."""
    found = holds(entry, item, schema)
    if found is not None:
        return 1.0, found.facet, found.value
    wishes = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    wished = {one for wish in wishes for one in wished_stems(str(wish)) if len(one) > 2}
    if len(wished) < 2 or may_hold(wished, all_words(item)) < _MOST_WORDS * len(wished):
        return 0.0, entry.facet, None
    known = frozenset[str]().union(*map(_stems, _texts(item)))
    share = len(wished & known) / len(wished)
    titled, described = wished & _stems(item.title), wished & _stems(item.description)
    if share < _MOST_WORDS or not titled | described:
        return min(share, 0.49), entry.facet, None
    if len(titled) >= len(described):
        return share, "title", item.title
    return share, "description", _richest(item.description, wished)


def _texts(item: Item) -> Iterator[str]:
    yield item.title
    yield item.description
    for value in item.attributes.values():
        for one in value if isinstance(value, tuple | list) else (value,):
            if isinstance(one, str):
                yield one


def _richest(text: str, wished: set[str]) -> str:
    parts = [part.strip() for part in text.split(". ") if part.strip()]
    return max(parts, key=lambda part: len(wished & _stems(part)), default=text)


@cache_short_texts(most=4_096, longest=2_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))
