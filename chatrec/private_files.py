"""Folders and files that are for this user of the machine alone, and folders that are deleted as a whole."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from .errors import CatalogError

GONE = "gone-"
"""How the name of a folder begins that is being deleted."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_TRIES = 100


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this user may look into, with the folders above it that are missing.

    One that is there and belongs to this user is closed to others; those above it that are there stay as they are.
    On Windows the folders above say who may.

    Raises:
        OSError: It cannot be made.
    """
    for left in reversed(range(_TRIES)):
        try:
            _make(folder)
            break
        # Another thread deletes one above it that is empty.
        except (FileNotFoundError, FileExistsError):
            if not left:
                raise
    close_to_others(folder)


def close_to_others(path: Path) -> None:
    """Take from other users of the machine what rights they have to a file or folder, where it is ours."""
    if os.name != "posix":
        return
    with suppress(OSError):
        found = path.stat()
        if found.st_uid == os.geteuid() and found.st_mode & _OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def _make(folder: Path) -> None:
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=stat.S_IRWXU, exist_ok=True)


def delete_folder(folder: Path) -> None:
    """Delete a folder with all that is in it; nothing happens where it is not there.

    It is gone from its place at once, so that whoever is writing into it fails and what remains of a killed process
    is never taken for the folder: `delete_remains` deletes that.

    Raises:
        CatalogError: It cannot be deleted.
    """
    gone = folder.with_name(f"{GONE}{secrets.token_hex(8)}")
    try:
        with suppress(FileNotFoundError):
            folder.rename(gone)
            shutil.rmtree(gone)
    except OSError as error:
        raise CatalogError(
            f"the files in {folder.name!r} cannot be deleted: {error.strerror}; "
            "try again, or tell who runs the server"
        ) from error


def delete_if_empty(folder: Path) -> None:
    """Delete a folder in which nothing is; another one is left alone."""
    with suppress(OSError):
        folder.rmdir()


def found_in(folder: Path, pattern: str) -> list[Path]:
    """Return what is in a folder by a glob pattern of one part; nothing where it is deleted just then."""
    try:
        return list(folder.glob(pattern))
    except FileNotFoundError:
        return []


def delete_remains(parent: Path) -> None:
    """Delete what a process that was killed while it deleted a folder left of it in the parent."""
    for gone in found_in(parent, f"{GONE}*"):
        shutil.rmtree(gone, ignore_errors=True)
