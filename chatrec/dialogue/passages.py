"""Passages: the sentence of a description, or the value of a record, that speaks of the words asked about."""

from __future__ import annotations

import re
from itertools import pairwise

from ..catalog.facets import Schema
from ..catalog.items import Item
from ..text import stem, words
from .lookup import Passage

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LONGEST = 300


def passage(item: Item, asked: str, schema: Schema) -> Passage | None:
    """Return where an item's record has all the words asked about, its description first; None where nowhere."""
    wanted = frozenset(map(stem, words(asked)))
    if not wanted:
        return None
    for sentence in _SENTENCE.split(item.description):
        if len(sentence) <= _LONGEST and wanted <= _stems(sentence):
            return Passage(item_id=item.id, facet="description", value=sentence.strip())
    for facet in schema:
        if facet.type not in ("text", "many", "category") or not facet.show:
            continue
        value = item.fact(facet.name)
        for one in value if isinstance(value, tuple | list) else (value,):
            if isinstance(one, str) and wanted <= _stems(one):
                several = isinstance(value, tuple | list)
                return Passage(item_id=item.id, facet=facet.name, value=(one,) if several else one)
    return None


def _stems(text: str) -> frozenset[str]:
    """Return the stems of the words, and of two that may be written as one: "Wi-Fi" is "wifi" too."""
    said = list(words(text))
    return frozenset(map(stem, (*said, *(one + two for one, two in pairwise(said)))))
