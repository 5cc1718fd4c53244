"""What a source is: a bundled sample, a file of a known form, a MovieLens folder, or a table of a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ..errors import CatalogError
from .config import config_path, find_config, stem_of
from .readers.bytes import encoding_of
from .readers.rows import BadRow, Row

_FORMS = {
    ".csv": "delimited", ".tsv": "delimited", ".tab": "delimited", ".txt": "delimited", ".json": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
_SAMPLES = {"movies": "movies.jsonl", "electronics": "electronics.csv"}
SAMPLES = tuple(_SAMPLES)
"""The names of the bundled samples."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a catalogue, found and named but not yet read."""

    name: str
    form: str
    """sample forms are those of their files: delimited, json, jsonl, parquet, movielens or sql."""
    path: Path | None
    """The file or folder; None for a database on a server."""
    address: str = ""
    table: str | None = None
    query: str | None = None
    bundled: bool = False

    @property
    def config(self) -> Path | None:
        """The catalog.toml that holds for it, or None."""
        return find_config(self.beside) if self.beside is not None else None

    @property
    def config_place(self) -> Path | None:
        """Where its catalog.toml is written."""
        return config_path(self.beside) if self.beside is not None else None

    @property
    def rejects_place(self) -> Path | None:
        """Where its bad rows are written; None for a bundled sample and for a database on a server."""
        if self.beside is None or self.bundled:
            return None
        if self.beside.is_dir():
            return self.beside / "rejects.jsonl"
        return self.beside.with_name(self.beside.name + ".rejects.jsonl")

    @property
    def beside(self) -> Path | None:
        """The path that catalog.toml and the rejects stand beside; a table of an SQLite file has its own."""
        if self.path is None or self.form != "sql":
            return self.path
        return self.path.with_name(f"{stem_of(self.path)}.{self.name}")

    def rows(self) -> Iterator[Row | BadRow]:
        """Read the rows. CatalogError where the source cannot be read at all."""
        try:
            yield from self._rows()
        except (OSError, EOFError) as error:
            raise CatalogError(
                f"cannot read {str(self.path)!r}: {error}; check that the file is whole and may be read"
            ) from error

    def _rows(self) -> Iterator[Row | BadRow]:
        if self.form == "sql":
            from .readers.sql import read_sql

            yield from read_sql(self.address, table=self.table, query=self.query)
            return
        if self.path is None:
            raise CatalogError(
                f"the source {self.name!r} has no path; give a file, a folder or a database"
            )
        if self.form == "delimited":
            from .readers.delimited import read_delimited

            tabs = ".tsv" in self.path.suffixes or ".tab" in self.path.suffixes
            yield from read_delimited(self.path, delimiter="\t" if tabs else None)
        elif self.form == "jsonl":
            from .readers.jsonl import read_jsonl

            yield from read_jsonl(self.path)
        elif self.form == "json":
            from .readers.json_file import read_json

            yield from read_json(self.path)
        elif self.form == "parquet":
            from .readers.parquet import read_parquet

            yield from read_parquet(self.path)
        else:
            from .readers.movielens import read_movielens

            yield from read_movielens(self.path)

    def notes(self) -> tuple[str, ...]:
        """Return what a person should know of how the file was opened."""
        if self.path is None or self.form not in ("delimited", "json", "jsonl"):
            return ()
        if encoding_of(self.path) == "latin-1":
            return (
                f"{self.path.name} is not valid UTF-8 and was read as Latin-1; accents may be wrong",
            )
        return ()


def find_source(
    source: str | Path,
    *,
    name: str | None = None,
    table: str | None = None,
    query: str | None = None,
) -> Source:
    """Find a source: "movies" and "electronics" are the bundled samples, else a path or the URL of a database.

    A text without a slash or an ending that names a sample is the sample, whatever stands in the working folder.
    CatalogError where there is no such thing or its form is not known.
    """
    text = str(source)
    if isinstance(source, str) and text in _SAMPLES:
        path = Path(str(files(__package__).joinpath("samples", _SAMPLES[text])))
        return Source(name or text, _FORMS[path.suffix], path, bundled=True)
    if isinstance(source, str) and "://" in text:
        return _find_table(text, name, table, query)
    path = Path(source).expanduser()
    if path.is_dir():
        return _find_folder(path, name)
    if not path.is_file():
        raise CatalogError(
            f"no catalogue at {text!r}; give a file ({', '.join(_FORMS)}), a MovieLens folder, the URL of a "
            f"database (sqlite:///shop.db#products), or a sample ({', '.join(_SAMPLES)})"
        )
    form = _FORMS.get(
        path.with_suffix("").suffix.lower() if path.suffix == ".gz" else path.suffix.lower()
    )
    if form is None or (form == "parquet" and path.suffix == ".gz"):
        raise CatalogError(
            f"the form of {text!r} is not known by its ending; it must be one of {', '.join(_FORMS)}, "
            "or any of the text forms with .gz after it"
        )
    return Source(name or stem_of(path), form, path)


def _find_folder(folder: Path, name: str | None) -> Source:
    from .readers.movielens import is_movielens

    if is_movielens(folder):
        return Source(name or folder.resolve().name, "movielens", folder)
    raise CatalogError(
        f"the folder {str(folder)!r} holds no movies.csv, movies.dat or u.item; "
        "give the path of one file, or a MovieLens folder"
    )


def _find_table(text: str, name: str | None, table: str | None, query: str | None) -> Source:
    from .readers.sql import is_sql, split_table

    if not is_sql(text):
        scheme = text.partition("://")[0]
        raise CatalogError(
            f"cannot read {scheme!r} addresses; download the file first, or give the URL of a database"
        )
    address, named = split_table(text)
    chosen = table or named
    place = address.partition("///")[2] if address.startswith("sqlite") else ""
    path = Path(place.partition("?")[0]) if place and ":memory:" not in place else None
    if path is not None and not path.is_file():
        raise CatalogError(f"no database at {str(path)!r}; give the path of an SQLite file")
    default = chosen or ("query" if query else path and stem_of(path)) or "database"
    return Source(name or default, "sql", path, address, chosen, query)
