"""A column that only names the currency of the prices beside it."""

from __future__ import annotations

from collections.abc import Mapping

from .columns import Column
from .layout import FacetColumn
from .names import plain_name
from .numbers import as_quantity
from .types import unit_in_name
from .units import unit_words

_NAMES = frozenset({"currency", "currency code", "price currency", "currency symbol"})


def told_currency(columns: Mapping[str, Column]) -> tuple[str | None, frozenset[str]]:
    """Return the one currency that a column of its own names for every item, and that column; or nothing."""
    for name, column in columns.items():
        if plain_name(name.rpartition(".")[2]) not in _NAMES or not column.cells:
            continue
        units = {unit_words().get(str(cell).strip().lower()) for cell in column.cells}
        unit = units.pop()
        if not units and unit is not None and unit.dimension == "money":
            return unit.name, frozenset({name})
    return None, frozenset()


def in_currency(found: FacetColumn, column: Column, currency: str | None) -> FacetColumn:
    """Return a facet of money in the currency told, unless its own name or cells say another."""
    if currency is None or found.facet.type != "money" or says_unit(column):
        return found
    facet = found.facet.model_copy(update={"unit": currency})
    return FacetColumn(found.column, facet, found.separator)


def says_unit(column: Column) -> bool:
    """Tell whether the name or the cells of a column of numbers say their unit."""
    if unit_in_name(column.name):
        return True
    read = (as_quantity(cell) for cell in column.cells[:500])
    return any(quantity is not None and quantity.unit for quantity in read)
