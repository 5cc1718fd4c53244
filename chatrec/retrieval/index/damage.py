"""Looks at graph files while Chroma writes nothing: at damage, on which it ends the process or is silent, and at unused places."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

GRAPH_FOLDER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What Chroma calls the folder of one graph: a UUID."""
_HEADER = struct.Struct("<i6QiI3QdQ")
"""hnswlib's header as Chroma 1.5 writes it: version, offset of level 0, places, elements, bytes an element,
label offset, data offset, highest level, entry point, most links above level 0, most links on it, M, mult, ef."""
_LENGTH_ERROR = 0.01
_CLOCK_SECONDS = 2.0
"""How far the times of files may be behind the clock."""


@dataclass(frozen=True)
class _Graph:
    places: int
    elements: int
    element_bytes: int
    most_links: int


def find_damage(folder: Path) -> str | None:
    """Return what is wrong with the first damaged graph in a Chroma folder, None where nothing is.

    Checks sizes, links and the lengths of the vectors (all 1, as embedders give them), not their numbers. A header of another size is of another version and
    is not judged. Raises OSError where a file cannot be read.
    """
    for graph in sorted(folder.iterdir()):
        if GRAPH_FOLDER.fullmatch(graph.name) and (graph / "header.bin").is_file():
            damage = _damage(graph)
            if damage is not None:
                return f"{damage} in {graph.name}"
    return None


def wipe_unused_places(folder: Path, *, since: float = 0.0) -> None:
    """Overwrite with zeros what a Chroma folder holds beyond the elements of its graphs.

    Chroma writes a new graph with all the places that it has memory for, and with them what lay in that memory before:
    vectors of a catalogue that was deleted since, or words of a chat. Nobody may change the folder meanwhile, and no
    graph may be damaged. Graphs that were not written since a moment, in seconds of the epoch, are passed over. Raises
    OSError where a file cannot be read or written.
    """
    for graph in folder.iterdir():
        header = graph / "header.bin"
        if not GRAPH_FOLDER.fullmatch(graph.name) or not header.is_file():
            continue
        if header.stat().st_mtime >= since - _CLOCK_SECONDS:
            data = header.read_bytes()
            if len(data) == _HEADER.size:
                elements, element_bytes = _HEADER.unpack(data)[3:5]
                _wipe(graph / "data_level0.bin", elements * element_bytes)
                _wipe(graph / "length.bin", elements * 4)


def _wipe(path: Path, start: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        rest = file.read()
        if rest.count(0) < len(rest):
            file.seek(start)
            file.write(bytes(len(rest)))


def _damage(folder: Path) -> str | None:
    header = (folder / "header.bin").read_bytes()
    if len(header) > _HEADER.size:
        return None
    if len(header) < _HEADER.size:
        return "header.bin is cut short"
    values = _HEADER.unpack(header)
    graph = _Graph(values[2], values[3], values[4], values[10])
    link_bytes = 4 * (graph.most_links + 1)
    if not link_bytes < graph.element_bytes < 2**24 or graph.elements > graph.places:
        return "header.bin makes no sense"
    sizes = {
        "data_level0.bin": graph.elements * graph.element_bytes,
        "length.bin": graph.elements * 4,
    }
    for name, size in sizes.items():
        path = folder / name
        found = path.stat().st_size if path.is_file() else 0
        if found < size:
            return f"{name} has {found} bytes where {size} belong"
    if not _level0_is_whole(folder / "data_level0.bin", graph):
        return "data_level0.bin holds links to nowhere"
    lengths = np.fromfile(folder / "length.bin", dtype="<f4", count=graph.elements)
    if not bool(np.all(np.abs(lengths - 1.0) < _LENGTH_ERROR)):
        return "length.bin holds lengths other than 1"
    upper = folder / "link_lists.bin"
    if not upper.is_file() or not _upper_levels_are_whole(upper.read_bytes(), graph):
        return "link_lists.bin does not end where it must"
    return None


def _level0_is_whole(path: Path, graph: _Graph) -> bool:
    if not graph.elements:
        return True
    rows = np.memmap(path, dtype=np.uint8, mode="r", shape=(graph.elements, graph.element_bytes))
    links: NDArray[np.uint32] = (
        np.ascontiguousarray(rows[:, : 4 * (graph.most_links + 1)])
        .view("<u4")
        .astype(np.uint32, copy=False)
    )
    counts = links[:, 0] & 0xFFFF
    if int(counts.max()) > graph.most_links:
        return False
    used = np.arange(graph.most_links) < counts[:, None]
    return not bool(np.any((links[:, 1:] >= graph.elements) & used))


def _upper_levels_are_whole(data: bytes, graph: _Graph) -> bool:
    """Walk the lists: for each element their length in bytes, then that many bytes."""
    at = 0
    for _ in range(graph.elements):
        if at + 4 > len(data):
            return False
        at += 4 + int.from_bytes(data[at : at + 4], "little")
    return at == len(data)
