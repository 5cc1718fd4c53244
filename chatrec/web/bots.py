"""The catalogues of the page: each is opened when it is first talked about, once for everybody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from ..catalog.catalog import Catalog
from ..catalog.sources import SAMPLES
from ..chatbot import Chatbot
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
        self._sources = {name: one for name, one in others.items() if name != self.first}
        self._settings = settings
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

    @property
    def names(self) -> list[str]:
        """The names of the catalogues, the first one first."""
        return [self.first, *self._sources]

    def is_open(self, name: str) -> bool:
        """Tell whether a catalogue is ready to be talked about."""
        return name in self._open

    def get(self, name: str, *, progress: Callable[[int, int], None] | None = None) -> Chatbot:
        """Return the chatbot of a catalogue, opening it where it is not open yet.

        Raises:
            CatalogError: No catalogue has that name, or it cannot be read.
            IndexingError, StoreError: It cannot be opened.
        """
        found = self._open.get(name)
        if found is not None:
            return found
        if name not in self._sources:
            raise CatalogError(
                f"no catalogue {name!r} on this page; there are: {', '.join(self.names)}"
            )
        with self._opening:
            if name not in self._open:
                catalog = Catalog.load(self._sources[name], name=name)
                self._open[name] = Chatbot.open(catalog, settings=self._settings, progress=progress)
            return self._open[name]

    def close(self) -> None:
        """Close all that are open; a second call does nothing."""
        with self._opening:
            for name in list(self._open):
                self._open.pop(name).close()
