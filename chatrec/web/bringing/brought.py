"""The catalogues that browsers brought, on the disk: each under its owner, and shown to nobody else.

One is `<catalogue folder>/<owner>/catalogs/<name>.jsonl` with its catalog.toml, and `<name>.title`, which is written last:
a catalogue without one is not there. The name is made here, so that the index and the chats of two catalogues that
people call the same never meet.
"""

from __future__ import annotations

import re
import secrets
import shutil
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ... import limits
from ...catalog.catalog import Catalog
from ...errors import RequestError
from ...settings import Settings
from ...shelf import keep_catalog
from ...well_formed import well_formed

_OWNER = re.compile(r"web-[0-9a-f]{32}")
_PREFIX = "own-"
_TITLE = ".title"


class Brought:
    """The catalogues of all owners. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keeping = threading.Lock()

    def names(self, owner: str) -> list[str]:
        """Return the names of the catalogues of an owner, the newest last."""
        if not _OWNER.fullmatch(owner):
            return []
        marks = self._folder(owner).glob(f"{_PREFIX}*{_TITLE}")
        return sorted(path.name.removesuffix(_TITLE) for path in marks)

    def titles(self, owner: str) -> dict[str, str]:
        """Return what the owner calls each of them, by name."""
        found: dict[str, str] = {}
        for name in self.names(owner):
            with suppress(FileNotFoundError):  # Removed in another tab just now.
                found[name] = self._mark(owner, name).read_bytes().decode()
        return found

    def source(self, owner: str, name: str) -> Path:
        """Return the file of a catalogue.

        Raises:
            RequestError: The owner has none of that name.
        """
        if name not in self.names(owner):
            raise RequestError(
                "this catalogue is not kept in this browser; choose another", status=404
            )
        return self._folder(owner) / f"{name}.jsonl"

    def keep(self, owner: str, catalog: Catalog, *, title: str) -> str:
        """Keep a catalogue for an owner, and return its name.

        Raises:
            RequestError: The owner keeps as many as there may be.
            CatalogError: The folder cannot be written.
        """
        with self._keeping:
            known = self.titles(owner)
            if len(known) >= limits.KEPT_OF_VISITOR:
                raise RequestError(
                    f"this browser keeps {limits.KEPT_OF_VISITOR} catalogues already, the most it may; "
                    "remove one of them, then try again",
                    status=409,
                )
            name = _new_name()
            keep_catalog(replace(catalog, name=name), self._home(owner))
            self._mark(owner, name).write_bytes(
                _free(well_formed(title), set(known.values())).encode()
            )
        return name

    def remove(self, owner: str, name: str) -> None:
        """Delete the files of a catalogue; its title goes last, so that what failed can be done again."""
        files = set(self._folder(owner).glob(f"{name}.*")) - {self._mark(owner, name)}
        for path in files:
            path.unlink(missing_ok=True)
        self._mark(owner, name).unlink(missing_ok=True)

    def forget(self, owner: str) -> None:
        """Delete all files of an owner."""
        if _OWNER.fullmatch(owner):
            with suppress(FileNotFoundError):
                shutil.rmtree(self._settings.catalog_folder / owner)

    def _home(self, owner: str) -> Settings:
        return replace(self._settings, home=self._settings.catalog_folder / owner)

    def _folder(self, owner: str) -> Path:
        return self._home(owner).catalog_folder

    def _mark(self, owner: str, name: str) -> Path:
        return self._folder(owner) / f"{name}{_TITLE}"


def _new_name() -> str:
    """Return a name that no other catalogue has, later ones after earlier ones."""
    return f"{_PREFIX}{time.time_ns() // 1_000_000:012x}{secrets.token_hex(6)}"


def _free(title: str, taken: set[str]) -> str:
    """Return a title that no other catalogue of the owner has: "shop", "shop (2)"."""
    number, free = 1, title
    while free in taken:
        number += 1
        free = f"{title} ({number})"
    return free
