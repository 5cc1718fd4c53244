"""Writing catalog.toml: the inferred schema with comments that help a person correct it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Comment, Table

from ..errors import CatalogError
from ..well_formed import well_formed
from .catalog import Catalog
from .facets import LISTED, Facet
from .items import Value
from .layout import DETAILS, FacetColumn, Layout
from .loading import load
from .measures import measures
from .names import facet_name
from .rules import HouseRules
from .sources import find_source

_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
"""What TOML takes in a quoted text, where it is escaped, and in no comment."""
_HEAD = """What is written here goes before what is inferred from the data. Correct what is wrong and load again;
a value that is not given is inferred. Writing this file anew keeps every line that stands here and adds what is missing.
 type      category (one value of a set), many (several), number, money, date (2024-05-01), flag (yes or no), text
 unit      the unit of a number: "min", "kg", "in", "GB", "USD", ...
 measure   what a number measures, so that "cheaper" or "lighter" finds it; one of:
           {measures}
 label     how a sentence names it; synonyms: its other names; people: whether its values are names of people
 order     the values of a category from the lowest to the highest, so that "at most M" finds S and M
 ask       whether a person is asked about it; show: whether it is told
 A row whose value does not fit the type is set aside in the file of rejects."""
_RULES = """What is allowed in this house; for example:
 slate_size = 3                     how many items are shown at once
 hide_seen = true                   never offer what the user has already had
 when_nothing_fits = "relax"        or "abstain"
 [[house_rules.available]]          an item is offered only where every one of these holds
 facet = "stock"
 at_least = 1                       or at_most, equals, any_of = [...], in_user = "region" (an attribute of the user)
 [[house_rules.disclose]]           what must be told
 facet = "sponsored"
 equals = true
 say = "Sponsored."
 [[house_rules.confirm]]            what must be asked first
 facet = "age_minimum"
 at_least = 18
 ask = "Are you 18 or older?\""""


def infer_and_write(
    source: str | Path,
    *,
    name: str | None = None,
    table: str | None = None,
    query: str | None = None,
    config: str | Path | None = None,
) -> tuple[Catalog, Path]:
    """Load a source and write its catalog.toml beside it, or at `config`; return the catalogue and where it was written.

    CatalogError where the source cannot be loaded, it is a bundled sample, or the file cannot be written.
    """
    found = find_source(source, name=name, table=table, query=query)
    given = Path(config) if config is not None else None
    read = given if given is not None and given.is_file() else None
    catalog = load(source, name=name, table=table, query=query, config=read)
    path = given or found.config_place
    if path is None or found.bundled:
        raise CatalogError(
            f"{str(source)!r} has no place of its own for a catalog.toml; say where with config=..."
        )
    write_config(catalog, path)
    return catalog, path


def write_config(catalog: Catalog, path: Path) -> None:
    """Write the catalog.toml of a catalogue; what stands in the file already is kept word for word.

    CatalogError where the file is not valid TOML or cannot be written.
    """
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8-sig")) if path.exists() else _new()
        _add_about(document, catalog)
        _add_fields(document, catalog.layout)
        _add_facets(document, catalog)
        if "house_rules" not in document:
            document.add("house_rules", _rules_table(catalog.rules))
        path.write_bytes(well_formed(tomlkit.dumps(document)).encode())
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise CatalogError(f"{str(path)!r} is not valid TOML: {error}; mend that line") from error
    except OSError as error:
        raise CatalogError(
            f"cannot write {str(path)!r}: {error}; make the folder writable, or name another file"
        ) from error


def _new() -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    for line in _HEAD.format(measures=", ".join(measures())).splitlines():
        document.add(_comment(line))
    document.add(tomlkit.nl())
    return document


def _commented(table: Table, comment: str) -> Table:
    for line in comment.splitlines():
        table.add(_comment(line))
    return table


def _comment(line: str) -> Comment:
    return tomlkit.comment(_CONTROLS.sub("\ufffd", line))


def _add_about(document: tomlkit.TOMLDocument, catalog: Catalog) -> None:
    if "catalog" in document:
        return
    table = tomlkit.table()
    table.add("name", catalog.name)
    table.add("noun", catalog.noun)
    table.add("nouns", catalog.nouns)
    table.add("about", catalog.about)
    document.add("catalog", table)


def _add_fields(document: tomlkit.TOMLDocument, layout: Layout) -> None:
    if "fields" in document:
        return
    table = _commented(tomlkit.table(), 'the columns of the fields of an item; "" where none is')
    for key in ("id", "title", "description", "url", "image_url"):
        table.add(key, getattr(layout.fields, key) or "")
    table.add("leave_out", list(layout.fields.leave_out))
    document.add("fields", table)


def _add_facets(document: tomlkit.TOMLDocument, catalog: Catalog) -> None:
    if "facets" not in document:
        document.add("facets", tomlkit.table(is_super_table=True))
    facets = document["facets"]
    if not isinstance(facets, Table):
        raise CatalogError("'facets' of catalog.toml is not a table; write [facets.NAME]")
    for column in catalog.layout.columns:
        name = well_formed(column.facet.name)
        if name not in facets and not (catalog.layout.details and column.column == DETAILS):
            facets.add(name, _facet_table(column, catalog))


def _facet_table(column: FacetColumn, catalog: Catalog) -> Table:
    facet = column.facet
    table = _commented(tomlkit.table(), _looks(facet, catalog))
    if column.column != facet.name and facet_name(column.column) != facet.name:
        table.add("column", column.column)
    table.add("type", facet.type)
    if column.separator:
        table.add("separator", column.separator)
    table.add("label", facet.words)
    if facet.numeric:
        table.add("unit", facet.unit or "")
    if facet.numeric or facet.type == "date":
        table.add("measure", facet.measure or "")
    table.add("synonyms", list(facet.synonyms))
    if facet.type in LISTED:
        table.add("people", facet.people)
        if facet.order:
            table.add("order", list(facet.order))
    table.add("ask", facet.ask)
    table.add("show", facet.show)
    if facet.values:
        values = tomlkit.table()
        for value, others in {
            well_formed(one): others for one, others in facet.values.items()
        }.items():
            values.add(value, list(others))
        table.add("values", values)
    return table


def _rules_table(rules: HouseRules) -> Table:
    table = _commented(tomlkit.table(), _RULES)
    for key in ("slate_size", "hide_seen", "when_nothing_fits"):
        table.add(key, getattr(rules, key))
    for key in ("available", "disclose", "confirm"):
        conditions = tomlkit.aot()
        for condition in getattr(rules, key):
            given = tomlkit.table()
            given.update(condition.model_dump(mode="json", exclude_none=True))
            conditions.append(given)
        if conditions:
            table.add(key, conditions)
    return table


def _looks(facet: Facet, catalog: Catalog) -> str:
    """Say what the facts are like: how many are known, the range of numbers, the most frequent values."""
    facts = [fact for item in catalog if (fact := item.fact(facet.name)) is not None]
    share = f"known of {len(facts)} of {len(catalog)}"
    if not facts or facet.type == "text":
        return share
    if facet.numeric or facet.type == "date":
        ordered = sorted(fact for fact in facts if isinstance(fact, int | float | str))
        return f"{share}; {ordered[0]} to {ordered[-1]}, half at most {ordered[len(ordered) // 2]}"
    counts = Counter(str(value) for fact in facts for value in _each(fact))
    frequent = ", ".join(value.replace("\n", " ")[:40] for value, _ in counts.most_common(5))
    return (
        f"{share}; {len(counts)} different values: {frequent}{', ...' if len(counts) > 5 else ''}"
    )


def _each(fact: Value) -> tuple[Value, ...]:
    return fact if isinstance(fact, tuple) else (fact,)
