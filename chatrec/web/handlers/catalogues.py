"""Handlers that open a catalogue to talk about, and that look at, correct, keep and remove one's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from typing import Any

from ...errors import ChatrecError, RequestError, TooMany
from ..bots import Bots
from ..bringing import file_jobs
from ..bringing.file_jobs import KeptDraft, ShownDraft
from ..call_arguments import Call, CatalogForm, OfCatalog
from ..catalog_jobs import CatalogJobs
from ..complaints import complaint
from ..fair_queue import FairQueue
from ..place import find_place, new_place
from ..swap import Change, Swap, change, merged
from ..views.catalogue_upload import UPLOAD, sentence, show_indexing, show_upload, tell
from ..views.render import render
from ..visitor import Visitor

OPENING = "opening"
_POLL_SECONDS = 0.2
Progress = Callable[[int, int], None]
Counted = list[tuple[int, int]]


class Catalogues:
    """The handlers of one page over some catalogues. Nothing of a visitor is kept here."""

    def __init__(self, bots: Bots, jobs: CatalogJobs, calls: FairQueue) -> None:
        self._bots = bots
        self._jobs = jobs
        self._calls = calls

    async def open(self, call: OfCatalog, visitor: Visitor) -> AsyncIterator[Change]:
        """Open a catalogue, telling how far its index is, then go to the last chat about it."""
        counted: Counted = []
        try:
            title = self._bots.titles(visitor.owner).get(call.name, call.name)
            opening = asyncio.ensure_future(
                self._jobs.open(visitor, call.name, progress=_counting(counted))
            )
            async for done, total in _counts(opening, counted):
                yield change(Swap(OPENING, _opening(title, done, total)))
            await opening
            async with self._calls.place(visitor, visitor.owner):
                place = await asyncio.to_thread(
                    find_place, self._bots, visitor.owner, "", call.name
                )
            yield change(goto=place.address)
        except ChatrecError as error:
            told = complaint(error)
            yield change(Swap(OPENING, _opening("", 0, 0, told=told)), say=sentence(told))

    async def look_at_catalog(self, call: Call, visitor: Visitor) -> Change:
        """Show the file that this browser sent and did not keep yet."""
        return await self._shown(visitor, file_jobs.look)

    async def correct_catalog(self, call: CatalogForm, visitor: Visitor) -> Change:
        """Correct what was read of it."""
        return await self._shown(visitor, file_jobs.correct, call.title, call.noun, call.asked)

    async def keep_catalog(self, call: CatalogForm, visitor: Visitor) -> AsyncIterator[Change]:
        """Correct it, and where every correction fits keep it, index it and go to a new chat about it."""
        counted: Counted = []
        try:
            since = await asyncio.to_thread(self._bots.store.epoch)
            try:
                made = await self._read(visitor, file_jobs.keep, call.title, call.noun, call.asked)
            except TooMany as error:
                yield change(say=sentence(complaint(error)))  # What is shown stays.
                return
            if isinstance(made, ShownDraft):
                yield _preview(made)
                return
            yield change(
                Swap(UPLOAD, show_indexing(made.title, 0, 0)), tell(f"Getting {made.title} ready")
            )
            opening = asyncio.ensure_future(self._opened(visitor, made, since, _counting(counted)))
            spoken = 0
            async for done, total in _counts(opening, counted):
                shown = [Swap(UPLOAD, show_indexing(made.title, done, total))]
                quarter = 4 * done // total if total else 0
                if quarter > spoken:
                    spoken = quarter
                    shown.append(tell(f"{done:,} of {total:,} indexed"))
                yield change(*shown)
            await opening
            yield change(goto=new_place(self._bots, visitor.owner, made.name).address)
        except ChatrecError as error:
            yield await self._complained(visitor, complaint(error))

    async def discard_catalog(self, call: Call, visitor: Visitor) -> Change:
        """Throw away the file that this browser sent and did not keep yet."""
        await asyncio.to_thread(self._bots.drafts.discard, visitor.owner)
        return self._start(visitor)

    async def remove_catalog(self, call: OfCatalog, visitor: Visitor) -> Change:
        """Delete a catalogue that this browser brought, with its index and the chats about it."""
        try:
            title = self._bots.titles(visitor.owner).get(call.name, call.name)
            chats = await self._jobs.remove(visitor, call.name)
        except TooMany:
            raise
        except ChatrecError as error:
            return self._start(visitor, told=complaint(error))
        if call.catalog == call.name:
            return change(goto="/")
        about = {0: "", 1: ", and the chat about it"}.get(chats, f", and {chats} chats about it")
        gone = Swap(f"catalog-{call.name}", how="remove")
        return merged([self._start(visitor, said=f"{title} is removed{about}."), change(gone)])

    async def _opened(
        self, visitor: Visitor, made: KeptDraft, since: int, progress: Progress
    ) -> None:
        """Open a catalogue that was just kept; what cannot be opened is not kept, and the draft stays."""
        try:
            await self._jobs.open(visitor, made.name, progress=progress)
            await asyncio.to_thread(self._bots.refuse_forgotten, visitor.owner, since)
        except BaseException:
            if made.is_new:
                with suppress(RequestError):  # Who was forgotten has none of that name any more.
                    await asyncio.to_thread(self._bots.remove, made.name, owner=visitor.owner)
            raise
        discard = partial(self._bots.drafts.discard, visitor.owner, kept_as=made.name)
        await asyncio.to_thread(discard)

    async def _shown(
        self, visitor: Visitor, work: Callable[..., ShownDraft], *given: object
    ) -> Change:
        try:
            return _preview(await self._read(visitor, work, *given))
        except TooMany:
            raise  # With a status of its own, and what is shown stays.
        except ChatrecError as error:
            return self._start(visitor, told=complaint(error))

    async def _complained(self, visitor: Visitor, told: str) -> Change:
        """Return the draft with a complaint above it, or the place to bring another file where it is gone."""
        try:
            made = await self._read(visitor, file_jobs.look, told)
        except ChatrecError:
            return self._start(visitor, told=told)
        return change(Swap(UPLOAD, made.html), tell(sentence(told)))

    async def _read(self, visitor: Visitor, work: Callable[..., Any], *given: object) -> Any:
        with self._jobs.reading(visitor):
            return await self._jobs.read(work, self._bots.settings, visitor.owner, *given)

    def _start(self, visitor: Visitor, *, told: str = "", said: str = "") -> Change:
        shown = show_upload(
            self._bots.brought.titles(visitor.owner),
            waiting=self._bots.drafts.waiting(visitor.owner),
            complaint=told,
            said=said,
        )
        return change(Swap(UPLOAD, shown), tell(said or sentence(told)))


async def _counts(running: asyncio.Future[Any], counted: Counted) -> AsyncIterator[tuple[int, int]]:
    """Yield how far something is, until it is done; left before, what runs is given up."""
    try:
        while not running.done():
            await asyncio.wait([running], timeout=_POLL_SECONDS)
            if not running.done():
                yield counted[-1] if counted else (0, 0)
    finally:
        running.cancel()


def _counting(counted: Counted) -> Progress:
    return lambda done, total: counted.append((done, total))


def _preview(made: ShownDraft) -> Change:
    return change(Swap(UPLOAD, made.html), tell(made.told))


def _opening(catalog: str, done: int, total: int, *, told: str = "") -> str:
    return render(
        "opening.html",
        id=OPENING,
        catalog=catalog,
        done=done,
        total=total,
        complaint=sentence(told),
    )
