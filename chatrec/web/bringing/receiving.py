"""A file that somebody sends: which forms are taken, how much of it, and its rows."""

from __future__ import annotations

import gzip
import logging
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from ... import limits
from ...catalog.flatten import flatten
from ...catalog.numbers import read_quantity
from ...catalog.readers.bytes import open_text
from ...catalog.readers.delimited import find_delimiter
from ...catalog.readers.rows import BadRow, Row
from ...catalog.sources import Source, find_source
from ...errors import CatalogError, TooLarge, UploadError
from ..views.render import visible

MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000
ENDINGS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson")
"""The forms that are taken, each also with .gz after it."""
_PACKED = ".gz"
_PIECE = 1 << 20
_LOOKED_AT = 1 << 16
_MARKS_OF_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
_OTHERS = {b"PK": "a spreadsheet or a zip archive", b"%PDF": "a PDF", b"\x1f\x8b": "a packed file"}
_LONGEST_TITLE = 60
_log = logging.getLogger(__name__)


def ending_of(name: str) -> str:
    """Return the ending that tells the form of a file: ".csv" of "shop.CSV.gz".

    Raises:
        UploadError: The form is none that is taken.
    """
    plain = PurePosixPath(name.lower().removesuffix(_PACKED))
    if plain.suffix not in ENDINGS:
        raise UploadError(
            f"{_short(name)} is of a form that cannot be read here; "
            "save it as CSV, TSV, JSON or JSONL, and bring that"
        )
    return plain.suffix


def is_packed(name: str) -> bool:
    """Tell whether a file is named as one that is packed."""
    return name.lower().endswith(_PACKED)


def title_of(name: str) -> str:
    """Return what a catalogue is called at first: the name of its file without folders and endings."""
    plain = PureWindowsPath(name).name
    if is_packed(plain):
        plain = plain[: -len(_PACKED)]
    return tidy_title(plain.removesuffix(PurePosixPath(plain).suffix)) or "my catalogue"


def tidy_title(text: str) -> str:
    """Return a title on one line, without characters that cannot be seen, and not too long."""
    return " ".join(visible(text).split())[:_LONGEST_TITLE].strip()


def refuse_large(size: int) -> None:
    """Raise TooLarge where a file of so many bytes is not taken."""
    if size > limits.UPLOAD_BYTES:
        raise TooLarge(
            f"the file is larger than {limits.UPLOAD_BYTES // limits.MEGABYTE} MB, the most that can be brought; "
            "take out rows or columns, or pack it as .gz"
        )


def unpack(packed: Path, plain: Path) -> None:
    """Unpack a file, and stop where it grows beyond what is taken.

    Raises:
        UploadError: It is not a .gz file, is cut off, or is too large.
    """
    size = 0
    try:
        with gzip.open(packed, "rb") as stream, plain.open("wb") as out:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > limits.UNPACKED_BYTES:
                    raise UploadError(
                        f"the file unpacks to more than {limits.UNPACKED_BYTES // limits.MEGABYTE} MB, "
                        "the most that can be read; take out rows or columns"
                    )
                out.write(piece)
    except (OSError, EOFError, zlib.error) as error:
        raise UploadError(
            "the file is named .gz but cannot be unpacked; pack it anew, or bring it unpacked"
        ) from error


def proper_ending(path: Path, ending: str) -> str:
    """Return the ending under which the content of a file is read: a .txt may hold JSON.

    Raises:
        UploadError: The file is empty, or holds no text.
    """
    with path.open("rb") as stream:
        head = stream.read(_LOOKED_AT)
    if not head.strip():
        raise UploadError("the file is empty; bring one with a row for each item")
    _refuse_binary(head)
    if ending != ".txt":
        return ending
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return {b"{": ".jsonl", b"[": ".json"}.get(first, ending)


def read_rows(path: Path) -> list[Row | BadRow]:
    """Read the rows of a file, and stop where they are more than is taken.

    Raises:
        UploadError: They are too many or too wide, there are none, or the file cannot be read.
    """
    source = find_source(path)
    try:
        if source.form == "delimited":
            _refuse_wide(len(_first_line(path)))
        return list(_within_limits(source))
    except UploadError:
        raise
    except CatalogError as error:
        raise UploadError(str(error).replace(repr(str(path)), "the file")) from error
    except Exception as error:  # A file of a stranger may break whatever reads it.
        _log.exception("a file that was brought could not be read")
        raise UploadError(
            "the file could not be read; save it anew as CSV or JSONL in UTF-8, and bring that"
        ) from error


def notes_of(path: Path) -> tuple[str, ...]:
    """Return what a person should know of how a file was read."""
    source = find_source(path)
    notes = [
        note.replace(path.name, "the file").replace("the file", "The file", 1)
        for note in source.notes()
    ]
    numbers = [cell for cell in _first_line(path) if read_quantity(cell)] if source.form == "delimited" else []  # fmt: skip
    if numbers:
        notes.append(
            f"The first line was taken for the names of the columns, though it holds “{_cut(numbers[0])}”. "
            "If it is an item, write a line of names above it and bring the file again."
        )
    return tuple(notes)


def _within_limits(source: Source) -> Iterator[Row | BadRow]:
    columns: set[str] = set()
    cells = 0
    for number, row in enumerate(source.rows(), start=1):
        if number > MOST_ROWS:
            raise UploadError(
                f"the file has more than {MOST_ROWS:,} rows, the most that can be brought; "
                "take out those that matter least"
            )
        if isinstance(row, Row):
            row = Row(row.line, flatten(row.record))  # What is nested counts as well.
            cells += len(row.record)
            new = row.record.keys() - columns
            columns |= new
            _refuse_wide(len(columns))
            _refuse_long_names(new)
        if cells > MOST_CELLS:
            raise UploadError(
                f"the file has more than {MOST_CELLS:,} cells, the most that can be read; "
                "take out rows or columns"
            )
        yield row


def _refuse_wide(columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise UploadError(
            f"the file has more than {MOST_COLUMNS:,} columns, the most that can be read; "
            "take out those that nobody asks about"
        )


def _refuse_long_names(columns: Iterable[str]) -> None:
    longest = max(map(len, columns), default=0)
    if longest > limits.COLUMN_NAME:
        raise UploadError(
            f"the name of a column has {longest:,} characters, and {limits.COLUMN_NAME} are the most; "
            "see that the first line names the columns"
        )


def _first_line(path: Path) -> list[str]:
    with open_text(path) as stream:
        line = next((line for line in stream if line.strip()), "")
    mark = "\t" if path.suffix == ".tsv" else find_delimiter(line)
    return [cell.strip().strip('"') for cell in line.split(mark)]


def _refuse_binary(head: bytes) -> None:
    if head.startswith(_MARKS_OF_WIDE_TEXT):
        return
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    known = next((kind for start, kind in _OTHERS.items() if head.startswith(start)), None)
    if b"\0" in head or controls * 10 > len(head) or (known and controls):
        kind = f", but {known}" if known else ""
        raise UploadError(f"the file holds no text{kind}; save it as CSV or JSONL, and bring that")


def _short(name: str) -> str:
    return f"“{_cut(PureWindowsPath(name).name)}”" if name else "the file"


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
