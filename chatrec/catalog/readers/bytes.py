"""Opening text files: gzip, byte order marks, UTF-8 with a fall-back to Latin-1."""

from __future__ import annotations

import codecs
import gzip
from pathlib import Path
from typing import TextIO

_PIECE = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def open_text(path: Path) -> TextIO:
    """Open a text file, unzipped where its name ends in .gz, in the encoding that encoding_of finds."""
    encoding = encoding_of(path)
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding=encoding, newline="")
    return path.open("rt", encoding=encoding, newline="")


def encoding_of(path: Path) -> str:
    """Return "utf-8-sig" or "utf-16" by the byte order mark, "utf-8" where all of it is, else "latin-1"."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
        piece = stream.read(_PIECE)
        for mark, encoding in _MARKS:
            if piece.startswith(mark):
                return encoding
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece:
                decoder.decode(piece)
                piece = stream.read(_PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8"
