"""The layout of a source, inferred from the names and values of its columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from .columns import Column
from .currency import in_currency, told_currency
from .facets import Facet
from .fields import infer_fields
from .labels import label_of, synonyms_of
from .language_codes import are_language_codes, language_named
from .layout import DETAILS, FacetColumn, Fields, Layout
from .names import facet_name, plain_name
from .orders import order_of
from .people import holds_people
from .plurals import singular
from .told_kinds import call_kinds
from .types import Guess, guess_type
from .values import read_many
from .worth import is_worth_asking, is_worth_showing

_TAKEN = frozenset(["id", "title", "description", "url", "image_url", "text", "*", DETAILS])
"""Names that mean something else in an item or a preference."""
_NESTED_SHARE = 0.02
_MOST_FACETS = 100


def infer_layout(columns: Mapping[str, Column]) -> Layout:
    """Infer which columns are fields and what the facets of the others are."""
    return complete_layout(columns, infer_fields(columns), ())


def complete_layout(
    columns: Mapping[str, Column],
    fields: Fields,
    given: Sequence[FacetColumn],
    labelled: Collection[str] = (),
) -> Layout:
    """Infer the facets of the columns that are neither fields nor given, and put them after the given ones.

    `labelled` are the names of the facets that a person gave a label.

    Nested columns that fewer than one item in fifty has, and the rarest beyond a hundred, are kept as words only.
    """
    found = list(given)
    used = {column.facet.name for column in given}
    taken = fields.taken | {column.column for column in given}
    currency, told_by = told_currency(columns)
    for column in _facet_columns(columns, taken | told_by):
        name = _free_name(facet_name(_own_name(column.name)), column.name, used)
        used.add(name)
        found.append(in_currency(infer_facet(column, name), column, currency))
    found = call_kinds(found, columns, fields, labelled)
    kept = fields.taken | told_by | {column.column for column in found}
    rest = any(column.cells for name, column in columns.items() if name not in kept)
    details = rest and DETAILS not in used
    if details:
        facet = Facet(name=DETAILS, type="text", ask=False, show=False)
        found.append(FacetColumn(DETAILS, facet))
    return Layout(fields, tuple(found), details)


def infer_facet(column: Column, name: str, guess: Guess | None = None) -> FacetColumn:
    """Infer the facet of one column that holds at least one cell, of the type that is given or guessed."""
    guess = guess or guess_type(column)
    listed = guess.type in ("category", "many")
    values = [one for cell in column.cells[:5000] for one in read_many(cell, guess.separator)]
    people = listed and holds_people(_own_name(column.name), values)
    label = label_of(_own_name(column.name), many=guess.type == "many", flag=guess.type == "flag")
    codes = _languages(column, set(values)) if listed else {}
    facet = Facet(
        name=name,
        type=guess.type,
        label=label,
        unit=guess.unit,
        measure=guess.measure.name if guess.measure else None,
        synonyms=synonyms_of(column.name, label, guess.measure, listed=listed),
        values=codes,
        order=order_of(values) if guess.type == "category" and not people else (),
        people=people,
        ask=not codes and is_worth_asking(column, guess, people=people),
        show=is_worth_showing(column, guess),
    )
    return FacetColumn(column.name, facet, guess.separator)


def _languages(column: Column, values: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of languages that a column holds as codes: near-duplicates that nobody can be asked about."""
    if "language" not in singular(plain_name(column.name)) or not are_language_codes(values):
        return {}
    named = ((value, language_named(value)) for value in sorted(values))
    return {value: (name,) for value, name in named if name}


def _facet_columns(columns: Mapping[str, Column], taken: Collection[str]) -> list[Column]:
    usable = [column for name, column in columns.items() if name not in taken and column.cells]
    usable = [one for one in usable if not one.nested or one.known >= _NESTED_SHARE]
    if len(usable) <= _MOST_FACETS:
        return usable
    rarest = sorted(usable, key=lambda column: -column.known)[:_MOST_FACETS]
    kept = {column.name for column in rarest}
    return [column for column in usable if column.name in kept]


def _own_name(column: str) -> str:
    """Return what a column is called by itself: "superhost" for "host.superhost", but "host" for "host.name"."""
    parent, _, own = column.rpartition(".")
    return parent.rpartition(".")[2] if parent and plain_name(own) == "name" else own


def _free_name(name: str, column: str, used: Collection[str]) -> str:
    for candidate in (name, facet_name(column)):
        if candidate not in used and candidate not in _TAKEN:
            return candidate
    number = 2
    while f"{name}_{number}" in used:
        number += 1
    return f"{name}_{number}"
