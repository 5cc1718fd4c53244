"""The layout of a source: which of its columns are the fields of an item, and which are facets."""

from __future__ import annotations

from dataclasses import dataclass, field

from .facets import Facet, Schema

DETAILS = "details"
"""The facet that keeps rare facts as words: "jacket material PVC; connector 2 ST"."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The columns that hold the fields of an item; None where the source has no such column."""

    id: str | None = "id"
    title: str | None = "title"
    description: str | None = "description"
    url: str | None = None
    image_url: str | None = None
    leave_out: tuple[str, ...] = ()
    """Columns that are not read: links, ids elsewhere, origins."""

    @property
    def taken(self) -> frozenset[str]:
        """The columns that are no facets."""
        named = (self.id, self.title, self.description, self.url, self.image_url)
        return frozenset(column for column in (*named, *self.leave_out) if column is not None)


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """A facet and the column it is read from."""

    column: str
    facet: Facet
    separator: str | None = None
    """What stands between the values of a `many` facet that is written as one text."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows of a source become items."""

    fields: Fields = field(default_factory=Fields)
    columns: tuple[FacetColumn, ...] = ()
    details: bool = False
    """Whether columns that are no facets of their own are kept as words in the facet "details"."""

    @property
    def schema(self) -> Schema:
        """The facets, in their order."""
        return Schema(facets=tuple(column.facet for column in self.columns))
