"""The dense index: one Chroma collection a catalogue, kept in step with its items."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...catalog.catalog import Catalog
from ...catalog.facets import Schema
from ...catalog.items import Item
from ..embedders import Embedder, Vectors
from .chroma_store import Store, described_failures, open_store, unique_suffix
from .identity import SYNCED, collection_name, record, refuse_mismatch, text_hash
from .item_text import item_text
from .plan import Plan, all_texts, plan_from_catalog, plan_from_hashes
from .vector_cache import VectorCache

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

Progress = Callable[[int, int], None]
"""Called with how many of the texts to embed are done, and how many there are: first with 0 done."""

BATCH = 1000
"""How many items are embedded and committed at once: a killed run loses at most the work of one batch."""
_READ_BATCH = 5000
_HASH = "hash"
_CONFIGURATION: CreateCollectionConfiguration = {"hnsw": {"space": "cosine", "ef_search": 200}}


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What a synchronisation did, in items."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


class ItemIndex:
    """Finds the items of one catalogue whose texts mean the same as a query. Safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        collection: Collection,
        embedder: Embedder,
        embed_query: Callable[[Sequence[str]], Vectors],
    ) -> None:
        self._store = store
        self._collection = collection
        self._embedder = embedder
        self._cache = VectorCache(embedder.dimensions)
        self._writing = threading.RLock()
        self._query = lru_cache(maxsize=512)(lambda text: embed_query([text]))
        self._closed = False
        self._synced: tuple[Catalog, str] | None = None

    @classmethod
    def open(
        cls,
        place: Path | str | None,
        catalog_name: str,
        embedder: Embedder,
        *,
        embed_query: Callable[[Sequence[str]], Vectors] | None = None,
        rebuild: bool = False,
    ) -> ItemIndex:
        """Open the index of a catalogue, empty where there is none yet.

        `place` is a folder, the URL of a Chroma server, or None for memory. One process at a time owns a folder;
        several openings in that process share it. `embed_query` embeds what is searched for, where that is to be done in
        another way than by `embedder`. `rebuild` drops what is there, even where it is damaged.
        Raises FolderInUse, EmbedderMismatch, IndexingError.
        """
        with ExitStack() as undo:
            store = open_store(place, wipe=rebuild)
            undo.callback(store.close)
            name = collection_name(catalog_name) + (unique_suffix() if store.ephemeral else "")
            with described_failures("open", store.place), store.writing():
                collection = _open_collection(store, name, embedder, rebuild=rebuild)
                refuse_mismatch(collection.metadata or {}, embedder, catalog_name)
                if collection.count():
                    # Reads the graph, so that a damaged one shows now and not in a conversation.
                    _nearest(collection, embedder.embed([catalog_name]), 1)
            undo.pop_all()
            return cls(store, collection, embedder, embed_query or embedder.embed)

    @property
    def remote(self) -> bool:
        """Whether it is on a server, which may be away."""
        return self._store.remote

    @property
    def count(self) -> int:
        """How many items the index holds."""
        with described_failures("read", self._store.place):
            return self._collection.count()

    def sync(self, catalog: Catalog, *, progress: Progress | None = None) -> IndexChange:
        """Make the index hold exactly the items of a catalogue; only new and changed texts are embedded.

        Every batch is committed on its own: after a kill, the next call goes on where this one stopped.
        """
        with self._changing():
            plan = self._plan(catalog)
            if not plan.empty:
                self._mark("")
                self._write([*plan.new, *plan.changed], plan.texts, progress)
                self._delete(plan.gone)
            self._mark(plan.fingerprint)
            self._synced = (catalog, plan.fingerprint)
        return IndexChange(len(plan.new), len(plan.changed), len(plan.gone), plan.unchanged)

    def put(self, items: Iterable[Item], schema: Schema) -> None:
        """Add items, or put them in the place of those with the same id."""
        texts = {item.id: item_text(item, schema) for item in items}
        with self._changing():
            self._mark("")
            self._write(list(texts), texts, None)

    def remove(self, item_ids: Iterable[str]) -> None:
        """Remove items; an id that the index does not hold is passed over."""
        with self._changing():
            self._mark("")
            self._delete(list(dict.fromkeys(item_ids)))

    def search(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return ids of at most `limit` items with their cosines (-1 to 1) to the text, nearest first.

        The search is approximate (HNSW, Malkov and Yashunin 2018): now and then it misses one.
        """
        if limit < 1 or not text.strip():
            return []
        with described_failures("search", self._store.place):
            return _nearest(self._collection, self._query(text), limit)

    def scores(self, text: str, item_ids: Sequence[str]) -> list[float]:
        """Return the cosine (-1 to 1) of the text with each item, in the order of the ids; 0 for an unknown id.

        Exact to about 0.001: vectors are kept as 16-bit numbers once they were read. Where another process changes
        an item on a server, this one goes on with the vector it has kept.
        """
        if not item_ids:
            return []
        if not text.strip():
            return [0.0] * len(item_ids)
        rows = self._vectors(item_ids)
        return [float(cosine) for cosine in rows @ self._query(text)[0]]

    def close(self) -> None:
        """Give the folder free; a second call does nothing. An index in memory is gone afterwards."""
        with self._writing:
            if self._closed:
                return
            self._closed = True
            if self._store.ephemeral:
                self._store.client.delete_collection(self._collection.name)
            self._store.close()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        store = self._store
        with self._writing, described_failures("write", store.place), store.writing():
            yield

    def _plan(self, catalog: Catalog) -> Plan:
        recorded = self._recorded()
        before, held = self._synced or (None, "")
        if before is not None and held == recorded and len(before.rows) == self._collection.count():
            return plan_from_catalog(before, catalog, held)
        texts = all_texts(catalog)
        plan = plan_from_hashes(texts, {})
        if plan.fingerprint == recorded and len(texts) == self._collection.count():
            return replace(plan, new=(), unchanged=len(texts))
        return plan_from_hashes(texts, self._held_hashes())

    def _recorded(self) -> str:
        """Return the fingerprint of what the index holds; empty where it is not known. Another process may set it."""
        fresh = self._store.client.get_collection(self._collection.name, embedding_function=None)
        return str((fresh.metadata or {}).get(SYNCED, ""))

    def _mark(self, synced: str) -> None:
        """Record which items the index holds, or that this is not known while it changes."""
        if not synced:
            self._synced = None
        self._collection.modify(metadata=record(self._embedder, synced))

    def _held_hashes(self) -> dict[str, str]:
        held: dict[str, str] = {}
        for start in range(0, self._collection.count(), _READ_BATCH):
            page = self._collection.get(limit=_READ_BATCH, offset=start, include=["metadatas"])
            for item_id, metadata in zip(page["ids"], page["metadatas"] or [], strict=True):
                held[item_id] = str((metadata or {}).get(_HASH, ""))
        return held

    def _write(
        self,
        item_ids: Sequence[str],
        texts: Mapping[str, str],
        progress: Progress | None,
    ) -> None:
        if progress is not None:
            progress(0, len(item_ids))
        for start in range(0, len(item_ids), BATCH):
            batch = list(item_ids[start : start + BATCH])
            vectors = self._embedder.embed([texts[item_id] for item_id in batch])
            self._collection.upsert(
                ids=batch,
                embeddings=vectors,
                metadatas=[{_HASH: text_hash(texts[item_id])} for item_id in batch],
            )
            self._cache.forget(batch)
            self._cache.keep(batch, vectors, changes=self._cache.changes)
            if progress is not None:
                progress(start + len(batch), len(item_ids))

    def _delete(self, item_ids: Sequence[str]) -> None:
        for start in range(0, len(item_ids), BATCH):
            batch = list(item_ids[start : start + BATCH])
            self._collection.delete(ids=batch)
            self._cache.forget(batch)

    def _vectors(self, item_ids: Sequence[str]) -> Vectors:
        changes = self._cache.changes
        rows, missing = self._cache.rows(item_ids)
        unread = list(dict.fromkeys(item_ids[position] for position in missing))
        read: dict[str, Vectors] = {}
        for start in range(0, len(unread), _READ_BATCH):
            with described_failures("read", self._store.place):
                found = self._collection.get(
                    ids=unread[start : start + _READ_BATCH], include=["embeddings"]
                )
            # Rounded as the cache rounds, so that a score is the same the first and the second time.
            vectors = np.asarray(found["embeddings"], dtype=np.float16).astype(np.float32)
            self._cache.keep(found["ids"], vectors, changes=changes)
            read.update(zip(found["ids"], vectors, strict=True))
        for position in missing:
            if item_ids[position] in read:
                rows[position] = read[item_ids[position]]
        return rows


def drop_index(place: Path | str, catalog_name: str) -> None:
    """Delete what the index holds of a catalogue; nothing happens where it holds nothing.

    Raises FolderInUse, IndexingError.
    """
    from chromadb.errors import NotFoundError

    store = open_store(place)
    try:
        doing = described_failures("delete from", store.place)
        with doing, store.writing(), suppress(NotFoundError):
            store.client.delete_collection(collection_name(catalog_name))
    finally:
        store.close()


def _open_collection(store: Store, name: str, embedder: Embedder, *, rebuild: bool) -> Collection:
    from chromadb.errors import NotFoundError

    if rebuild:
        with suppress(NotFoundError):
            store.client.delete_collection(name)
    try:
        return store.client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return store.client.get_or_create_collection(
            name,
            metadata=record(embedder),
            configuration=_CONFIGURATION,
            embedding_function=None,
        )


def _nearest(collection: Collection, query: Vectors, limit: int) -> list[tuple[str, float]]:
    found = collection.query(query_embeddings=query, n_results=limit, include=["distances"])
    distances = (found["distances"] or [[]])[0]
    return [
        (item_id, 1.0 - distance)
        for item_id, distance in zip(found["ids"][0], distances, strict=True)
    ]
