"""The catalogues that were imported: files in the data folder, found by name."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import CatalogError
from ..settings import Settings

if TYPE_CHECKING:
    from ..catalog.catalog import Catalog
    from ..catalog.items import Item

_SAMPLES = ("movies", "electronics")
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A catalogue that was imported."""

    name: str
    items: int
    path: Path
    config: Path


def find_source(source: str, settings: Settings) -> str | Path:
    """Return the file of an imported catalogue of that name, else the source as it was given."""
    if not source or Path(source).name != source or source in _SAMPLES:
        return source
    imported = settings.catalog_folder / f"{source}.jsonl"
    return imported if imported.is_file() else source


def imported_names(settings: Settings) -> list[str]:
    """Return the names of the imported catalogues, in order."""
    return sorted(path.stem for path in settings.catalog_folder.glob("*.jsonl"))


def check_source(source: str, settings: Settings, *, write: bool) -> tuple[Catalog, Path | None]:
    """Load a catalogue; write its schema beside it where that is wished and possible, and say where.

    Raises:
        CatalogError: it cannot be loaded.
    """
    from ..catalog import infer_and_write, load

    place = find_source(source, settings)
    if write:
        try:
            return infer_and_write(place)
        except CatalogError as error:
            # It may be loaded all the same: a sample, a database, a folder that is read-only.
            catalog = load(place)
            if source in _SAMPLES:
                return catalog, None
            note = f"the schema was not written: {error}"
            return replace(catalog, notes=(*catalog.notes, note)), None
    return load(place), None


def keep_catalog(catalog: Catalog, settings: Settings) -> Kept:
    """Write a catalogue and its schema into the data folder, in the place of one of the same name.

    Raises:
        CatalogError: its name is that of a sample, or the folder cannot be written.
    """
    from ..catalog import write_config

    name = _UNFIT.sub("-", catalog.name).strip("-.") or "catalog"
    if name in _SAMPLES:
        raise CatalogError(f"{name!r} is the name of a sample; give another with --name")
    path = settings.catalog_folder / f"{name}.jsonl"
    config = path.with_name(f"{name}.catalog.toml")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as file:
            for item in catalog:
                file.write(json.dumps(_row(item), ensure_ascii=False) + "\n")
        config.unlink(missing_ok=True)
        unfinished.replace(path)
    except OSError as error:
        raise CatalogError(
            f"the catalogue cannot be kept in {str(path.parent)!r}: {error.strerror}; "
            "free some space there, or set CHATREC_HOME to another folder"
        ) from error
    write_config(replace(_as_written(catalog), name=name), config)
    return Kept(name, len(catalog), path, config)


def _as_written(catalog: Catalog) -> Catalog:
    """Return the catalogue with the layout of the rows that are written: a column for each facet, by its name."""
    from ..catalog.layout import FacetColumn, Fields, Layout

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
