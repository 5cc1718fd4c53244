"""Chatbot: the conversational recommender over one catalogue, open for many sessions at once."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from .catalog.catalog import Catalog
from .catalog.items import Item, Value
from .chat import Chat
from .settings import Settings

if TYPE_CHECKING:
    from .dialogue.engine import Engine
    from .dialogue.sessions.store import SessionStore
    from .opening import Opened
    from .retrieval.retriever import Supplier


class Chatbot:
    """A conversational recommender over one catalogue.

    Safe to use from several threads. It owns its data folder until it is closed; use it as a context manager or
    call close().
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._changing = threading.Lock()

    @classmethod
    def open(
        cls,
        source: str | Path | Catalog = "movies",
        *,
        settings: Settings | None = None,
        progress: Callable[[int, int], None] | None = None,
        recommender: Supplier | None = None,
    ) -> Chatbot:
        """Open a catalogue and make it ready to talk about.

        Args:
            source: A catalogue, the name of a bundled sample ("movies", "electronics") or of an imported
                catalogue, or whatever chatrec.catalog.load reads.
            settings: Where data is kept and what is used; read from the environment where not given.
            progress: Told how many items of how many are indexed.
            recommender: A host's own recommender, whose scores are one more signal of the ranking.

        Raises:
            CatalogError: The catalogue cannot be read.
            FolderInUse: Another process owns the data folder.
            IndexingError: The index cannot be opened or built.
            StoreError: The session store cannot be opened.
        """
        from .opening import open_parts

        return cls(
            open_parts(
                source,
                settings=settings or Settings.from_environment(),
                progress=progress,
                recommender=recommender,
            )
        )

    @property
    def catalog(self) -> Catalog:
        """The catalogue as it is now."""
        return self._opened.engine.catalog

    @property
    def store(self) -> SessionStore:
        """The session store."""
        return self._opened.store

    @property
    def engine(self) -> Engine:
        """What turns are computed with now."""
        return self._opened.engine

    @property
    def threads(self) -> ThreadPoolExecutor:
        """The threads that turns are answered in, where they are asked for without blocking."""
        return self._opened.threads

    def session(
        self,
        session_id: str | None = None,
        *,
        user: str | None = None,
        profile: Mapping[str, Value | Sequence[str]] | None = None,
    ) -> Chat:
        """Open a session, or resume the one with that id.

        Args:
            session_id: Its id; a new one is made where none is given.
            user: Whose it is, for preferences kept across chats.
            profile: What the host knows of the user: attributes that house rules look at
                ({"streaming_services": ["Hulu"]}) and "seen", ids of items the user has consumed.
        """
        known = {name: _value(value) for name, value in (profile or {}).items()}
        return Chat(self, session_id or uuid.uuid4().hex, user=user, profile=known)

    def put(self, items: Iterable[Item]) -> None:
        """Add items, or change those with the same ids, while sessions go on."""
        with self._changing:
            self._opened = self._opened.with_catalog(self.catalog.with_items(items))

    def remove(self, item_ids: Iterable[str]) -> None:
        """Remove items while sessions go on."""
        with self._changing:
            self._opened = self._opened.with_catalog(self.catalog.without(item_ids))

    def close(self) -> None:
        """Let go of the data folder and the database."""
        self._opened.close()

    def __enter__(self) -> Chatbot:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _value(value: Value | Sequence[str]) -> Value:
    if isinstance(value, str | int | float):
        return value
    return tuple(str(one) for one in value)
