"""catalog.toml: what a person says about a catalogue, over what is inferred.

The file stands beside the data: `shop.catalog.toml` for `shop.csv`, or `catalog.toml` in the same folder, which holds
for every catalogue there that has no file of its own. In a folder that is itself a catalogue it is `catalog.toml`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import CatalogError
from .facets import LISTED, FacetType
from .measures import measures
from .rules import HouseRules


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AboutSection(_Section):
    """`[catalog]`: what the catalogue is called; what is absent is inferred."""

    name: str | None = None
    noun: str | None = None
    nouns: str | None = None
    about: str | None = None


class FieldsSection(_Section):
    """`[fields]`: the columns that hold the fields of an item; "" where none does, absent where it is inferred."""

    id: str | None = None
    title: str | None = None
    description: str | None = None
    url: str | None = None
    image_url: str | None = None
    leave_out: tuple[str, ...] | None = None


class FacetSection(_Section):
    """`[facets.NAME]`: one facet; what is absent is inferred."""

    column: str | None = None
    """The column it is read from, where that is not the name of the facet."""
    separator: str | None = None
    type: FacetType | None = None
    label: str | None = None
    unit: str | None = None
    measure: str | None = None
    synonyms: tuple[str, ...] | None = None
    values: dict[str, tuple[str, ...]] | None = None
    order: tuple[str, ...] | None = None
    people: bool | None = None
    ask: bool | None = None
    show: bool | None = None


class Config(_Section):
    """The whole of a catalog.toml."""

    catalog: AboutSection = AboutSection()
    fields: FieldsSection = FieldsSection()
    facets: dict[str, FacetSection] = Field(default_factory=dict)
    house_rules: HouseRules = HouseRules()


def config_path(source: Path) -> Path:
    """Return where the catalog.toml of a source of that path is written: see this module."""
    if source.is_dir():
        return source / "catalog.toml"
    return source.with_name(stem_of(source) + ".catalog.toml")


def find_config(source: Path) -> Path | None:
    """Return the catalog.toml that holds for a source, or None."""
    own = config_path(source)
    if own.is_file() or source.is_dir():
        return own if own.is_file() else None
    common = source.parent / "catalog.toml"
    return common if common.is_file() else None


def stem_of(path: Path) -> str:
    """Return the name of a file without its endings: "shop" for "shop.csv.gz", "catalog.shop" for "catalog.shop.csv"."""
    name = path.name
    for ending in (".gz", ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".db", ".sqlite", ".sqlite3"):  # fmt: skip
        name = name.removesuffix(ending)
    return name or path.name


def read_config(path: Path) -> Config:
    """Read a catalog.toml. CatalogError names the file, the key, the value and what is allowed."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(
            f"cannot read {str(path)!r}: {error}; mend or remove the file"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{str(path)!r} is not valid TOML: {error}; mend that line") from error
    return parse_config(table, where=str(path))


def parse_config(table: dict[str, Any], *, where: str) -> Config:
    """Make a Config of the tables of a catalog.toml; `where` names it in an error."""
    try:
        config = Config.model_validate(table)
    except ValidationError as error:
        raise CatalogError(_explain(error, where)) from error
    for name, facet in config.facets.items():
        _check_order(name, facet, where)
        if facet.measure and facet.measure not in measures():
            raise CatalogError(
                f"{where!r}: facets.{name}.measure is {facet.measure!r}; "
                f"it must be one of {', '.join(measures())}, or leave it out"
            )
    return config


def _check_order(name: str, facet: FacetSection, where: str) -> None:
    order = facet.order or ()
    twice = [value for value in order if order.count(value) > 1]
    if twice:
        raise CatalogError(
            f"{where!r}: facets.{name}.order has {twice[0]!r} twice; name each value once, lowest first"
        )
    if order and facet.type not in (None, *LISTED):
        raise CatalogError(
            f"{where!r}: facets.{name}.order is of a facet of type {facet.type!r}; "
            f"only the values of a category or many facet are put in order, leave it out"
        )


def _explain(error: ValidationError, where: str) -> str:
    """Say the first thing that is wrong, and how many more there are."""
    problems = error.errors(include_url=False)
    first = problems[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        allowed = _allowed_keys(first["loc"])
        said = f"{where!r}: the key {key!r} is not known; allowed here: {allowed}"
    else:
        said = f"{where!r}: {key} is {first['input']!r}: {first['msg']}"
    more = len(problems) - 1
    return f"{said}; mend the file" + (f" ({more} more like this)" if more else "")


def _allowed_keys(place: tuple[int | str, ...]) -> str:
    tables: dict[str, type[BaseModel]] = {
        "catalog": AboutSection,
        "fields": FieldsSection,
        "facets": FacetSection,
        "house_rules": HouseRules,
    }
    model = tables.get(str(place[0]), Config) if len(place) > 1 else Config
    return ", ".join(model.model_fields)
