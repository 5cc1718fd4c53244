"""The pages that a browser loads: a chat, ready to read before any script runs, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from .. import limits
from ..errors import ChatrecError, RequestError, TooMany
from ..well_formed import json_text
from .bots import Bots
from .catalog_jobs import CatalogJobs
from .complaints import complaint, status_of
from .disconnects import while_connected
from .exports import as_markdown
from .fair_queue import FairQueue
from .guard import owner_of
from .occupancy import Bounds
from .pictures import picture
from .place import Place, find_place, new_place
from .styles import style_sheet
from .views.catalogue_upload import show_upload
from .views.first_screen import show_first_screen
from .views.render import render
from .views.sessions import show_sessions
from .views.shown import panel_of
from .views.turns import show_turns
from .visitor import Visitor, visitor_of
from .visits import Visit, visit_of

STATIC = Path(__file__).parent / "static"
_DAY = "private, max-age=86400"


def make_pages(bots: Bots, jobs: CatalogJobs) -> APIRouter:
    """Return the routes of the page over some catalogues."""
    router = APIRouter()
    queue = FairQueue(
        limits.PAGES_AT_ONCE,
        "pages",
        Bounds(limits.PAGES_OF_VISITOR, limits.PAGES_OF_ADDRESS, limits.PAGES_IN_ALL),
    )
    made = _Pages(bots, jobs, queue)

    @router.get("/")
    async def home(request: Request, on: str = "") -> Response:
        """Show the chat that was used last in this browser, about a catalogue where one is named."""
        return await made.answer(request, made.page, catalog=on)

    @router.get("/new")
    def new(request: Request, on: str = "") -> Response:
        """Begin a new chat."""
        place = new_place(bots, owner_of(request.cookies) or "", on)
        return RedirectResponse(place.address, status_code=303)

    @router.get("/c/{session}")
    async def chat(request: Request, session: str, on: str = "") -> Response:
        """Show a chat, in the browser that began it."""
        return await made.answer(request, made.page, session, on)

    @router.get("/c/{session}/export.{form}")
    async def export(request: Request, session: str, form: str) -> Response:
        """Give a chat as a file: md or json."""
        return await made.answer(request, partial(_document, form=form), session)

    @router.get("/styles.css")
    def styles() -> Response:
        """Give the styles of the page."""
        return Response(style_sheet(), media_type="text/css", headers={"cache-control": _DAY})

    @router.get("/picture/{catalog}/{item:path}")
    def draw(
        request: Request, catalog: str, item: str, at: Annotated[int, Query(ge=0, le=99)] = 0
    ) -> Response:
        """Draw the picture of an item."""
        try:
            owner = owner_of(request.cookies) or ""
            if not bots.is_open(catalog):
                raise RequestError(
                    "this catalogue is not open; open a chat about it first", status=404
                )
            bot = bots.get(catalog, owner=owner)
            drawn = picture(bot.catalog[item], bot.catalog, variant=at)
        except ChatrecError as error:
            return refused(error)
        return Response(drawn, media_type="image/svg+xml", headers={"cache-control": _DAY})

    return router


class _Held(Response):
    """A response that holds something until it is sent."""

    held: AbstractContextManager[object] = nullcontext()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self.held:
            await super().__call__(scope, receive, send)


class _Pages:
    """What is made of whole chats: few at once, so that the turns of others go on."""

    def __init__(self, bots: Bots, jobs: CatalogJobs, queue: FairQueue) -> None:
        self._bots = bots
        self._jobs = jobs
        self._queue = queue

    async def answer(
        self,
        request: Request,
        make: Callable[[Visit], _Held],
        session: str = "",
        catalog: str = "",
    ) -> Response:
        """Answer with what is made of a chat, or with why nothing is."""
        visitor = visitor_of(request)
        try:
            with ExitStack() as held:
                held.enter_context(self._queue.entry(visitor))
                work = self._made(visitor, make, session, catalog)
                made = await while_connected(request, work)
                made.held = held.pop_all()
                return made
        except ChatrecError as error:
            return refused(error)

    async def _made(
        self, visitor: Visitor, make: Callable[[Visit], _Held], session: str, catalog: str
    ) -> _Held:
        async with self._queue.place(visitor, visitor.owner):
            place = await run_in_threadpool(find_place, self._bots, visitor.owner, session, catalog)
        await self._jobs.open(visitor, place.catalog)
        async with self._queue.place(visitor, visitor.owner):
            return await run_in_threadpool(lambda: make(visit_of(self._bots, place)))

    def page(self, here: Visit) -> _Held:
        """Return the page of a chat."""
        place: Place = here.place
        turns, preferences = here.chat.turns, here.chat.preferences
        shown = render(
            "page.html",
            place=place,
            catalog=here.bot.catalog,
            catalogs=self._bots.titles(place.owner),
            turns=show_turns(turns, here.showcase, preferences),
            first=show_first_screen(here.showcase) if not turns else "",
            panel=panel_of(here),
            sessions=show_sessions(self._bots.sessions(place.owner), current=place.session),
            upload=show_upload(
                self._bots.brought.titles(place.owner),
                waiting=self._bots.drafts.waiting(place.owner),
            ),
        )
        return _Held(shown, media_type="text/html", headers={"cache-control": "no-store"})


def _document(here: Visit, form: str) -> _Held:
    name = f"chat-{here.place.session[4:12]}.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    if form == "json":
        held = here.bot.store.export_session(here.place.session) or {}
        return _Held(json_text(held), media_type="application/json", headers=headers)
    if form == "md":
        return _Held(
            as_markdown(_title(here), here.chat.turns), media_type="text/markdown", headers=headers
        )
    raise RequestError(
        f"a chat cannot be given as {form[:20]!r}; give it as md or json", status=404
    )


def _title(here: Visit) -> str:
    known = here.bot.store.sessions(here.place.owner)
    own = (one.title for one in known if one.id == here.place.session)
    return next(own, "") or "An empty chat"


def refused_page(told: str, status: int) -> Response:
    """Return a page that says in one sentence why there is no other."""
    sentence = f"{told[:1].upper()}{told[1:]}{'' if told.endswith('.') else '.'}"
    return HTMLResponse(render("refused.html", sentence=sentence), status_code=status)


def refused(error: Exception) -> Response:
    """Return a page that says in one sentence why a request is refused, or failed."""
    page = refused_page(complaint(error), status_of(error))
    if isinstance(error, TooMany):
        page.headers["retry-after"] = str(error.retry_after)
    return page
