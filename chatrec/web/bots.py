"""The catalogues of the page: each is opened when it is first talked about, once for everybody who may see it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from ..catalog.catalog import Catalog
from ..catalog.sources import SAMPLES
from ..chatbot import Chatbot
from ..dialogue.sessions.store import SessionStore
from ..errors import CatalogError
from ..settings import Settings
from ..shelf import imported_catalogs


class Bots:
    """Chatbots by the name of their catalogue. They share one data folder; safe to use from several threads."""

    def __init__(
        self, first: Chatbot, others: Mapping[str, str | Path], *, settings: Settings
    ) -> None:
        """Take a chatbot that is open, and the sources of other catalogues by name.

        A catalogue named as the first is left out: the index has one place a name.
        """
        self.first = first.catalog.name
        """The name of the catalogue that a new visitor talks about."""
        self.settings = settings
        self.store: SessionStore = first.store
        """The chats of all catalogues."""
        self._sources = {name: one for name, one in others.items() if name != self.first}
        self._open = {self.first: first}
        self._opening = threading.Lock()

    @classmethod
    def open(
        cls, settings: Settings, *, progress: Callable[[int, int], None] | None = None
    ) -> Bots:
        """Open the catalogue that the settings name; the samples and the imported ones stand beside it.

        Raises:
            CatalogError, IndexingError, StoreError: It cannot be opened.
        """
        imported = imported_catalogs(settings)
        others: dict[str, str | Path] = {**imported, **{name: name for name in SAMPLES}}
        first = Chatbot.open(settings.catalog, settings=settings, progress=progress)
        return cls(first, others, settings=settings)

    def names(self, owner: str) -> list[str]:
        """Return the names of the catalogues that a browser may talk about, the first one first."""
        return [self.first, *self._sources]

    def is_open(self, name: str) -> bool:
        """Tell whether a catalogue is ready to be talked about."""
        return name in self._open

    def get(
        self, name: str, *, owner: str, progress: Callable[[int, int], None] | None = None
    ) -> Chatbot:
        """Return the chatbot of a catalogue, opening it where it is not open yet.

        Raises:
            CatalogError: No catalogue of that name is there for this browser, or it cannot be read.
            IndexingError, StoreError: It cannot be opened.
        """
        if name not in self.names(owner):
            raise CatalogError(
                f"no catalogue {name!r} on this page; there are: {', '.join(self.names(owner))}"
            )
        found = self._open.get(name)
        if found is not None:
            return found
        with self._opening:
            if name not in self._open:
                catalog = Catalog.load(self._sources[name], name=name)
                self._open[name] = Chatbot.open(catalog, settings=self.settings, progress=progress)
            return self._open[name]

    def close(self) -> None:
        """Close all that are open; a second call does nothing."""
        with self._opening:
            for name in list(self._open):
                self._open.pop(name).close()
