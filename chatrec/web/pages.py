"""The pages that a browser loads: a chat, ready to read before any script runs, and what hangs on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from ..errors import ChatrecError, RequestError, TooMany
from ..well_formed import json_text
from .bots import Bots
from .catalog_jobs import CatalogJobs
from .complaints import complaint, status_of
from .disconnects import while_connected
from .exports import as_markdown
from .guard import owner_of
from .pictures import picture
from .place import Place, find_place, new_place
from .styles import style_sheet
from .views.catalogue_upload import show_upload
from .views.first_screen import show_first_screen
from .views.render import render
from .views.sessions import show_sessions
from .views.shown import panel_of
from .views.turns import show_turns
from .visitor import visitor_of
from .visits import Visit, visit_of

STATIC = Path(__file__).parent / "static"
_DAY = "private, max-age=86400"


def make_pages(bots: Bots, jobs: CatalogJobs) -> APIRouter:
    """Return the routes of the page over some catalogues."""
    router = APIRouter()

    @router.get("/")
    async def home(request: Request, on: str = "") -> Response:
        """Show the chat that was used last in this browser, about a catalogue where one is named."""
        return await _page(bots, jobs, request, catalog=on)

    @router.get("/new")
    def new(request: Request, on: str = "") -> Response:
        """Begin a new chat."""
        place = new_place(bots, owner_of(request.cookies) or "", on)
        return RedirectResponse(place.address, status_code=303)

    @router.get("/c/{session}")
    async def chat(request: Request, session: str, on: str = "") -> Response:
        """Show a chat, in the browser that began it."""
        return await _page(bots, jobs, request, session=session, catalog=on)

    @router.get("/c/{session}/export.{form}")
    async def export(request: Request, session: str, form: str) -> Response:
        """Give a chat as a file: md or json."""
        try:
            here = await _visit(bots, jobs, request, session)
            return await run_in_threadpool(_document, here, form)
        except ChatrecError as error:
            return refused(error)

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


async def _page(
    bots: Bots, jobs: CatalogJobs, request: Request, *, session: str = "", catalog: str = ""
) -> Response:
    try:
        here = await while_connected(request, _visit(bots, jobs, request, session, catalog))
        shown = await run_in_threadpool(_whole, bots, here)
    except ChatrecError as error:
        return refused(error)
    return HTMLResponse(shown, headers={"cache-control": "no-store"})


async def _visit(
    bots: Bots, jobs: CatalogJobs, request: Request, session: str, catalog: str = ""
) -> Visit:
    visitor = visitor_of(request)
    place = await run_in_threadpool(find_place, bots, visitor.owner, session, catalog)
    await jobs.open(visitor, place.catalog)
    return await run_in_threadpool(visit_of, bots, place)


def _whole(bots: Bots, here: Visit) -> str:
    place: Place = here.place
    catalog = here.bot.catalog
    turns = here.chat.turns
    preferences = here.chat.preferences
    return render(
        "page.html",
        place=place,
        catalog=catalog,
        catalogs=bots.titles(place.owner),
        turns=show_turns(turns, here.showcase, preferences),
        first=show_first_screen(here.showcase) if not turns else "",
        panel=panel_of(here),
        sessions=show_sessions(bots.sessions(place.owner), current=place.session),
        upload=show_upload(
            bots.brought.titles(place.owner), waiting=bots.drafts.waiting(place.owner)
        ),
    )


def _document(here: Visit, form: str) -> Response:
    name = f"chat-{here.place.session[4:12]}.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    if form == "json":
        held = here.bot.store.export_session(here.place.session) or {}
        return Response(json_text(held), media_type="application/json", headers=headers)
    if form == "md":
        return Response(
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
