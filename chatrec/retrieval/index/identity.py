"""What an index is called and what it records about how its vectors were made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from ...errors import EmbedderMismatch
from ..embedders import Embedder
from .item_text import TEXT_RECIPE

EMBEDDER, DIMENSIONS, RECIPE, SYNCED = (
    "chatrec_embedder",
    "chatrec_dimensions",
    "chatrec_text_recipe",
    "chatrec_synced",
)
Recorded = Mapping[str, object]
_NONE: Mapping[str, str] = {}


def collection_name(catalog_name: str) -> str:
    """Return a name that Chroma allows, readable and different for every catalogue name.

    Chroma wants 3 to 512 characters of a-z, A-Z, 0-9, dot, underscore, hyphen, with a letter or digit at both ends.
    """
    readable = re.sub(r"[^a-z0-9]+", "-", catalog_name.lower()).strip("-")[:40].strip("-")
    digest = text_hash(catalog_name)[:8]
    return f"chatrec-{readable}-{digest}" if readable else f"chatrec-{digest}"


def text_hash(text: str) -> str:
    """Return 16 hexadecimal digits that change with the text (BLAKE2b)."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def fingerprint(hashes: Mapping[str, str]) -> str:
    """Return 16 hexadecimal digits that change with any item id or text hash, whatever their order."""
    return joined(f"{0:016x}", hashes)


def joined(before: str, hashes: Mapping[str, str], *, without: Mapping[str, str] = _NONE) -> str:
    """Return the fingerprint after some items came and others (`without`) went.

    It is a sum modulo 2**64 of one hash an item, so that a change costs what it changes.
    """
    total = int(before, 16)
    total += sum(_pair(item_id, digest) for item_id, digest in hashes.items())
    total -= sum(_pair(item_id, digest) for item_id, digest in without.items())
    return f"{total % 2**64:016x}"


def _pair(item_id: str, digest: str) -> int:
    return int(text_hash(f"{item_id}\n{digest}"), 16)


def record(embedder: Embedder, synced: str = "") -> dict[str, str | int]:
    """Return what is stored with a collection; `synced` is the fingerprint of the items it holds, if known."""
    return {
        EMBEDDER: embedder.name,
        DIMENSIONS: embedder.dimensions,
        RECIPE: TEXT_RECIPE,
        SYNCED: synced,
    }


def refuse_mismatch(recorded: Recorded, embedder: Embedder, catalog_name: str) -> None:
    """Raise EmbedderMismatch where the vectors were made by another embedder or from texts of another recipe."""
    made = (recorded.get(EMBEDDER), recorded.get(DIMENSIONS))
    rebuild = "rebuild it with: chatrec index --rebuild"
    if made != (embedder.name, embedder.dimensions):
        raise EmbedderMismatch(
            f"the index of {catalog_name!r} was built with {_described(*made)}, but "
            f"{_described(embedder.name, embedder.dimensions)} was asked for; "
            f"set CHATREC_EMBEDDER to the first, or {rebuild}"
        )
    if recorded.get(RECIPE) != TEXT_RECIPE:
        raise EmbedderMismatch(
            f"the index of {catalog_name!r} was built from item texts of version {recorded.get(RECIPE)!r}, "
            f"this program writes version {TEXT_RECIPE!r}; {rebuild}"
        )


def _described(name: object, dimensions: object) -> str:
    return f"the embedder {name!r} ({dimensions} dimensions)" if name else "an unknown embedder"
