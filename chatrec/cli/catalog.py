"""`chatrec catalog`: look at a catalogue, correct its schema, keep it."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..settings import Settings
from ..well_formed import json_text
from .options import JsonOption

if TYPE_CHECKING:
    from ..catalog.catalog import Catalog

catalogs = typer.Typer(
    help="Check, import and show catalogues.", no_args_is_help=True, rich_markup_mode=None
)
SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="CATALOG",
        help="A sample, an imported catalogue, a file, a folder or a database URL.",
    ),
]


@catalogs.command()
def check(
    source: SourceArgument,
    write: Annotated[
        bool, typer.Option(help="Write the inferred schema to a catalog.toml beside it.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Read a catalogue and tell what it holds, what was inferred, and which rows are bad."""
    found, written = _check(source, write=write)
    if as_json:
        typer.echo(json_text(_summary(found, written), indent=2))
        return
    from .show_catalog import show_catalog

    show_catalog(found)
    if written:
        typer.echo(
            f"Wrote {written}: correct what is wrong there, it goes before what is inferred."
        )


@catalogs.command("import")
def import_catalog(
    source: SourceArgument,
    name: Annotated[
        str | None, typer.Option(help="What to call it; else by its source.", show_default=False)
    ] = None,
) -> None:
    """Keep a copy of a catalogue in the data folder, to open it by its name."""
    from ..shelf import keep_catalog

    kept = keep_catalog(_load(source, name=name), Settings.from_environment())
    typer.echo(f"Kept {kept.items:,} items as {kept.name!r} in {kept.path}.")
    typer.echo(f"Its schema and house rules are in {kept.config}; correct them there.")
    typer.echo(f"Talk about it with: chatrec chat {kept.name}")


@catalogs.command()
def show(
    source: SourceArgument,
    item: Annotated[
        str | None, typer.Argument(metavar="[ITEM]", help="The id of an item.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(help="How many items to list.", min=1)] = 20,
    as_json: JsonOption = False,
) -> None:
    """List the items of a catalogue, or show all facts of one."""
    found = _load(source)
    items = [found[item]] if item else list(found.items[:limit])
    if as_json:
        typer.echo(json_text([asdict(one) for one in items], indent=2))
        return
    from .show_catalog import show_item, show_items

    if item:
        show_item(found, items[0])
    else:
        show_items(found, items)


@catalogs.command("list")
def list_catalogs() -> None:
    """List the samples and the imported catalogues."""
    from ..catalog.sources import SAMPLES
    from ..shelf import imported_catalogs

    typer.echo(f"samples:   {', '.join(SAMPLES)}")
    names = imported_catalogs(Settings.from_environment())
    typer.echo(f"imported:  {', '.join(names) if names else 'none yet'}")


def _load(source: str, *, name: str | None = None) -> Catalog:
    from ..catalog import load
    from ..shelf import find_catalog

    return load(find_catalog(source, Settings.from_environment()), name=name)


def _check(source: str, *, write: bool) -> tuple[Catalog, Path | None]:
    """Load a catalogue; write its schema beside it where that is wished and possible, and say where."""
    from ..catalog import infer_and_write, load
    from ..catalog.sources import SAMPLES
    from ..errors import CatalogError
    from ..shelf import find_catalog

    place = find_catalog(source, Settings.from_environment())
    if write:
        try:
            return infer_and_write(place)
        except CatalogError as error:
            # It may be loaded all the same: a sample, a database, a folder that is read-only.
            catalog = load(place)
            if source in SAMPLES:
                return catalog, None
            note = f"the schema was not written: {error}"
            return replace(catalog, notes=(*catalog.notes, note)), None
    return load(place), None


def _summary(catalog: Catalog, written: Path | None) -> dict[str, object]:
    return {
        "name": catalog.name,
        "items": len(catalog),
        "noun": catalog.noun,
        "facets": [
            facet.model_dump(mode="json", exclude_defaults=True) for facet in catalog.schema
        ],
        "house_rules": catalog.rules.model_dump(mode="json"),
        "rejected": [{"line": one.line, "reason": one.reason} for one in catalog.rejected],
        "notes": list(catalog.notes),
        "written": str(written) if written else None,
    }
