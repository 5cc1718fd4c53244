"""The names of values: which spellings and synonyms of a facet mean the same."""

from __future__ import annotations

import weakref
from collections.abc import Mapping

from ..catalog.facets import Facet
from ..text import fold

_Table = Mapping[str, frozenset[str]]
_tables: dict[int, tuple[weakref.ref[Facet], _Table]] = {}


def value_key(value: object) -> str:
    """Return what all spellings of a value have in common; 1.0 and "1" are the same, yes is "yes"."""
    if isinstance(value, str):
        return fold(value).strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return fold(str(value)).strip()


def same_value(one: object, other: object, facet: Facet | None = None) -> bool:
    """Tell whether two values are the same without case, accents and, of a facet, by any of their names."""
    first, second = value_key(one), value_key(other)
    if first == second:
        return True
    if facet is None or not facet.values:
        return False
    names = _names(facet)
    return first in names and not names[first].isdisjoint(names.get(second, ()))


def _names(facet: Facet) -> _Table:
    """Return by each name of a value all its names; kept as long as the facet is."""
    known = _tables.get(id(facet))
    if known is not None and known[0]() is facet:
        return known[1]
    table: dict[str, frozenset[str]] = {}
    for value, others in facet.values.items():
        group = frozenset(map(value_key, (value, *others)))
        for name in group:
            table[name] = table.get(name, frozenset()) | group
    place = id(facet)
    _tables[place] = (weakref.ref(facet, lambda _: _tables.pop(place, None)), table)
    return table
