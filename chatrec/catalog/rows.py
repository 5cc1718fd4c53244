"""Rows become items under a layout."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from sys import intern

from .. import limits
from .facets import Facet
from .items import Item, Value
from .layout import DETAILS, FacetColumn, Layout
from .numbers import as_quantity, fits_unit
from .truncation import Truncation, truncated
from .values import is_unknown, plain_text, read_date, read_flag, read_many

_LARGEST_WHOLE = 1e15
_LARGEST = 10**300
_TOLD = 60
"""How many characters of a cell the reason for a wrong row has."""
Convert = Callable[[object], Value]


class WrongRow(ValueError):
    """A row that cannot become an item; the message is the reason."""


class RowReader:
    """Turns flat records into items under one layout; equal texts and lists are held once in memory."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.truncation = Truncation()
        """Of the values that were read: which of them were cut."""
        self._lists: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._converts = {
            column.column: (column.facet.name, self._convert_for(column))
            for column in layout.columns
            if not (layout.details and column.column == DETAILS)
        }
        self._read = layout.fields.taken | {column.column for column in layout.columns}

    def read(self, record: Mapping[str, object]) -> Item:
        """Return the item of a record. WrongRow where it has no id or title, or a fact of the wrong type."""
        fields = self._layout.fields
        attributes: dict[str, Value] = {}
        for column, cell in record.items():
            known = self._converts.get(column)
            if known is not None and not is_unknown(cell):
                value = known[1](cell)
                if value != () and value != "":
                    attributes[known[0]] = value
        if self._layout.details:
            details = self._details(record)
            if details:
                attributes[DETAILS] = self._text(details)
        title = self.truncation.text(
            " ".join(self._field(record, fields.title).split()), limits.ITEM_TITLE
        )
        item_id = self._field(record, fields.id)
        if len(item_id) > limits.NAME:
            raise WrongRow(
                f"an id of {len(item_id):,} characters, where {limits.NAME} are the most"
            )
        if fields.id is None:
            item_id = made_id(title, attributes)
        elif not item_id:
            raise WrongRow("no id")
        if fields.title is None:
            title = item_id
        elif not title:
            raise WrongRow("no title")
        return Item(
            id=item_id,
            title=title,
            description=self._text(self._field(record, fields.description)),
            attributes=attributes,
            url=self.truncation.address(self._field(record, fields.url)),
            image_url=self.truncation.address(self._field(record, fields.image_url)),
        )

    @staticmethod
    def _field(record: Mapping[str, object], column: str | None) -> str:
        """Return a field as a text; a film may well be called "Unknown", so that only emptiness counts as such."""
        cell = record.get(column) if column is not None else None
        empty = cell is None or (isinstance(cell, float) and cell != cell)
        return "" if empty else plain_text(cell)

    def _details(self, record: Mapping[str, object]) -> str:
        return "; ".join(
            f"{name.rpartition('.')[2]} {plain_text(cell)}"
            for name, cell in record.items()
            if name not in self._read and not is_unknown(cell)
        )

    def _convert_for(self, column: FacetColumn) -> Convert:
        facet = column.facet
        if facet.numeric:
            return lambda cell: _number(facet, cell)
        if facet.type == "flag":
            return lambda cell: _flag(facet, cell)
        if facet.type == "date":
            return lambda cell: _date(facet, cell)
        if facet.type == "many":
            return lambda cell: self._many(cell, column.separator)
        if facet.type == "category":
            return lambda cell: intern(self.truncation.text(plain_text(cell), limits.ITEM_VALUE))
        return lambda cell: self._text(plain_text(cell))

    def _text(self, text: str) -> str:
        return self.truncation.text(text, limits.ITEM_TEXT)

    def _many(self, cell: object, separator: str | None) -> tuple[str, ...]:
        values = tuple(map(intern, self.truncation.values(read_many(cell, separator))))
        return self._lists.setdefault(values, values)


def made_id(title: str, attributes: Mapping[str, Value]) -> str:
    """Return a stable id for an item of a source without ids: a hash of its title and facts."""
    text = json.dumps([title, dict(sorted(attributes.items()))], ensure_ascii=False)
    return "i" + hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def _number(facet: Facet, cell: object) -> float | int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        if abs(cell) > _LARGEST:
            raise WrongRow(f"{facet.name}: a number of {len(str(cell))} digits is too large")
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < _LARGEST_WHOLE else cell
    quantity = as_quantity(cell)
    if quantity is None:
        raise WrongRow(f"{facet.name}: {_told(cell)} is not a number")
    number = fits_unit(quantity, facet.unit)
    if number is None:
        raise WrongRow(f"{facet.name}: {_told(cell)} is in {quantity.unit}, not in {facet.unit}")
    if not math.isfinite(number):
        raise WrongRow(f"{facet.name}: {_told(cell)} is too large in {facet.unit}")
    return (
        int(number)
        if float(number).is_integer() and abs(number) < _LARGEST_WHOLE
        else round(number, 6)
    )


def _flag(facet: Facet, cell: object) -> bool:
    flag = read_flag(cell)
    if flag is None:
        raise WrongRow(f"{facet.name}: {_told(cell)} is neither yes nor no")
    return flag


def _date(facet: Facet, cell: object) -> str:
    read = read_date(plain_text(cell))
    if read is None:
        raise WrongRow(f"{facet.name}: {_told(cell)} is not a date; write it as 2024-05-01")
    return read


def _told(cell: object) -> str:
    """Return a cell as a reason tells it: not all of a text without end."""
    told = repr(cell)
    return told if len(told) <= _TOLD else truncated(told, _TOLD)
