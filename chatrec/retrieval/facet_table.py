"""The facts of a catalogue as columns, so that whole catalogues are filtered and counted at array speed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from ..catalog.catalog import Catalog
from ..catalog.facets import LISTED, Facet
from ..catalog.items import Value
from ..text import fold
from .facts import Facts, distinct_facts
from .numbering import Numbering

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]
FacetValue = str | bool
"""A value that a listed facet can have: a text, or yes and no of a flag."""


@dataclass(frozen=True)
class ListedColumn:
    """Which items have which values of one facet."""

    values: tuple[FacetValue, ...]
    """The distinct values, most frequent first, each in its most frequent spelling."""
    membership: csr_array
    """Items x values, True where the item has the value."""
    places: Mapping[str, tuple[int, ...]]
    """The columns that a folded value or synonym stands for."""
    by_value: csc_array = field(repr=False)
    """The same membership, held by value."""

    def rows_with(self, value: object) -> NDArray[np.int32]:
        """Return the rows of the items that have a value, whatever its case, accents or synonym."""
        columns = self.places.get(value_key(value), ())
        starts, rows = self.by_value.indptr, self.by_value.indices
        parts = [rows[starts[column] : starts[column + 1]] for column in columns]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)

    @property
    def known(self) -> Mask:
        """Tell for each item whether it has any value."""
        return np.asarray(np.diff(self.membership.indptr) > 0)


@dataclass(frozen=True)
class FacetTable:
    """Columns of a catalogue; row i is catalog.items[i]."""

    catalog: Catalog
    _numbers: Mapping[str, Numbers] = field(repr=False)
    _listed: Mapping[str, ListedColumn] = field(repr=False)
    _facts: dict[str, Facts] = field(repr=False, compare=False, default_factory=dict)

    @classmethod
    def build(cls, catalog: Catalog) -> FacetTable:
        """Read the columns of every facet of the schema."""
        numbers: dict[str, Numbers] = {}
        listed: dict[str, ListedColumn] = {}
        for facet in catalog.schema:
            facts = (item.fact(facet.name) for item in catalog.items)
            if facet.numeric or facet.type == "date":
                numbers[facet.name] = _read_numbers(facet, facts, len(catalog))
            elif facet.type in LISTED or facet.type == "flag":
                listed[facet.name] = _read_listed(facet, facts, len(catalog))
        return cls(catalog, numbers, listed)

    def __len__(self) -> int:
        return len(self.catalog)

    def numbers(self, facet: str) -> Numbers:
        """Return one number an item, NaN where it is not known; a date is its ordinal day.

        A facet without numbers, or that the schema does not hold, is NaN throughout.
        """
        column = self._numbers.get(facet)
        return np.full(len(self), np.nan) if column is None else column

    def values(self, facet: str) -> tuple[FacetValue, ...]:
        """Return the distinct values of a category, many or flag facet, most frequent first."""
        column = self._listed.get(facet)
        return () if column is None else column.values

    def membership(self, facet: str) -> csr_array:
        """Return items x values(facet), True where the item has the value."""
        column = self._listed.get(facet)
        if column is None:
            return csr_array((len(self), 0), dtype=np.bool_)
        return column.membership

    def listed(self, facet: str) -> ListedColumn | None:
        """Return the column of a category, many or flag facet, or None."""
        return self._listed.get(facet)

    def facts(self, facet: str) -> Facts:
        """Return the distinct facts of a facet as the items hold them; worked out at the first call."""
        found = self._facts.get(facet)
        if found is None:
            found = self._facts[facet] = distinct_facts(self.catalog.items, facet)
        return found

    def known(self, facet: str) -> Mask:
        """Tell for each item whether its fact under this facet is known."""
        if facet in self._numbers:
            return np.asarray(~np.isnan(self._numbers[facet]))
        column = self._listed.get(facet)
        if column is not None:
            return column.known
        facts = (item.fact(facet) is not None for item in self.catalog.items)
        return np.fromiter(facts, dtype=np.bool_, count=len(self))


def value_key(value: object) -> str:
    """Return what two spellings of one value have in common: "Sci-Fi " and "sci-fi" give the same."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return fold(str(value)).strip()


def day_span(value: object) -> tuple[float, float] | None:
    """Return the first and last ordinal day of a date: "2024-05-01", "2024-05", "2024" or 2024.

    None where the value is not a date.
    """
    if isinstance(value, bool):
        return None
    text = str(int(value)) if isinstance(value, int | float) else str(value).strip()
    parts = text[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        first = date(*(numbers + [1, 1])[:3])
    except (ValueError, TypeError):
        return None
    if len(numbers) >= 3:
        return float(first.toordinal()), float(first.toordinal())
    if len(numbers) == 2 and first.month < 12:
        after = date(first.year, first.month + 1, 1).toordinal()
    else:
        after = date(first.year, 12, 31).toordinal() + 1
    return float(first.toordinal()), float(after - 1)


def _read_numbers(facet: Facet, facts: Iterable[Value | None], count: int) -> Numbers:
    column = np.full(count, np.nan)
    for row, fact in enumerate(facts):
        if fact is None or isinstance(fact, bool | tuple):
            continue
        if facet.type == "date":
            span = day_span(fact)
            if span is not None:
                column[row] = span[0]
        elif isinstance(fact, int | float):
            column[row] = fact
    return column


def _read_listed(facet: Facet, facts: Iterable[Value | None], count: int) -> ListedColumn:
    spelled = [_spelled(facet, fact) for fact in facts]
    spellings = Numbering[FacetValue]()
    found = spellings.all(chain.from_iterable(spelled))
    rows = np.repeat(np.arange(count), [len(values) for values in spelled])
    keys = Numbering[str]()
    key_of = keys.all(value_key(value) for value in spellings)
    # An item that spells one value in two ways has it once, as it spells it first.
    places, first = np.unique(rows * max(len(keys), 1) + key_of[found], return_index=True)
    counts = np.bincount(found[first], minlength=len(spellings))
    starts = np.searchsorted(places, np.arange(count + 1) * max(len(keys), 1)).astype(np.int32)
    indices = (places % max(len(keys), 1)).astype(np.int32)
    return _frequent_first(facet, keys, _usual(spellings, key_of, counts), indices, starts)


def _spelled(facet: Facet, fact: Value | None) -> tuple[FacetValue, ...]:
    if fact is None:
        return ()
    if facet.type == "flag":
        return (fact,) if isinstance(fact, bool) else ()
    many = fact if isinstance(fact, tuple | list) else (fact,)
    return tuple(text for value in many if (text := str(value)).strip())


def _usual(
    spellings: Iterable[FacetValue], key_of: NDArray[np.int32], counts: NDArray[np.int64]
) -> list[FacetValue]:
    """Return the most frequent spelling of each key, of equals the one that came first."""
    best: dict[int, tuple[int, FacetValue]] = {}
    for spelling, key, times in zip(spellings, key_of.tolist(), counts.tolist(), strict=True):
        if key not in best or times > best[key][0]:
            best[key] = (times, spelling)
    return [spelling for _, spelling in best.values()]


def _frequent_first(
    facet: Facet,
    keys: Mapping[str, int],
    usual: Sequence[FacetValue],
    indices: NDArray[np.int32],
    starts: NDArray[np.int32],
) -> ListedColumn:
    names = list(keys)
    held = np.bincount(indices, minlength=len(names)).tolist()
    order = sorted(range(len(names)), key=lambda place: (-held[place], names[place]))
    rank = np.empty(len(names), dtype=np.int32)
    rank[order] = np.arange(len(names), dtype=np.int32)
    values = tuple(usual[place] for place in order)
    shape = (len(starts) - 1, len(values))
    data = np.ones(len(indices), dtype=np.bool_)
    membership = csr_array((data, rank[indices], starts), shape=shape)
    membership.sort_indices()
    places = {name: (int(rank[place]),) for name, place in keys.items()}
    return ListedColumn(values, membership, _with_synonyms(facet, places), membership.tocsc())


def _with_synonyms(
    facet: Facet, places: Mapping[str, tuple[int, ...]]
) -> Mapping[str, tuple[int, ...]]:
    """Let every name of a value stand for all spellings of it that the catalogue holds."""
    named = dict(places)
    for value, synonyms in facet.values.items():
        names = [value_key(value), *(value_key(synonym) for synonym in synonyms)]
        columns = tuple(dict.fromkeys(place for name in names for place in places.get(name, ())))
        if columns:
            named.update((name, columns) for name in names)
    return named
