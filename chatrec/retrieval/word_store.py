"""The words of a catalogue on disk, so that a large one is not read again at every opening.

The file is only a saving: where it is missing, damaged or of another catalogue, the words are read anew and it is
replaced. What it is good for is a digest of all that the words come from: items, schema, and the code that splits.
"""

from __future__ import annotations

import hashlib
import inspect
import zipfile
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .. import text
from ..catalog.catalog import Catalog
from ..private_files import make_private_folder
from . import item_words, lexical, words
from .lexical import FieldWeights, LexicalIndex

_BATCH = 1000


def read_or_build(catalog: Catalog, file: Path) -> LexicalIndex:
    """Return the words of a catalogue: those of the file where it is of this very catalogue, else read and kept there."""
    try:
        digest = _digest(catalog)
    except OSError:
        # Installed without its sources, it cannot tell whether a file is of the same code.
        return LexicalIndex.build(catalog)
    found = _read(catalog, file, digest)
    if found is None:
        found = LexicalIndex.build(catalog)
        # A folder that is full or read-only costs the next opening time and this one nothing.
        with suppress(OSError):
            _write(found, file, digest)
    return found


def _read(catalog: Catalog, file: Path, digest: NDArray[np.uint8]) -> LexicalIndex | None:
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            if not np.array_equal(stored["digest"], digest):
                return None
            written = stored["terms"].tobytes().decode()
            terms = written.split("\n") if written else []
            rows = (stored["counts"], stored["columns"], stored["starts"])
        counts = csr_array(rows, shape=(len(catalog), len(terms)))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    vocabulary = {term: number for number, term in enumerate(terms)}
    return LexicalIndex.of_counts(catalog, FieldWeights(), vocabulary, counts)


def _write(index: LexicalIndex, file: Path, digest: NDArray[np.uint8]) -> None:
    """Replace the file as a whole, so that nobody ever reads half of one."""
    make_private_folder(file.parent)
    counts = index.by_item
    with NamedTemporaryFile(dir=file.parent, suffix=".partial", delete=False) as stream:
        try:
            np.savez(
                stream,
                digest=digest,
                # No term holds a line end: texts are split there. One may hold a space, as the folded U+FDFA.
                terms=np.frombuffer("\n".join(index.vocabulary).encode(), dtype=np.uint8),
                counts=counts.data,
                columns=counts.indices.astype(np.int32),
                starts=counts.indptr.astype(np.int32),
            )
            stream.close()
            Path(stream.name).replace(file)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise


def _digest(catalog: Catalog) -> NDArray[np.uint8]:
    made_by = "".join(map(inspect.getsource, (text, words, item_words, lexical)))
    known = repr((made_by, sorted(words.fillers()), catalog.schema, len(catalog)))
    digest = hashlib.blake2b(known.encode("utf-8", "surrogatepass"), digest_size=32)
    for start in range(0, len(catalog), _BATCH):
        batch = [
            (item.title, item.description, dict(item.attributes))
            for item in catalog.items[start : start + _BATCH]
        ]
        digest.update(repr(batch).encode("utf-8", "surrogatepass"))
    return np.frombuffer(digest.digest(), dtype=np.uint8)
