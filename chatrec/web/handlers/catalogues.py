"""Handlers that open a catalogue to talk about, and that look at, correct, keep and remove one's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import gradio as gr

from ...errors import ChatrecError
from ..bots import Bots
from ..bringing.corrections import Preview
from ..guard import owner_of
from ..place import find_place, new_place
from ..swap import Change, Swap, change, merged
from ..views.catalogue_preview import show_preview, told_of
from ..views.catalogue_upload import UPLOAD, sentence, show_indexing, show_upload, tell
from ..views.render import render

OPENING = "opening"
_POLL_SECONDS = 0.2
Told = dict[str, Any]
Progress = Callable[[int, int], None]
Counted = list[tuple[int, int]]
Made = TypeVar("Made")


class Catalogues:
    """The handlers of one page over some catalogues. Nothing of a visitor is kept here."""

    def __init__(self, bots: Bots) -> None:
        self._bots = bots

    async def open(self, place: Told, catalog: str, request: gr.Request) -> AsyncIterator[Change]:
        """Open a catalogue, telling how far its index is, then go to the last chat about it."""
        owner = _owner(request)
        counted: Counted = []

        def opened() -> str:
            self._bots.get(catalog, owner=owner, progress=_counting(counted))
            return find_place(self._bots, owner, "", catalog).address

        try:
            title = self._bots.titles(owner).get(catalog, catalog)
            opening = self._begin(opened)
            async for done, total in _counts(opening, counted):
                yield change(Swap(OPENING, _opening(title, done, total)))
            yield change(goto=await opening)
        except ChatrecError as error:
            shown = _opening("", 0, 0, complaint=str(error))
            yield change(Swap(OPENING, shown), say=sentence(str(error)))

    async def look_at_catalog(self, place: Told, request: gr.Request) -> Change:
        """Show the file that this browser sent and did not keep yet."""
        return await self._shown(lambda: self._bots.drafts.look(_owner(request)), _owner(request))

    async def correct_catalog(
        self, place: Told, title: str, noun: str, facets: Told, request: gr.Request
    ) -> Change:
        """Correct what was read of it."""
        owner = _owner(request)
        return await self._shown(lambda: self._corrected(owner, title, noun, facets), owner)

    async def keep_catalog(
        self, place: Told, title: str, noun: str, facets: Told, request: gr.Request
    ) -> AsyncIterator[Change]:
        """Correct it, and where every correction fits keep it, index it and go to a new chat about it."""
        owner = _owner(request)
        counted: Counted = []
        try:
            made = await self._begin(lambda: self._corrected(owner, title, noun, facets))
            if made.complaints:
                yield _preview(made)
                return
            called = made.draft.title
            yield change(Swap(UPLOAD, show_indexing(called, 0, 0)), tell(f"Getting {called} ready"))
            keeping = self._begin(lambda: self._kept(owner, made, _counting(counted)))
            spoken = 0
            async for done, total in _counts(keeping, counted):
                shown = [Swap(UPLOAD, show_indexing(called, done, total))]
                quarter = 4 * done // total if total else 0
                if quarter > spoken:
                    spoken = quarter
                    shown.append(tell(f"{done:,} of {total:,} indexed"))
                yield change(*shown)
            yield change(goto=new_place(self._bots, owner, await keeping).address)
        except ChatrecError as error:
            yield await self._complained(owner, str(error))

    async def discard_catalog(self, place: Told, request: gr.Request) -> Change:
        """Throw away the file that this browser sent and did not keep yet."""
        owner = _owner(request)
        try:
            await asyncio.to_thread(self._bots.drafts.discard, owner)
        except ChatrecError as error:
            return self._start(owner, complaint=str(error))
        return self._start(owner)

    async def remove_catalog(self, place: Told, name: str, request: gr.Request) -> Change:
        """Delete a catalogue that this browser brought, with its index and the chats about it."""
        owner = _owner(request)
        try:
            title = self._bots.titles(owner).get(name, name)
            chats = await self._begin(lambda: self._bots.remove(name, owner=owner))
        except ChatrecError as error:
            return self._start(owner, complaint=str(error))
        if place.get("catalog") == name:
            return change(goto="/")
        about = {0: "", 1: ", and the chat about it"}.get(chats, f", and {chats} chats about it")
        gone = Swap(f"catalog-{name}", how="remove")
        return merged([self._start(owner, said=f"{title} is removed{about}."), change(gone)])

    def _corrected(self, owner: str, title: str, noun: str, facets: Told) -> Preview:
        return self._bots.drafts.correct(owner, title=title, noun=noun, asked=facets)

    def _kept(self, owner: str, made: Preview, progress: Progress) -> str:
        """Keep a draft and open it; what cannot be opened is not kept, and the draft stays."""
        name = self._bots.brought.keep(owner, made.catalog, title=made.draft.title)
        try:
            self._bots.get(name, owner=owner, progress=progress)
        except BaseException:
            self._bots.remove(name, owner=owner)
            raise
        self._bots.drafts.discard(owner)
        return name

    async def _shown(self, make: Callable[[], Preview], owner: str) -> Change:
        try:
            return _preview(await self._begin(make))
        except ChatrecError as error:
            return self._start(owner, complaint=str(error))

    async def _complained(self, owner: str, told: str) -> Change:
        """Return the draft with a complaint above it, or the place to bring another file where it is gone."""
        try:
            made = await self._begin(lambda: self._bots.drafts.look(owner))
        except ChatrecError:
            return self._start(owner, complaint=told)
        return change(Swap(UPLOAD, show_preview(made, complaint=told)), tell(sentence(told)))

    def _start(self, owner: str, *, complaint: str = "", said: str = "") -> Change:
        shown = show_upload(
            self._bots.brought.titles(owner),
            waiting=self._bots.drafts.waiting(owner),
            complaint=complaint,
            said=said,
        )
        return change(Swap(UPLOAD, shown), tell(said or sentence(complaint)))

    def _begin(self, make: Callable[[], Made]) -> asyncio.Future[Made]:
        """Begin what takes long, in a thread that no reply waits for."""
        return asyncio.get_running_loop().run_in_executor(self._bots.workers, make)


async def _counts(running: asyncio.Future[Any], counted: Counted) -> AsyncIterator[tuple[int, int]]:
    """Yield how far something is, until it is done."""
    while not running.done():
        await asyncio.wait([running], timeout=_POLL_SECONDS)
        if not running.done():
            yield counted[-1] if counted else (0, 0)


def _counting(counted: Counted) -> Progress:
    return lambda done, total: counted.append((done, total))


def _preview(made: Preview) -> Change:
    return change(Swap(UPLOAD, show_preview(made)), tell(told_of(made)))


def _owner(request: gr.Request) -> str:
    return owner_of(request.cookies) or ""


def _opening(catalog: str, done: int, total: int, *, complaint: str = "") -> str:
    return render(
        "opening.html",
        id=OPENING,
        catalog=catalog,
        done=done,
        total=total,
        complaint=sentence(complaint),
    )
