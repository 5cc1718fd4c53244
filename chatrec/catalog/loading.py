"""Loading a catalogue: its rows read, its schema inferred or taken from catalog.toml, its bad rows set aside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from .catalog import Catalog
from .columns import Column, gather_columns
from .config import Config, read_config
from .correct import corrected_layout, missing_columns
from .flatten import flatten
from .items import Item
from .naming import noun_for
from .notes import notes_on
from .plurals import plural
from .readers.rows import BadRow, Row
from .rejects import Reject, write_rejects
from .rows import RowReader, WrongRow
from .sources import Source, find_source


def load(
    source: str | Path,
    *,
    name: str | None = None,
    table: str | None = None,
    query: str | None = None,
    config: str | Path | None = None,
    rejects: str | Path | None = None,
) -> Catalog:
    """Load a catalogue.

    The schema is inferred; a catalog.toml beside the source (chatrec.catalog.config says where) goes before it. None
    is written here: chatrec.catalog.write_config does that. Bad rows never stop a load: they are in `rejected`, and in
    a file beside the source where one can be written.

    Args:
        source: "movies" or "electronics" (bundled samples); a CSV, TSV, JSON, JSONL or Parquet file, the text forms
            also with .gz; a MovieLens folder; or a SQLAlchemy URL, with the table after "#".
        name: what the catalogue is called; else by catalog.toml, else by the source.
        table: the table of a database.
        query: a SELECT to read instead of a table.
        config: a catalog.toml somewhere else.
        rejects: the file that the bad rows are written to; else `<source>.rejects.jsonl`.

    Raises:
        CatalogError: the source or catalog.toml cannot be read. A wrong row never raises.
    """
    found = find_source(source, name=name, table=table, query=query)
    path = Path(config) if config is not None else found.config
    given = read_config(path) if path is not None else Config()
    catalog = build_catalog(
        found.rows(), name=name or given.catalog.name or found.name, config=given, where=str(path)
    )
    return _with_rejects(catalog, found, Path(rejects) if rejects is not None else None)


def build_catalog(
    rows: Iterable[Row | BadRow],
    *,
    name: str,
    config: Config | None = None,
    where: str = "catalog.toml",
) -> Catalog:
    """Make a catalogue of rows, however they were read; the bad ones are its `rejected`.

    `where` names the catalog.toml in an error. CatalogError where it names a column that the rows do not have.
    """
    config = config or Config()
    good: list[Row] = []
    rejected: list[Reject] = []
    for row in rows:
        if isinstance(row, BadRow):
            rejected.append(Reject(row.line, row.reason, row.raw))
        else:
            good.append(Row(row.line, flatten(row.record)))
    columns = gather_columns((row.record for row in good), len(good))
    layout = corrected_layout(columns, config, where=where)
    reader = RowReader(layout)
    items = _read_items(good, reader, rejected)
    one, many = _nouns(name, columns, config)
    return Catalog(
        name=name,
        items=items,
        schema=layout.schema,
        rules=config.house_rules,
        noun=one,
        nouns=many,
        about=config.catalog.about or "",
        layout=layout,
        rejected=tuple(sorted(rejected, key=lambda reject: reject.line)),
        notes=(
            *notes_on(layout, columns, missing_columns(columns, config), config),
            *reader.truncation.notes,
        ),
    )


def _read_items(rows: list[Row], reader: RowReader, rejected: list[Reject]) -> tuple[Item, ...]:
    """Read the items, adding the rows that cannot be one to `rejected`. The first of two with one id counts."""
    items: dict[str, Item] = {}
    lines: dict[str, int] = {}
    for row in rows:
        try:
            item = reader.read(row.record)
            if item.id in items:
                raise WrongRow(f"duplicate id {item.id!r}, first on line {lines[item.id]}")
        except WrongRow as wrong:
            raw = json.dumps(row.record, ensure_ascii=False, default=str)
            rejected.append(Reject(row.line, str(wrong), raw))
            continue
        items[item.id] = item
        lines[item.id] = row.line
    return tuple(items.values())


def _nouns(name: str, columns: Mapping[str, Column], config: Config) -> tuple[str, str]:
    one, many = noun_for(name, columns)
    given = config.catalog
    if given.noun is None:
        return one, given.nouns or many
    return given.noun, given.nouns or plural(given.noun)


def _with_rejects(catalog: Catalog, source: Source, chosen: Path | None) -> Catalog:
    """Write the bad rows and say where they are, or that they could not be written."""
    notes = [*catalog.notes, *source.notes()]
    place = chosen or source.rejects_place
    count = len(catalog.rejected)
    written = place is not None and write_rejects(catalog.rejected, place)
    if count:
        said = f"{count} of {count + len(catalog)} rows are bad"
        if written:
            notes.append(f"{said}; see {str(place)!r}")
        elif place is not None:
            notes.append(f"{said}; {str(place)!r} cannot be written, they are held in memory only")
        else:
            notes.append(f"{said}; they are held in memory only")
    return replace(catalog, notes=tuple(notes))
