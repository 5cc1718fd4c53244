"""What takes long of catalogues, opening one and reading a file, beside the turns: few at once, and none without its visitor.

Files of strangers are read and indexed in processes of their own, which yield to the turns, have a limit of time and
memory, and are ended where the visitor leaves. Catalogues are opened in threads, because they are then used here; those of
the server have a thread of their own, so that they never wait for one that somebody brought.
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
from .bringing import file_jobs
from .bringing.index_state import IndexState, read_index_state
from .occupancy import Bounds, Occupancy
from .visitor import Visitor

Result = TypeVar("Result")
Progress = Callable[[int, int], None]
_AT_ONCE = 1
"""How many files are read, how many catalogues that were brought indexed, and how many opened, at the same time."""
_POLL_SECONDS = 0.2
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
        self._readers = asyncio.Semaphore(_AT_ONCE)
        self._indexers = asyncio.Semaphore(_AT_ONCE)
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

        own = self._bots.is_own(name)
        with self._opening.place(visitor):
            try:
                if not own and await asyncio.to_thread(
                    self._bots.brought.is_kept, visitor.owner, name
                ):
                    await self._index(visitor.owner, name, progress)
                threads = self._own if own else self._brought
                return await asyncio.get_running_loop().run_in_executor(threads, opened)
            finally:
                left.set()

    async def _index(self, owner: str, name: str, progress: Progress | None) -> None:
        """Index a catalogue that somebody brought in a process of its own, where it is not indexed yet."""
        brought = self._bots.brought
        folder, embedder = brought.folder(owner, name), self._bots.settings.embedder

        def state() -> IndexState | None:
            if not brought.is_kept(owner, name):
                raise RequestError(
                    "this catalogue is not kept in this browser; choose another", status=404
                )
            return read_index_state(folder)

        async def follow() -> None:
            while True:
                await asyncio.sleep(_POLL_SECONDS)
                told = await asyncio.to_thread(state)
                if told is not None and progress is not None:
                    progress(told.done, told.total)

        async with self._indexers:
            found = await asyncio.to_thread(state)
            if found is not None and found.is_whole(embedder):
                return
            following = asyncio.create_task(follow())
            indexing = asyncio.create_task(
                _in_process(limits.INDEX_SECONDS, file_jobs.index, self._bots.settings, owner, name)
            )
            try:
                await asyncio.wait({following, indexing}, return_when=asyncio.FIRST_COMPLETED)
                await (following if following.done() else indexing)
            finally:
                await _ended(following, indexing)
                if not brought.is_kept(owner, name):
                    await asyncio.to_thread(self._bots.remove_remains, name, owner=owner)

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
        async with self._readers:
            return await _in_process(limits.READ_SECONDS, work, *given)


async def _in_process(seconds: float, work: Callable[..., Result], *given: object) -> Result:
    """Do some work in a process of its own, which is ended where it takes too long or this is cancelled."""
    try:
        with anyio.fail_after(seconds):
            alone = anyio.CapacityLimiter(1)  # How many there are is counted by who calls.
            return await anyio.to_process.run_sync(
                _yielding, work, *given, cancellable=True, limiter=alone
            )
    except TimeoutError:
        raise UploadError(
            f"the file takes more than {seconds:.0f} seconds to read; "
            "see that its quotes are closed, or bring fewer rows"
        ) from None
    except (anyio.BrokenWorkerProcess, MemoryError):
        raise UploadError(
            "the file takes more memory to read than there is for one file; bring fewer rows or columns"
        ) from None


async def _ended(*tasks: asyncio.Task[None]) -> None:
    """Cancel tasks, and wait until they have come to an end."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _yielding(work: Callable[..., Result], *given: object) -> Result:
    """Do some work in this process, which yields to others and has a limit of memory."""
    with suppress(ImportError, ValueError, OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _YIELDING)
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.READ_MEMORY, limits.READ_MEMORY))
    return work(*given)
