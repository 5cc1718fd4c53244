"""What a person should know of an inferred layout: what was assumed, made up or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .columns import Column
from .config import Config
from .layout import Layout
from .numbers import as_quantity
from .types import unit_in_name
from .units import units


def notes_on(
    layout: Layout, columns: Mapping[str, Column], missing: Sequence[str], config: Config
) -> tuple[str, ...]:
    """Return the notes, one sentence each."""
    notes: list[str] = []
    fields = layout.fields
    if columns and fields.id is None:
        notes.append("no column of ids was found; ids were made of each item's title and facts")
    if columns and fields.title is None:
        notes.append("no column of titles was found; the ids stand for them")
    if fields.leave_out:
        notes.append(f"left out: {', '.join(fields.leave_out)}")
    notes.extend(
        f"{name!r} of catalog.toml has no column with values in the source" for name in missing
    )
    for column in layout.columns:
        facet = column.facet
        held = columns.get(column.column)
        told = config.facets.get(facet.name)
        given = told is not None and told.unit is not None
        doubtful = facet.unit is not None and _has_rivals(facet.unit)
        if doubtful and held is not None and not given and not _says_unit(held):
            notes.append(f"{facet.name!r} does not say its unit; {facet.unit} was assumed")
    return tuple(notes)


def _has_rivals(unit: str) -> bool:
    """Tell whether the number could be in another unit: minutes can be hours, pages are pages."""
    dimension = units()[unit].dimension if unit in units() else None
    return sum(other.dimension == dimension for other in units().values()) > 1


def _says_unit(column: Column) -> bool:
    if unit_in_name(column.name):
        return True
    read = (as_quantity(cell) for cell in column.cells[:500])
    return any(quantity is not None and quantity.unit for quantity in read)
