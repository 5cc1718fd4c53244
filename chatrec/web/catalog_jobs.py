"""What takes long of catalogues, opening one and reading a file, beside the turns: few at once, and none without its visitor.

Files of strangers are read in processes of their own, which yield to the turns, have a limit of time and memory, and are
ended where the visitor leaves. Catalogues are opened in threads, because they are then used here; those of the server have
a thread of their own, so that they never wait for one that somebody brought.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from functools import partial
from typing import TypeVar

import anyio
import anyio.to_process

from .. import limits
from ..chatbot import Chatbot
from ..errors import RequestError, UploadError
from .bots import Bots
from .occupancy import Bounds, Occupancy
from .visitor import Visitor

Result = TypeVar("Result")
Progress = Callable[[int, int], None]
_AT_ONCE = 1
"""How many files are read, and how many catalogues that were brought are opened, at the same time."""
_YIELDING = 10
"""How nice a process is that reads a file: turns go first."""


class CatalogJobs:
    """Opens catalogues and reads files for visitors. For one event loop."""

    def __init__(self, bots: Bots) -> None:
        self._bots = bots
        self._reading = Occupancy(
            "files",
            Bounds(limits.READINGS_OF_VISITOR, limits.READINGS_OF_ADDRESS, limits.READINGS_IN_ALL),
            retry_after=20,
        )
        self._opening = Occupancy(
            "catalogues",
            Bounds(limits.OPENINGS_OF_VISITOR, limits.OPENINGS_OF_ADDRESS, limits.OPENINGS_IN_ALL),
            retry_after=20,
        )
        self._processes: anyio.CapacityLimiter | None = None
        self._own = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="catalogue")
        self._brought = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="brought-catalogue")

    def close(self) -> None:
        """End what is under way; a second call does nothing."""
        for threads in (self._own, self._brought):
            threads.shutdown(wait=True, cancel_futures=True)

    async def open(
        self, visitor: Visitor, name: str, *, progress: Progress | None = None
    ) -> Chatbot:
        """Return the chatbot of a catalogue, opening it where it is not open yet; cancelled, it is not opened further.

        Args:
            visitor: Who asks.
            name: Of the catalogue.
            progress: Told, in another thread, how many of its items are indexed.

        Raises:
            TooMany: As many as may be are being opened.
            ChatrecError: It is not there for this visitor, or cannot be opened.
        """
        if self._bots.is_open(name):
            return self._bots.get(name, owner=visitor.owner)
        left = threading.Event()

        def told(done: int, total: int) -> None:
            if left.is_set():
                raise RequestError("nobody waits for this catalogue any more; open it again")
            if progress is not None:
                progress(done, total)

        def opened() -> Chatbot:
            return self._bots.get(name, owner=visitor.owner, progress=told)

        threads = self._own if self._bots.is_own(name) else self._brought
        with self._opening.place(visitor):
            try:
                return await asyncio.get_running_loop().run_in_executor(threads, opened)
            finally:
                left.set()

    async def remove(self, visitor: Visitor, name: str) -> int:
        """Delete a catalogue that a visitor brought; return how many chats about it there were.

        Raises:
            TooMany, ChatrecError: It cannot be deleted now.
        """
        with self._opening.place(visitor):
            work = partial(self._bots.remove, name, owner=visitor.owner)
            return await asyncio.get_running_loop().run_in_executor(self._brought, work)

    def reading(self, visitor: Visitor) -> AbstractContextManager[None]:
        """Let a visitor have a file read for the length of the block.

        Raises:
            TooMany: As many as may be are being sent or read.
        """
        return self._reading.place(visitor)

    async def read(self, work: Callable[..., Result], *given: object) -> Result:
        """Do what a file needs in a process of its own; cancelled, the process is ended.

        Args:
            work: A function of a module.
            given: Its arguments, which can be pickled, as can what it returns and raises.

        Raises:
            UploadError: It took too long or too much memory.
            ChatrecError: As `work` raises.
        """
        self._processes = self._processes or anyio.CapacityLimiter(_AT_ONCE)
        async with self._processes:
            try:
                with anyio.fail_after(limits.READ_SECONDS):
                    return await anyio.to_process.run_sync(
                        _yielding, work, *given, cancellable=True
                    )
            except TimeoutError:
                raise UploadError(
                    f"the file takes more than {limits.READ_SECONDS:.0f} seconds to read; "
                    "see that its quotes are closed, or bring fewer rows"
                ) from None
            except (anyio.BrokenWorkerProcess, MemoryError):
                raise UploadError(
                    "the file takes more memory to read than there is for one file; bring fewer rows or columns"
                ) from None


def _yielding(work: Callable[..., Result], *given: object) -> Result:
    """Do some work in this process, which yields to others and has a limit of memory."""
    with suppress(ImportError, ValueError, OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _YIELDING)
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.READ_MEMORY, limits.READ_MEMORY))
    return work(*given)
