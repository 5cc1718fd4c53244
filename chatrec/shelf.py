"""The catalogues that were imported: files in the data folder, found by name."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from .catalog.catalog import Catalog
from .catalog.items import Item
from .catalog.layout import FacetColumn, Fields, Layout
from .catalog.sources import SAMPLES
from .errors import CatalogError
from .private_files import make_private_folder
from .settings import Settings
from .well_formed import well_formed

_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A catalogue that was imported."""

    name: str
    items: int
    path: Path
    config: Path


def find_catalog(source: str | Path, settings: Settings) -> str | Path:
    """Return the file of an imported catalogue of that name, else the source as it was given.

    A sample goes before an imported catalogue of its name, and a path is never a name.
    """
    name = str(source)
    if isinstance(source, Path) or not name or Path(name).name != name or name in SAMPLES:
        return source
    imported = _file_of(name, settings)
    return imported if imported.is_file() else source


def imported_catalogs(settings: Settings) -> dict[str, Path]:
    """Return the files of the imported catalogues by their names, in order."""
    found = {path.stem: path for path in settings.catalog_folder.glob("*.jsonl")}
    return dict(sorted(found.items()))


def keep_catalog(catalog: Catalog, settings: Settings) -> Kept:
    """Write a catalogue and its schema into the data folder, in the place of one of the same name.

    Raises:
        CatalogError: its name is that of a sample, or the folder cannot be written.
    """
    from .catalog.config_file import write_config

    name = _UNFIT.sub("-", catalog.name).strip("-.") or "catalog"
    if name in SAMPLES:
        raise CatalogError(f"{name!r} is the name of a sample; give another with --name")
    path = _file_of(name, settings)
    config = path.with_name(f"{name}.catalog.toml")
    try:
        make_private_folder(path.parent)
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as file:
            for item in catalog:
                file.write(well_formed(json.dumps(_row(item), ensure_ascii=False)) + "\n")
        config.unlink(missing_ok=True)
        unfinished.replace(path)
    except OSError as error:
        raise CatalogError(
            f"the catalogue cannot be kept in {str(path.parent)!r}: {error.strerror}; "
            "free some space there, or set CHATREC_HOME to another folder"
        ) from error
    write_config(replace(_as_written(catalog), name=name), config)
    return Kept(name, len(catalog), path, config)


def _file_of(name: str, settings: Settings) -> Path:
    return settings.catalog_folder / f"{name}.jsonl"


def _as_written(catalog: Catalog) -> Catalog:
    """Return the catalogue with the layout of the rows that are written: a column for each facet, by its name."""
    fields = Fields(
        description="description" if any(item.description for item in catalog) else None,
        url="url" if any(item.url for item in catalog) else None,
        image_url="image_url" if any(item.image_url for item in catalog) else None,
    )
    columns = tuple(FacetColumn(column=facet.name, facet=facet) for facet in catalog.schema)
    return replace(catalog, layout=Layout(fields=fields, columns=columns))


def _row(item: Item) -> dict[str, object]:
    row: dict[str, object] = {"id": item.id, "title": item.title, "description": item.description}
    row |= {"url": item.url, "image_url": item.image_url}
    return {
        name: value for name, value in {**row, **item.attributes}.items() if value not in (None, "")
    }
