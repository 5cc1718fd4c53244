"""What a person corrects of a catalogue that they bring, by the same code as a catalog.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field

from ...catalog.catalog import Catalog
from ...catalog.config import AboutSection, Config, FacetSection, parse_config
from ...catalog.facets import Facet
from ...catalog.layout import DETAILS
from ...catalog.loading import build_catalog
from ...catalog.readers.rows import BadRow, Row
from ...errors import CatalogError, UploadError
from .brought import new_name
from .receiving import tidy_title

_MOST_MISFITS = 0.5
"""The share of its known values from which a type that is given does not fit a facet."""
_TYPES = {
    "number": "numbers",
    "money": "amounts of money",
    "date": "dates",
    "flag": "a yes or a no",
}
Asked = Mapping[str, Mapping[str, object]]
"""By facet, what the form says of it: type, label, ask, show."""


class Draft(BaseModel):
    """A file that was brought and is not kept yet."""

    model_config = ConfigDict(frozen=True)

    file: str
    """Its name, as it was sent."""
    rows: str
    """The name under which it is held."""
    title: str
    kept_as: str = Field(default_factory=new_name)
    """The name under which it will be kept: kept twice, it is there once."""
    noun: str | None = None
    """What one of the items is called, where that was corrected."""
    given: dict[str, FacetSection] = {}
    """What was corrected, by facet."""
    shown: dict[str, FacetSection] = {}
    """What the form last showed; only what differs from it is a correction."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it would be as a catalogue."""

    draft: Draft
    catalog: Catalog
    complaints: Mapping[str, str] = field(default_factory=dict)
    """By facet, the correction that was not made, and why."""
    notes: tuple[str, ...] = ()
    """What a person should know of how the file was read."""


def preview(draft: Draft, rows: Sequence[Row | BadRow]) -> Preview:
    """Return a draft as a catalogue.

    Raises:
        UploadError: No row of it is an item.
    """
    catalog = _built(draft, draft.given, rows)
    if not catalog.items:
        raise UploadError(_why_nothing(catalog))
    return _as_shown(draft, draft.given, catalog, {})


def correct(
    draft: Draft, rows: Sequence[Row | BadRow], *, title: str, noun: str, asked: Asked
) -> Preview:
    """Return a draft with the corrections of the form; those that do not fit are not made and complained of.

    Raises:
        UploadError: No row of it is an item.
    """
    named = {"title": tidy_title(title) or draft.title, "noun": tidy_title(noun) or draft.noun}
    draft = draft.model_copy(update=named)
    given, complaints = dict(draft.given), dict[str, str]()
    for name, told in asked.items():
        if name in draft.shown:
            try:
                given[name] = _corrected(name, told, draft)
            except CatalogError as error:
                complaints[name] = f"this cannot be so: {error}"
    catalog = _built(draft, given, rows)
    while misfits := _misfits(catalog, given, draft):
        complaints |= misfits
        for name in misfits:
            given[name] = _with_old_type(given[name], draft.given.get(name))
        catalog = _built(draft, given, rows)
    return _as_shown(draft, given, catalog, complaints)


def correctable(catalog: Catalog) -> list[tuple[str, Facet]]:
    """Return the facets that can be corrected, each with its column: not the one of the leftover words."""
    layout = catalog.layout
    return [
        (one.column, one.facet)
        for one in layout.columns
        if not (layout.details and one.column == DETAILS)
    ]


def _corrected(name: str, told: Mapping[str, object], draft: Draft) -> FacetSection:
    was, before = draft.shown[name], draft.given.get(name, FacetSection())
    told = {key: told[key] for key in ("type", "label", "ask", "show") if key in told}
    if "label" in told:
        told["label"] = tidy_title(str(told["label"])) or name.replace("_", " ")
    changes = {key: value for key, value in told.items() if value != getattr(was, key)}
    table = {**before.model_dump(exclude_none=True), **changes, "column": was.column}
    return parse_config({"facets": {name: table}}, where="the form").facets[name]


def _misfits(catalog: Catalog, given: Mapping[str, FacetSection], draft: Draft) -> dict[str, str]:
    """Return the facets whose new type does not fit most of their values, with the reason."""
    found: dict[str, str] = {}
    for name, table in given.items():
        before = draft.given.get(name, FacetSection()).type
        if table.type is None or table.type == before:
            continue
        wrong = [one.reason for one in catalog.rejected if one.reason.startswith(f"{name}: ")]
        right = sum(item.fact(name) is not None for item in catalog)
        if len(wrong) > _MOST_MISFITS * (len(wrong) + right):
            example = wrong[0].removeprefix(f"{name}: ")
            found[name] = (
                f"most of its values are not {_TYPES.get(table.type, table.type)} ({example}), so its type stays"
            )
    return found


def _with_old_type(table: FacetSection, before: FacetSection | None) -> FacetSection:
    return table.model_copy(update={"type": before.type if before else None})


def _built(
    draft: Draft, given: Mapping[str, FacetSection], rows: Sequence[Row | BadRow]
) -> Catalog:
    # Facets that are named come first: all are, in the order that was shown.
    facets = {name: given.get(name, FacetSection(column=was.column)) for name, was in draft.shown.items()}  # fmt: skip
    config = Config(catalog=AboutSection(name=draft.title, noun=draft.noun), facets=facets)
    return build_catalog(rows, name=draft.title, config=config, where="the form")


def _as_shown(
    draft: Draft,
    given: Mapping[str, FacetSection],
    catalog: Catalog,
    complaints: Mapping[str, str],
) -> Preview:
    shown = {
        facet.name: FacetSection(
            column=column, type=facet.type, label=facet.words, ask=facet.ask, show=facet.show
        )
        for column, facet in correctable(catalog)
    }
    now = draft.model_copy(update={"given": dict(given), "shown": shown})
    return Preview(now, catalog, complaints)


def _why_nothing(catalog: Catalog) -> str:
    if not catalog.rejected:
        return "the file has no rows beneath its first line; bring one with a row for each item"
    first = catalog.rejected[0]
    return (
        f"none of its {len(catalog.rejected):,} rows can be an item; "
        f"the first, on line {first.line}: {_cut(first.reason)}"
    )


def _cut(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:199]}…"
