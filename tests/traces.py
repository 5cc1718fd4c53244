"""Words and vectors in files: also in those that are packed, and in whatever form they are written."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every file beneath a folder, and what is packed in it."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            yield path, str(path.relative_to(folder)).encode() + b"\n" + data
            if zipfile.is_zipfile(io.BytesIO(data)):
                with zipfile.ZipFile(io.BytesIO(data)) as packed:
                    yield path, b"".join(map(packed.read, packed.namelist()))
            if data.startswith(b"\x1f\x8b"):
                yield path, gzip.decompress(data)
            if data[:1] == b"x":
                with suppress(zlib.error):
                    yield path, zlib.decompress(data)


def traces(folder: Path, *sought: str | bytes) -> set[tuple[str, str]]:
    """Return which words and vectors are in which files, in UTF-8 and UTF-16, in any case of letters."""
    found: set[tuple[str, str]] = set()
    for path, data in contents(folder):
        lower = data.lower()
        for one in sought:
            forms = (one.encode(), one.encode("utf-16-le")) if isinstance(one, str) else (one,)
            if any(form in (lower if isinstance(one, str) else data) for form in forms):
                found.add((str(path.relative_to(folder)), repr(one)[:30]))
    return found
