"""One process owns a data folder: a lock of the operating system, with a note that says who holds it."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from ...errors import FolderInUse, IndexingError
from ...private_files import make_private_folder

LOCK_NAME = "chatrec.lock"
OWNER_NAME = "chatrec.owner"
"""Holds the process id of the owner. The lock file itself is emptied by whoever tries to take it."""


@dataclass
class _Held:
    lock: BaseFileLock
    writing: threading.RLock = field(default_factory=threading.RLock)
    openings: int = 1


_held: dict[Path, _Held] = {}
_turn = threading.Lock()


class FolderLock:
    """The right of this process to a folder. Several openings in one process share it; the last release frees it.

    The operating system frees it when the process ends in any way, so that a killed process leaves no trace.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder, making it where it does not exist.

        Raises FolderInUse at once where another process holds it, IndexingError where it cannot be written.
        """
        try:
            make_private_folder(folder)
            self._folder = folder.resolve()
            with _turn:
                _take(self._folder)
        except OSError as error:
            raise IndexingError(
                f"the index folder {str(folder)!r} cannot be written ({error}); "
                "give yourself the right to write there, or set CHATREC_HOME to another folder"
            ) from error
        self._released = False

    @property
    def shared(self) -> bool:
        """Whether this process holds the folder by another opening too."""
        with _turn:
            return _held[self._folder].openings > 1

    @property
    def writing(self) -> threading.RLock:
        """What a thread of this process takes to change the files of the folder."""
        with _turn:
            return _held[self._folder].writing

    def release(self) -> None:
        """Give up this opening; a second call does nothing."""
        with _turn:
            if self._released:
                return
            self._released = True
            held = _held[self._folder]
            held.openings -= 1
            if held.openings == 0:
                del _held[self._folder]
                with suppress(OSError):
                    (self._folder / OWNER_NAME).unlink()
                held.lock.release()


def _take(folder: Path) -> None:
    held = _held.get(folder)
    if held is not None:
        held.openings += 1
        return
    # Any thread may release what another took.
    lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise FolderInUse(
            f"the index folder {str(folder)!r} is in use by {_owner(folder)}; close it, set CHATREC_HOME "
            "to another folder, or share one Chroma server by setting CHATREC_CHROMA_URL"
        ) from error
    try:
        (folder / OWNER_NAME).write_text(str(os.getpid()), encoding="ascii")
    except OSError:
        lock.release()
        raise
    _held[folder] = _Held(lock)


def _owner(folder: Path) -> str:
    try:
        pid = (folder / OWNER_NAME).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        pid = ""
    return f"process {pid}" if pid.isdigit() else "another process"
