"""What a person should know of an inferred layout: what was assumed, made up or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .columns import Column
from .config import Config
from .currency import says_unit, told_currency
from .layout import Layout
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
    currency, _ = told_currency(columns)
    for column in layout.columns:
        facet = column.facet
        held = columns.get(column.column)
        own = config.facets.get(facet.name)
        given = own is not None and own.unit is not None
        told = facet.unit == currency
        doubtful = facet.unit is not None and _has_rivals(facet.unit)
        if doubtful and held is not None and not given and not (told or says_unit(held)):
            notes.append(f"{facet.name!r} does not say its unit; {facet.unit} was assumed")
    return tuple(notes)


def _has_rivals(unit: str) -> bool:
    """Tell whether the number could be in another unit: minutes can be hours, pages are pages."""
    dimension = units()[unit].dimension if unit in units() else None
    return sum(other.dimension == dimension for other in units().values()) > 1
