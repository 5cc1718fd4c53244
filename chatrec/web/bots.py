"""The catalogues of the page: each is opened when it is first talked about, once for everybody who may see it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from .. import limits
from ..catalog.catalog import Catalog
from ..catalog.sources import SAMPLES
from ..chatbot import Chatbot
from ..dialogue.sessions.rows import SessionSummary
from ..dialogue.sessions.store import SessionStore
from ..errors import IndexingError, RequestError, TooMany, UploadError
from ..retrieval.index.item_index import drop_index
from ..settings import Settings
from ..shelf import imported_catalogs
from .bringing.brought import Brought
from .bringing.drafts import SECONDS_KEPT, Drafts
from .long_lived import making_long_lived

QUIET_SECONDS = 120.0
"""How long nobody must have talked about one before it is closed in favour of another; a turn takes less."""


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
        self.brought = Brought(settings)
        """The catalogues that browsers brought."""
        self.drafts = Drafts(settings)
        """The files that they sent and did not keep yet."""
        self._sources = {name: one for name, one in others.items() if name != self.first}
        self._open = {self.first: first}
        self._used: dict[str, float] = {}
        self._turns: dict[str, threading.Lock] = {}
        self._changing = threading.Lock()
        self._closing = threading.Event()
        self._clean()

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
        with making_long_lived():
            first = Chatbot.open(settings.catalog, settings=settings, progress=progress)
        return cls(first, others, settings=settings)

    def names(self, owner: str) -> list[str]:
        """Return the names of the catalogues that a browser may talk about: the first one, the others, its own."""
        return [self.first, *self._sources, *self.brought.names(owner)]

    def titles(self, owner: str) -> dict[str, str]:
        """Return what people call the catalogues that a browser may talk about, by name."""
        return {name: name for name in (self.first, *self._sources)} | self.brought.titles(owner)

    def sessions(self, owner: str) -> list[SessionSummary]:
        """Return the chats of a browser, last used first, each with what people call its catalogue."""
        titles = self.titles(owner)
        return [
            replace(one, catalog=titles.get(one.catalog, one.catalog))
            for one in self.store.sessions(owner)
        ]

    def is_own(self, name: str) -> bool:
        """Tell whether a catalogue is one of the server rather than one that a browser brought."""
        return name == self.first or name in self._sources

    def is_open(self, name: str) -> bool:
        """Tell whether a catalogue is ready to be talked about."""
        return name in self._open

    def get(
        self, name: str, *, owner: str, progress: Callable[[int, int], None] | None = None
    ) -> Chatbot:
        """Return the chatbot of a catalogue, opening it where it is not open yet.

        Raises:
            RequestError: No catalogue of that name is there for this browser.
            TooMany: As many brought ones as may be are being talked about.
            CatalogError, IndexingError, StoreError: It cannot be opened.
        """
        self._refuse_unknown(name, owner)
        found = self._found(name)
        if found is not None:
            return found
        with self._turn(name):
            # What was opened, or removed, while this waited.
            self._refuse_unknown(name, owner)
            found = self._found(name)
            return self._opened(name, owner, progress) if found is None else found

    def remove(self, name: str, *, owner: str) -> int:
        """Delete a catalogue that this browser brought, its index and the chats about it; return how many those were.

        Raises:
            RequestError: It has brought none of that name.
            IndexingError, StoreError: Something could not be deleted; the call can be made again.
        """
        self.brought.source(owner, name)
        with self._turn(name):
            return self._removed(name, owner)

    def remove_remains(self, name: str, *, owner: str) -> None:
        """Delete what was made of a catalogue after it was removed.

        Raises:
            IndexingError, StoreError: Something could not be deleted; the call can be made again.
        """
        with self._turn(name):
            self._removed(name, owner)

    def forget(self, owner: str) -> None:
        """Delete all that is kept of a browser: its chats, what it brought, and what it sent and did not keep.

        What is under way for it, a message or a catalogue that is being kept, is not stored.

        Raises:
            IndexingError, StoreError: Something could not be deleted; the call can be made again.
        """
        self.store.forget(owner)
        for name in self.brought.names(owner):
            self.remove(name, owner=owner)
        self.brought.forget(owner)

    def close(self) -> None:
        """Close all that are open, and stop what is being indexed; a second call does nothing."""
        self._closing.set()
        for name in list(self._open):
            self._close(name)

    def _removed(self, name: str, owner: str) -> int:
        self._close(name)
        chats = self.store.forget_catalog(owner, name)
        if self.settings.chroma_url is not None:
            drop_index(self.settings.chroma_url, name)
        self.brought.remove(owner, name)
        return chats

    def refuse_forgotten(self, owner: str, since: int) -> None:
        """Go on only where a browser was not forgotten since a moment.

        Args:
            owner: Whose browser it is.
            since: What store.epoch() returned at that moment.

        Raises:
            UploadError: It was.
        """
        if self.store.forgotten(owner, since):
            raise UploadError(
                "all that was kept of this browser was deleted while this was made ready; bring the file again"
            )

    def _clean(self) -> None:
        """Delete what a process left that was killed while a catalogue was brought, kept or removed.

        Whoever holds the embedded index is alone with the folder; beside others only what is old is deleted.
        """
        alone = self.settings.chroma_url is None
        self.brought.clean(older=0.0 if alone else SECONDS_KEPT)
        if alone:
            self.drafts.clean(self.brought)

    def _refuse_unknown(self, name: str, owner: str) -> None:
        if name not in self.names(owner):
            there = ", ".join(self.titles(owner).values())
            raise RequestError(
                f"no catalogue {name!r} on this page; there are: {there}", status=404
            )

    def _found(self, name: str) -> Chatbot | None:
        with self._changing:
            if name in self._used:
                self._used[name] = time.monotonic()
            return self._open.get(name)

    def _opened(
        self, name: str, owner: str, progress: Callable[[int, int], None] | None
    ) -> Chatbot:
        own = name not in self._sources
        if own:
            self._make_room(owner)
        source = self.brought.source(owner, name) if own else self._sources[name]
        settings = self.brought.settings(owner, name) if own else self.settings

        def told(done: int, total: int) -> None:
            if self._closing.is_set():
                raise IndexingError("the server is being stopped; try again when it is back")
            if progress is not None:
                progress(done, total)

        with making_long_lived():
            catalog = Catalog.load(source, name=name)
            bot = Chatbot.open(catalog, settings=settings, progress=told)
        with self._changing:
            self._open[name] = bot
            if own:
                self._used[name] = time.monotonic()
        return bot

    def _make_room(self, owner: str) -> None:
        """Close a brought catalogue where as many as may be are open: one of the owner's own, else one that is quiet."""
        own = set(self.brought.names(owner))
        with self._changing:
            theirs = [name for name in self._used if name in own]
            if len(theirs) >= limits.OPEN_OF_VISITOR:
                oldest = min(theirs, key=self._used.__getitem__)
            elif len(self._used) < limits.OPEN_IN_ALL:
                return
            else:
                oldest = self._quiet_longest()
        self._close(oldest)

    def _quiet_longest(self) -> str:
        oldest = min(self._used, key=self._used.__getitem__)
        if time.monotonic() - self._used[oldest] < QUIET_SECONDS:
            raise TooMany(
                f"{limits.OPEN_IN_ALL} catalogues that people brought are being talked about just now, the most that "
                "this server holds open at once; try again in two minutes",
                retry_after=int(QUIET_SECONDS),
            )
        return oldest

    def _close(self, name: str) -> None:
        with self._changing:
            self._used.pop(name, None)
            bot = self._open.pop(name, None)
        if bot is not None:
            bot.close()

    def _turn(self, name: str) -> threading.Lock:
        """Return the lock under which a catalogue is opened or removed; others do not wait for it."""
        with self._changing:
            return self._turns.setdefault(name, threading.Lock())
