"""Folders and files that are deleted as a whole."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from .errors import CatalogError

GONE = "gone-"
"""How the name of a folder begins that is being deleted."""


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


def delete_remains(parent: Path) -> None:
    """Delete what a process that was killed while it deleted a folder left of it in the parent."""
    for gone in parent.glob(f"{GONE}*"):
        shutil.rmtree(gone, ignore_errors=True)
