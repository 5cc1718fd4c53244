"""People named in a text: a full name that the catalogue holds under a facet of people."""

from __future__ import annotations

import numpy as np

from ...text import tokenize
from ..facet_table import FacetTable, value_key
from ..lexical import Scores

_SHORTEST, _LONGEST = 2, 5
"""Words and marks of a full name; a single word is too often a word."""


def with_people_of(table: FacetTable, text: str) -> Scores:
    """Return 1 for each item with a person whose full name stands in the text, else 0."""
    found = np.zeros(len(table), dtype=np.float32)
    columns = [table.listed(facet.name) for facet in table.catalog.schema if facet.people]
    if not columns:
        return found
    for name in _names(text):
        for column in columns:
            if column is not None and name in column.places:
                found[column.rows_with(name)] = 1.0
    return found


def _names(text: str) -> set[str]:
    tokens = tokenize(text)
    return {
        value_key(text[tokens[start].start : tokens[start + size - 1].end])
        for size in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(tokens) - size + 1)
        if tokens[start].is_word
    }
