"""The catalogues that browsers brought, on the disk: each under its owner, and shown to nobody else.

One is the folder `<catalogue folder>/<owner>/<name>`, which holds all that is kept of it, so that it is deleted as a
whole. Its `title` is written last: a catalogue without one is not there. The name is made here, so that the index and
the chats of two catalogues that people call the same never meet.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ... import limits
from ...catalog.catalog import Catalog
from ...errors import RequestError
from ...private_files import delete_folder, delete_if_empty, delete_remains, found_in
from ...settings import Settings
from ...shelf import imported_catalogs, keep_catalog
from ...well_formed import well_formed

_OWNER = re.compile(r"web-[0-9a-f]{32}")
_PREFIX = "own-"
_TITLE = "title"


class Brought:
    """The catalogues of all owners. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keeping = threading.Lock()

    def names(self, owner: str) -> list[str]:
        """Return the names of the catalogues of an owner, the newest last."""
        if not _OWNER.fullmatch(owner):
            return []
        folders = found_in(self._folder(owner), f"{_PREFIX}*")
        return sorted(one.name for one in folders if (one / _TITLE).is_file())

    def titles(self, owner: str) -> dict[str, str]:
        """Return what the owner calls each of them, by name."""
        found: dict[str, str] = {}
        for name in self.names(owner):
            with suppress(FileNotFoundError):  # Removed in another tab just now.
                found[name] = (self._folder(owner) / name / _TITLE).read_bytes().decode()
        return found

    def source(self, owner: str, name: str) -> Path:
        """Return the file of a catalogue.

        Raises:
            RequestError: The owner has none of that name.
        """
        if not self.is_kept(owner, name):
            raise RequestError(
                "this catalogue is not kept in this browser; choose another", status=404
            )
        return imported_catalogs(self._apart(owner, name))[name]

    def settings(self, owner: str, name: str) -> Settings:
        """Return the settings under which what is made of a catalogue is in the folder of its own."""
        return replace(self._settings, derived_home=self.folder(owner, name))

    def folder(self, owner: str, name: str) -> Path:
        """Return the folder that all that is made of a catalogue is in, whether it is there or not."""
        return self._folder(owner) / name

    def is_kept(self, owner: str, name: str) -> bool:
        """Tell whether an owner has a catalogue of that name."""
        return name in self.names(owner)

    def keep(self, owner: str, catalog: Catalog, *, title: str, name: str = "") -> str:
        """Keep a catalogue for an owner, and return its name.

        Args:
            owner: Whose it is.
            catalog: What is kept.
            title: What the owner calls it; a number is added where another one is called so.
            name: One that `new_name` made; what is kept under it is replaced.

        Raises:
            RequestError: The owner keeps as many as there may be.
            CatalogError: The folder cannot be written.
        """
        name = name or new_name()
        with self._keeping:
            known = {one: called for one, called in self.titles(owner).items() if one != name}
            if len(known) >= limits.KEPT_OF_VISITOR:
                raise RequestError(
                    f"this browser keeps {limits.KEPT_OF_VISITOR} catalogues already, the most it may; "
                    "remove one of them, then try again",
                    status=409,
                )
            self.remove(owner, name)
            try:
                kept = keep_catalog(replace(catalog, name=name), self._apart(owner, name))
                mark = _free(well_formed(title), set(known.values())).encode()
                (kept.path.parent.parent / _TITLE).write_bytes(mark)
            except BaseException:
                self.remove(owner, name)
                raise
        return name

    def remove(self, owner: str, name: str) -> None:
        """Delete all files of a catalogue; nothing happens where there is none of that name.

        Raises:
            CatalogError: They cannot be deleted.
        """
        delete_folder(self._folder(owner) / name)
        delete_if_empty(self._folder(owner))

    def forget(self, owner: str) -> None:
        """Delete all files of an owner.

        Raises:
            CatalogError: They cannot be deleted.
        """
        if _OWNER.fullmatch(owner):
            delete_folder(self._folder(owner))

    def clean(self, *, older: float = 0.0) -> None:
        """Delete what was kept in part, or deleted in part, when a process was killed.

        Args:
            older: How many seconds ago it must have been left alone, where other processes may be at work.
        """
        delete_remains(self._settings.catalog_folder)
        before = time.time() - older
        for owner in found_in(self._settings.catalog_folder, "web-*"):
            delete_remains(owner)
            for folder in found_in(owner, f"{_PREFIX}*"):
                if not (folder / _TITLE).is_file() and folder.stat().st_mtime <= before:
                    delete_folder(folder)
            delete_if_empty(owner)

    def _apart(self, owner: str, name: str) -> Settings:
        """Return the settings under which its rows are there as well."""
        return replace(self._settings, home=self._folder(owner) / name)

    def _folder(self, owner: str) -> Path:
        return self._settings.catalog_folder / owner


def new_name() -> str:
    """Return a name that no other catalogue has, later ones after earlier ones."""
    return f"{_PREFIX}{time.time_ns() // 1_000_000:012x}{secrets.token_hex(6)}"


def _free(title: str, taken: set[str]) -> str:
    """Return a title that no other catalogue of the owner has: "shop", "shop (2)"."""
    number, free = 1, title
    while free in taken:
        number += 1
        free = f"{title} ({number})"
    return free
