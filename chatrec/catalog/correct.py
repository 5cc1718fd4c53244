"""The layout of a source as its catalog.toml says, inferred where that is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..errors import CatalogError
from .columns import Column
from .config import Config, FacetSection, FieldsSection
from .facets import NUMERIC, Facet
from .fields import infer_fields
from .infer import complete_layout, infer_facet
from .layout import FacetColumn, Fields, Layout
from .names import facet_name
from .separators import guess_separator
from .types import Guess, fitting_measure, unit_in_name

_FIELDS = ("id", "title", "description", "url", "image_url")
_GIVEN = ("label", "unit", "measure", "synonyms", "values", "order", "people", "ask", "show")


def corrected_layout(columns: Mapping[str, Column], config: Config, *, where: str) -> Layout:
    """Return the layout: facets that catalog.toml names first, in its order, then the inferred ones.

    CatalogError where `[fields]` names a column that the source does not have.
    """
    fields = _corrected_fields(infer_fields(columns), config.fields, columns, where)
    given: list[FacetColumn] = []
    for name, table in config.facets.items():
        column = _column_of(name, table, columns)
        if column is not None:
            given.append(correct_facet(name, table, column))
    named = [column.column for column in given]
    keeping = tuple(name for name in fields.leave_out if name not in named)
    labelled = {name for name, table in config.facets.items() if table.label is not None}
    return complete_layout(columns, replace(fields, leave_out=keeping), given, labelled)


def missing_columns(columns: Mapping[str, Column], config: Config) -> tuple[str, ...]:
    """Return the facets of catalog.toml for which the source has no column with a value."""
    return tuple(
        name for name, table in config.facets.items() if _column_of(name, table, columns) is None
    )


def correct_facet(name: str, table: FacetSection, column: Column) -> FacetColumn:
    """Return one facet with what is given for it; a given type is forced, whatever the values look like."""
    guess: Guess | None = None
    if table.type is not None:
        numeric = table.type in NUMERIC
        separator = guess_separator(column) if table.type == "many" else None
        unit = (table.unit or unit_in_name(column.name)) if numeric else None
        counted = numeric or table.type == "date"
        measure = fitting_measure(column.name, unit) if counted else None
        guess = Guess(table.type, unit, measure, table.separator or separator)
    inferred = infer_facet(column, name, guess)
    changes = {key: getattr(table, key) for key in _GIVEN if getattr(table, key) is not None}
    changes.update({key: None for key in ("unit", "measure") if changes.get(key) == ""})
    facet = Facet.model_validate({**inferred.facet.model_dump(), **changes, "name": name})
    return FacetColumn(column.name, facet, table.separator or inferred.separator)


def _column_of(name: str, table: FacetSection, columns: Mapping[str, Column]) -> Column | None:
    if table.column is not None:
        found = columns.get(table.column)
    else:
        found = columns.get(name) or next(
            (one for key, one in columns.items() if facet_name(key.rpartition(".")[2]) == name),
            None,
        )
    return found if found is not None and found.cells else None


def _corrected_fields(
    inferred: Fields, table: FieldsSection, columns: Mapping[str, Column], where: str
) -> Fields:
    chosen: dict[str, str | None] = {}
    for key in _FIELDS:
        given = getattr(table, key)
        if given and columns and given not in columns:
            raise CatalogError(
                f"{where!r}: fields.{key} is {given!r}, but there is no such column; "
                f'name one of {", ".join(columns)}, or write "" for none'
            )
        if given is not None:
            chosen[key] = given or None
    for key in _FIELDS:
        guessed = getattr(inferred, key)
        chosen.setdefault(key, None if guessed in chosen.values() else guessed)
    leave_out = inferred.leave_out if table.leave_out is None else table.leave_out
    return Fields(**chosen, leave_out=leave_out)
