"""The pages that a browser loads: a chat, ready to read before any script runs, and what hangs on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.requests import Request

from ..errors import ChatrecError
from .bots import Bots
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
from .visits import Visit, visit_of

STATIC = Path(__file__).parent / "static"
_DAY = "private, max-age=86400"


def make_pages(bots: Bots) -> APIRouter:
    """Return the routes of the page over some catalogues."""
    router = APIRouter()

    @router.get("/")
    def home(request: Request, on: str = "") -> Response:
        """Show the chat that was used last in this browser, about a catalogue where one is named."""
        return _page(bots, request, catalog=on)

    @router.get("/new")
    def new(request: Request, on: str = "") -> Response:
        """Begin a new chat."""
        place = new_place(bots, owner_of(request.cookies) or "", on)
        return RedirectResponse(place.address, status_code=303)

    @router.get("/c/{session}")
    def chat(request: Request, session: str, on: str = "") -> Response:
        """Show a chat, in the browser that began it."""
        return _page(bots, request, session=session, catalog=on)

    @router.get("/c/{session}/export.{form}")
    def export(request: Request, session: str, form: str) -> Response:
        """Give a chat as a file: md or json."""
        try:
            here = _visit(bots, request, session)
        except ChatrecError as error:
            return _refused(str(error))
        return _document(here, form)

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
            bot = bots.get(catalog, owner=owner_of(request.cookies) or "")
            drawn = picture(bot.catalog[item], bot.catalog, variant=at)
        except ChatrecError as error:
            return _refused(str(error))
        return Response(drawn, media_type="image/svg+xml", headers={"cache-control": _DAY})

    return router


def _page(bots: Bots, request: Request, *, session: str = "", catalog: str = "") -> Response:
    try:
        here = _visit(bots, request, session, catalog)
        return HTMLResponse(_whole(bots, here), headers={"cache-control": "no-store"})
    except ChatrecError as error:
        return _refused(str(error))


def _visit(bots: Bots, request: Request, session: str, catalog: str = "") -> Visit:
    return visit_of(bots, find_place(bots, owner_of(request.cookies) or "", session, catalog))


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
        return JSONResponse(
            here.bot.store.export_session(here.place.session) or {}, headers=headers
        )
    if form == "md":
        return Response(
            as_markdown(_title(here), here.chat.turns), media_type="text/markdown", headers=headers
        )
    return _refused(f"a chat cannot be given as {form!r}; give it as md or json")


def _title(here: Visit) -> str:
    known = here.bot.store.sessions(here.place.owner)
    own = (one.title for one in known if one.id == here.place.session)
    return next(own, "") or "An empty chat"


def _refused(told: str) -> Response:
    sentence = f"{told[:1].upper()}{told[1:]}."
    return HTMLResponse(render("refused.html", sentence=sentence), status_code=404)
