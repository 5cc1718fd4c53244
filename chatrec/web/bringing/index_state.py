"""How far the index of a catalogue that somebody brought is: told from one process to another by a file beside it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "indexed.json"


@dataclass(frozen=True, slots=True)
class IndexState:
    """How much of a catalogue is indexed."""

    embedder: str
    """As the settings name it."""
    done: int = 0
    total: int = 0
    whole: bool = False

    def is_whole(self, embedder: str) -> bool:
        """Tell whether nothing is left to do with an embedder."""
        return self.whole and self.embedder == embedder


def read_index_state(folder: Path) -> IndexState | None:
    """Return how far the index in the folder of a catalogue is; None where nothing is told of it."""
    with suppress(OSError, ValueError, TypeError):
        return IndexState(**json.loads((folder / _FILE).read_bytes()))
    return None


def write_index_state(folder: Path, state: IndexState) -> None:
    """Tell how far the index in the folder of a catalogue is.

    Raises:
        OSError: It cannot be written: the catalogue was removed, or the disk is full.
    """
    unfinished = folder / f"{_FILE}.part"
    unfinished.write_bytes(json.dumps(asdict(state)).encode())
    unfinished.replace(folder / _FILE)
