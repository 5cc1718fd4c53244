"""Openings that a person can start with, made of what the open catalogue holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ...catalog.facets import LISTED, Facet
from ...catalog.items import Item
from ...dialogue.preferences import Operator, Polarity, Preference, PreferenceValue
from ...dialogue.wording import describe_wish
from ...dialogue.wording.values import noun_phrase
from ...retrieval.facet_table import FacetTable, Mask
from ...retrieval.predicates import mask
from ...text import fold

_MOST = 4
_LEAST_FITTING = 2
_LONGEST_TITLE = 32
_LIMITING = ("price", "duration", "weight")
_KNOWN = 0.6
"""The share of the items of which a facet must be known to stand in an opening."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A message to begin with."""

    words: str
    item: Item
    """One that fits it, to be pictured."""
    count: int | None = None
    """How many items fit it; None where that cannot be counted."""


def openings(table: FacetTable) -> list[Opening]:
    """Return up to four messages to begin with, different in kind, each with something that fits it."""
    found = {one.words: one for one in _candidates(table) if one is not None}
    return list(found.values())[:_MOST]


def _candidates(table: FacetTable) -> Iterator[Opening | None]:
    kinds = [facet for facet in table.catalog.schema if _is_kind(facet, table)]
    limit = table.catalog.schema.measuring(*_LIMITING)
    if kinds:
        values = [value for value in table.values(kinds[0].name) if isinstance(value, str)]
        yield from _limited(table, kinds[0], values[:3], limit)
        yield from _paired(table, kinds, values[1:4])
        yield _like(table)
        yield from _without(table, kinds, values[2:6])
    else:
        yield _like(table)
    if limit is not None:
        everything = np.ones(len(table), dtype=np.bool_)
        yield _opening(table, [_entry(limit, "<", _middle(table, limit, everything))])


def _is_kind(facet: Facet, table: FacetTable) -> bool:
    """Tell whether the values of a facet are what a person would begin with: a genre, a category, a use."""
    return (
        facet.ask
        and facet.type in LISTED
        and not facet.people
        and len(table.values(facet.name)) > 2
        and float(table.known(facet.name).mean()) >= _KNOWN
    )


def _limited(
    table: FacetTable, kind: Facet, values: list[str], limit: Facet | None
) -> Iterator[Opening | None]:
    for value in values[:1]:
        entries = [_entry(kind, "contains", value)]
        if limit is not None:
            entries.append(_entry(limit, "<", _middle(table, limit, mask(table, entries[0]))))
        yield _opening(table, entries)


def _paired(table: FacetTable, kinds: list[Facet], values: list[str]) -> Iterator[Opening | None]:
    for value in values:
        first = _entry(kinds[0], "contains", value)
        for other in kinds[1:2]:
            for second in table.values(other.name)[:4]:
                found = _opening(table, [first, _entry(other, "contains", second)])
                if found:
                    yield found
                    return


def _without(table: FacetTable, kinds: list[Facet], values: list[str]) -> Iterator[Opening | None]:
    for value in values:
        for other in reversed(kinds[1:]):
            unwanted = table.values(other.name)[0]
            entries = [
                _entry(kinds[0], "contains", value),
                _entry(other, "contains", unwanted, polarity="unwanted"),
            ]
            found = _opening(table, entries)
            if found:
                yield found
                return


def _like(table: FacetTable) -> Opening | None:
    """Return a wish for something like an item that many know."""
    known = table.catalog.schema.measuring("popularity")
    if known is None:
        return None
    numbers = np.nan_to_num(table.numbers(known.name))
    for row in np.argsort(-numbers)[:40]:
        item = table.catalog.items[int(row)]
        if len(item.title) <= _LONGEST_TITLE and not any(map(str.isdigit, item.title)):
            return Opening(f"Something like {item.title}", item)
    return None


def _entry(
    facet: Facet, operator: Operator, value: PreferenceValue, *, polarity: Polarity = "wanted"
) -> Preference:
    if facet.type == "category" and operator == "contains":
        operator = "is"
    return Preference(
        id="", facet=facet.name, operator=operator, value=value, polarity=polarity, strength="must"
    )


def _middle(table: FacetTable, facet: Facet, among: Mask) -> float:
    """Return a round limit that about half of some items pass."""
    numbers = table.numbers(facet.name)[among]
    known = numbers[~np.isnan(numbers)]
    middle = float(np.median(known)) if len(known) else 0.0
    step = 10.0 ** np.floor(np.log10(middle)) / 2 if middle > 0 else 1.0
    return float(max(np.round(middle / step), 1.0) * step)


def _opening(table: FacetTable, entries: list[Preference]) -> Opening | None:
    """Return a wish in words, or None where too little fits it."""
    fitting = np.ones(len(table), dtype=np.bool_)
    for entry in entries:
        fitting &= mask(table, entry)
    if fitting.sum() < _LEAST_FITTING:
        return None
    catalog = table.catalog
    phrase = describe_wish(entries, catalog.schema, noun=catalog.noun, several=False)
    head = describe_wish(entries[:1], catalog.schema, noun=catalog.noun, several=False)
    words = (
        noun_phrase(head) + phrase[len(head) :] if phrase.startswith(head) else noun_phrase(phrase)
    )
    if _means_more(words, table, entries):
        return None
    first = catalog.items[int(np.argmax(fitting))]
    return Opening(words[:1].upper() + words[1:], first, int(fitting.sum()))


def _means_more(words: str, table: FacetTable, entries: list[Preference]) -> bool:
    """Tell whether the words hold the name of a value that they do not mean: "not rated R" where "Not Rated" is one."""
    said = f" {fold(words)} "
    meant = {fold(str(entry.value)) for entry in entries}
    return any(
        f" {name} " in said and name not in meant
        for entry in entries
        for value in table.values(entry.facet)
        if " " in (name := fold(str(value)))
    )
