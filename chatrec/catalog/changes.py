"""Items that change while a catalogue is in use: rows of its source read under its schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..errors import CatalogError
from .facets import Schema
from .flatten import flatten
from .items import Item
from .layout import FacetColumn, Fields, Layout
from .rows import RowReader, WrongRow

_FIELDS = ("id", "title", "description", "url", "image_url")


def item_from_row(
    row: Mapping[str, object], schema: Schema, *, layout: Layout | None = None
) -> Item:
    """Read one row as an item under a schema.

    Args:
        row: fields and facts, by the plain names (id, title, description, url, image_url and those of the facets) or,
            where a layout is given, by the columns of the source. Facts may stand under "attributes". New values of a
            facet are welcome.
        schema: the facets that facts are read under.
        layout: how the rows of the source became items.

    Raises:
        CatalogError: no id or title, a fact of the wrong type, or one that no facet holds; it names the field.
    """
    layout = layout or Layout()
    named = _plain_names(layout)
    record = {named.get(column, column): cell for column, cell in flatten(row).items()}
    made = layout.fields.id is None and bool(layout.columns) and "id" not in record
    plain = _plain_layout(schema, layout, has_id=not made)
    known = {*_FIELDS, *layout.fields.leave_out, *(facet.name for facet in schema)}
    unknown = sorted(set(record) - known)
    if unknown and not layout.details:
        held = ", ".join(facet.name for facet in schema) or "none"
        raise CatalogError(
            f"the item {record.get('id')!r} has the fact {unknown[0]!r}, which is no facet of the catalogue "
            f"(they are: {held}); leave it out, or load the catalogue anew with it"
        )
    try:
        return RowReader(plain).read(record)
    except WrongRow as wrong:
        raise CatalogError(
            f"the item {record.get('id')!r} cannot be read: {wrong}; mend that field and send it again"
        ) from wrong


def items_from(
    changed: Iterable[Item | Mapping[str, object]], schema: Schema, layout: Layout
) -> list[Item]:
    """Return items as they are and rows as items; CatalogError at the first that cannot be read."""
    return [
        one if isinstance(one, Item) else item_from_row(one, schema, layout=layout)
        for one in changed
    ]


def _plain_names(layout: Layout) -> dict[str, str]:
    """Return what the columns of the source are called in an item."""
    columns = {getattr(layout.fields, field): field for field in _FIELDS}
    columns.update({column.column: column.facet.name for column in layout.columns})
    return {column: name for column, name in columns.items() if column is not None}


def _plain_layout(schema: Schema, layout: Layout, *, has_id: bool) -> Layout:
    separators = {column.facet.name: column.separator for column in layout.columns}
    columns = tuple(FacetColumn(facet.name, facet, separators.get(facet.name)) for facet in schema)
    fields = Fields("id" if has_id else None, "title", "description", "url", "image_url")
    return Layout(fields, columns, layout.details)
