"""The files that browsers sent and that are not kept yet: one a browser, on the disk, for a day."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from ... import limits
from ...catalog.rejects import write_rejects
from ...errors import RequestError, UploadError
from ...private_files import delete_folder, delete_if_empty, found_in, make_private_folder
from ...settings import Settings
from ...well_formed import json_text
from .brought import Brought
from .corrections import Asked, Draft, Preview, correct, preview
from .receiving import (
    ending_of,
    is_packed,
    notes_of,
    proper_ending,
    read_rows,
    refuse_large,
    title_of,
    unpack,
)

SECONDS_KEPT = 24 * 3600
"""How long a file is held that nobody goes on with."""
_FULL = 507
_OWNER = re.compile(r"web-[0-9a-f]{32}")
_DRAFT, _INCOMING, _STATE, _REJECTS = "draft", "incoming-", "draft.json", "rejects.jsonl"


P = ParamSpec("P")
T = TypeVar("T")


def _while_held(method: Callable[P, T]) -> Callable[P, T]:
    """Say in an UploadError that a file was deleted, as by who is forgotten, while it was read or written."""

    @wraps(method)
    def held(*given: P.args, **named: P.kwargs) -> T:
        try:
            return method(*given, **named)
        except FileNotFoundError as error:
            raise UploadError("the file is held no longer; bring it again") from error

    return held


class Drafts:
    """The drafts of all owners. Its methods read and write files: call them in a thread of their own."""

    def __init__(self, settings: Settings) -> None:
        self._root = settings.catalog_folder

    @contextmanager
    def receiving(self, owner: str) -> Iterator[Path]:
        """Give a folder to write a file into that is being sent; what is left there is deleted at the end.

        Raises:
            UploadError: It cannot be made.
        """
        self._sweep()
        folder = self._folder(owner).with_name(_INCOMING + secrets.token_hex(8))
        try:
            make_private_folder(folder)
        except OSError as error:
            raise UploadError(
                f"the server cannot keep the file: {error.strerror}; tell who runs it"
            ) from error
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            delete_if_empty(folder.parent)

    def refuse_full(self, owner: str) -> None:
        """Go on only where the files of an owner, and those of all, leave room for one more.

        Raises:
            RequestError: They do not.
        """
        own = bytes_in(self._root / owner)
        if own + limits.UPLOAD_BYTES > limits.DISK_OF_VISITOR:
            raise RequestError(
                f"the catalogues of this browser take {own // limits.MEGABYTE} MB already, and "
                f"{limits.DISK_OF_VISITOR // limits.MEGABYTE} MB are the most; remove one of them, then try again",
                status=_FULL,
            )
        if bytes_in(self._root) + limits.UPLOAD_BYTES > limits.DISK_OF_VISITORS:
            raise RequestError(
                "this server keeps as much of what people brought as it may; try again when some of it is removed",
                status=_FULL,
            )

    @_while_held
    def take(self, owner: str, sent: Path, name: str) -> Preview:
        """Make a file that was sent the draft of its owner, in the place of an earlier one.

        Raises:
            UploadError: It cannot be read as a catalogue; the earlier draft stays.
        """
        ending = ending_of(name)
        refuse_large(sent.stat().st_size)
        plain = sent
        if is_packed(name):
            plain = sent.with_name("unpacked")
            unpack(sent, plain)
            sent.unlink()
        rows = plain.rename(plain.with_name(f"rows{proper_ending(plain, ending)}"))
        draft = Draft(file=name, rows=rows.name, title=title_of(name))
        made = self._kept(sent.parent, preview(draft, read_rows(rows)))
        folder = self._folder(owner)
        shutil.rmtree(folder, ignore_errors=True)
        sent.parent.rename(folder)
        return made

    def waiting(self, owner: str) -> str:
        """Return the name of the file that is held for an owner, or ""."""
        state = self._folder(owner) / _STATE if _OWNER.fullmatch(owner) else None
        return self._load(owner).file if state is not None and state.is_file() else ""

    @_while_held
    def look(self, owner: str) -> Preview:
        """Return the draft of an owner as it stands.

        Raises:
            UploadError: There is none any more.
        """
        draft = self._load(owner)
        folder = self._folder(owner)
        return self._kept(folder, preview(draft, read_rows(folder / draft.rows)))

    @_while_held
    def correct(self, owner: str, *, title: str, noun: str, asked: Asked) -> Preview:
        """Correct the draft of an owner.

        Raises:
            UploadError: There is none any more.
        """
        draft = self._load(owner)
        folder = self._folder(owner)
        rows = read_rows(folder / draft.rows)
        return self._kept(folder, correct(draft, rows, title=title, noun=noun, asked=asked))

    def rejects(self, owner: str) -> Path:
        """Return the file of the rows of a draft that are no items.

        Raises:
            UploadError: There is none any more, or all its rows are items.
        """
        self._load(owner)
        path = self._folder(owner) / _REJECTS
        if not path.is_file():
            raise UploadError("no row was set aside; every row of the file is an item")
        return path

    def discard(self, owner: str, *, kept_as: str | None = None) -> None:
        """Delete the draft of an owner; only the one of that name where a name is given.

        Raises:
            CatalogError: It cannot be deleted.
        """
        if kept_as is None or self.kept_as(owner) == kept_as:
            delete_folder(self._folder(owner))
            delete_if_empty(self._root / owner)

    def kept_as(self, owner: str) -> str | None:
        """Return the name under which the draft of an owner will be kept; None where there is no draft."""
        try:
            return self._load(owner).kept_as
        except UploadError:
            return None

    def clean(self, brought: Brought) -> None:
        """Delete what a killed process left: files that were being sent, and drafts that are kept already."""
        for owner in found_in(self._root, "web-*"):
            for folder in found_in(owner, f"{_INCOMING}*"):
                shutil.rmtree(folder, ignore_errors=True)
            if self.kept_as(owner.name) in brought.names(owner.name):
                self.discard(owner.name)
            delete_if_empty(owner)

    def _kept(self, folder: Path, made: Preview) -> Preview:
        (folder / _STATE).write_bytes(json_text(made.draft.model_dump(mode="json")).encode())
        write_rejects(made.catalog.rejected, folder / _REJECTS)
        folder.touch()
        return replace(made, notes=(*notes_of(folder / made.draft.rows), *made.catalog.notes))

    def _load(self, owner: str) -> Draft:
        try:
            return Draft.model_validate_json((self._folder(owner) / _STATE).read_bytes())
        except (OSError, ValueError) as error:
            raise UploadError("the file is held no longer; bring it again") from error

    def _folder(self, owner: str) -> Path:
        if not _OWNER.fullmatch(owner):
            raise UploadError(
                "this browser has sent no cookie, so its files cannot be told from those of others; "
                "allow cookies for this page and load it again"
            )
        return self._root / owner / _DRAFT

    def _sweep(self) -> None:
        """Delete what was sent and left alone for long, whosoever it is."""
        before = time.time() - SECONDS_KEPT
        for owner in found_in(self._root, "web-*"):
            for folder in (owner / _DRAFT, *found_in(owner, f"{_INCOMING}*")):
                with suppress(FileNotFoundError):  # Another request has just deleted it.
                    if folder.stat().st_mtime < before:
                        shutil.rmtree(folder, ignore_errors=True)
                        delete_if_empty(folder.parent)


def bytes_in(folder: Path) -> int:
    """Return how many bytes the files below a folder take; those that go away meanwhile do not count."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.lstat().st_size
    return total
