"""Which facet tells what kind of thing an item is, where its name leaves that open: a "type" that titles end in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ..text import words
from .columns import Column
from .heads import heads
from .layout import FacetColumn, Fields
from .names import plain_name
from .plurals import singular

KIND = "product type"
"""What such a facet is called, so that its values are read and worded as nouns."""
_OPEN = frozenset({"type", "kind", "class", "group", "subcategory", "item"})
"""Names of facets that may be one: a type of a tent is a tent, a type of a wine is a colour."""
_SHARE = 0.3
"""The share of the titles that must name a value."""
_SCANNED = 2000


def call_kinds(
    found: Sequence[FacetColumn],
    columns: Mapping[str, Column],
    fields: Fields,
    labelled: Collection[str] = (),
) -> list[FacetColumn]:
    """Return facet columns, the first that titles show to tell the kind of thing called so.

    What a person has labelled keeps its label.
    """
    titles = columns.get(fields.title or "")
    named = list(found)
    if titles is None:
        return named
    for place, one in enumerate(found):
        facet = one.facet
        open_named = facet.type == "category" and plain_name(facet.name) in _OPEN
        if not open_named or facet.name in labelled:
            continue
        if _share_naming(columns[one.column].cells[:_SCANNED], titles.cells[:_SCANNED]) >= _SHARE:
            synonyms = tuple(dict.fromkeys((facet.label, *facet.synonyms)))
            changed = facet.model_copy(update={"label": KIND, "synonyms": synonyms})
            named[place] = replace(one, facet=changed)
            break
    return named


def _share_naming(values: Sequence[object], titles: Sequence[object]) -> float:
    """Return the share of the titles that hold the noun of one of the values."""
    nouns = {head.split(" ")[-1] for value in set(map(str, values)) for head in heads(value)}
    naming = sum(any(singular(word) in nouns for word in words(str(one))) for one in titles)
    return naming / len(titles) if titles else 0.0
