"""The statistics of a log on disk: one file beside the index, replaced whole."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ...errors import InteractionsError
from ...private_files import make_private_folder
from .chats import EarlierChats
from .collaborative import Collaborative

FILE = "interactions.npz"
_FORMAT = 1
Arrays = dict[str, NDArray[np.generic]]


def save_statistics(log: Collaborative, folder: Path) -> Path:
    """Write the statistics of a log into a folder and return the file.

    Raises:
        InteractionsError: the folder cannot be written.
    """
    facts = {"format": _FORMAT, "ids": log.ids, "from_dialogues": log.from_dialogues}
    arrays: Arrays = {"popularity": log.popularity, **_flat("together", log.together)}
    if log.chats is not None:
        facts["vocabulary"] = list(log.chats.vocabulary)
        arrays |= _flat("by_word", log.chats.by_word) | _flat("votes", log.chats.votes)
        arrays["rarity"] = log.chats.rarity
    arrays["facts"] = np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
    file = folder / FILE
    partial = file.with_suffix(".partial")
    try:
        make_private_folder(folder)
        with partial.open("wb") as stream:
            # Compressing takes longer than reading the larger file ever would.
            np.savez(stream, allow_pickle=False, **arrays)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
    except OSError as error:
        raise InteractionsError(
            f"cannot write the statistics of the log to {str(file)!r}: {error}; "
            "check that the folder can be written and the disk is not full"
        ) from error
    return file


def load_statistics(folder: Path) -> Collaborative | None:
    """Read the statistics that save_statistics wrote, or None where there are none.

    Raises:
        InteractionsError: the file is damaged or of another version.
    """
    file = folder / FILE
    if not file.exists():
        return None
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        facts = json.loads(arrays["facts"].tobytes())
        if facts["format"] != _FORMAT:
            raise ValueError(f"format {facts['format']!r}")
        return _restored(facts, arrays)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise InteractionsError(
            f"cannot read the statistics of the log in {str(file)!r}: {error}; "
            "import the log again with: chatrec index --interactions FILE"
        ) from error


def _restored(facts: Mapping[str, object], arrays: Arrays) -> Collaborative:
    chats = None
    words = facts.get("vocabulary")
    if isinstance(words, list):
        vocabulary = {str(word): place for place, word in enumerate(words)}
        rarity = arrays["rarity"].astype(np.float32)
        chats = EarlierChats(
            vocabulary, rarity, _matrix("by_word", arrays), _matrix("votes", arrays)
        )
    ids = facts["ids"]
    if not isinstance(ids, list):
        raise ValueError(f"ids {ids!r}")
    return Collaborative(
        tuple(str(one) for one in ids),
        arrays["popularity"].astype(np.float32),
        _matrix("together", arrays),
        facts["from_dialogues"] is True,
        chats,
    )


def _flat(name: str, matrix: csr_array) -> Arrays:
    return {
        f"{name}.data": matrix.data,
        f"{name}.indices": matrix.indices,
        f"{name}.starts": matrix.indptr,
        f"{name}.shape": np.asarray(matrix.shape, dtype=np.int64),
    }


def _matrix(name: str, arrays: Arrays) -> csr_array:
    rows, columns = (int(size) for size in arrays[f"{name}.shape"].astype(np.int64))
    data = arrays[f"{name}.data"].astype(np.float32)
    indices = arrays[f"{name}.indices"].astype(np.int32)
    starts = arrays[f"{name}.starts"].astype(np.int32)
    return csr_array((data, indices, starts), shape=(rows, columns))
