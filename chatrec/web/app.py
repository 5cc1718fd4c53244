"""The web page as a program: an ASGI application, and the server that runs it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from .. import limits
from ..errors import RequestError
from ..settings import Settings, switch_off_telemetry
from ..turn_threads import best_at_once
from .bots import Bots
from .bringing.uploads import UPLOAD_PATH, make_uploads
from .calls import CALLS, FORMS, Calls, refusal
from .catalog_jobs import CatalogJobs
from .failure_middleware import FailureMiddleware
from .fair_queue import FairQueue
from .guard import BodyLimit, Guard
from .hosts import allowed_names
from .listening import listen, run_server
from .occupancy import Bounds
from .pages import STATIC, make_pages, refused


def build(bots: Bots) -> ASGIApp:
    """Make the application that serves the page; it closes the chatbots when it shuts down.

    No request leaves the page for another host: scripts, styles and pictures are its own, and the headers forbid the
    rest.
    """
    switch_off_telemetry()
    jobs = CatalogJobs(bots)
    turns = FairQueue(
        best_at_once(bots.settings),
        "messages",
        Bounds(limits.TURNS_OF_VISITOR, limits.TURNS_OF_ADDRESS, limits.TURNS_IN_ALL),
    )
    calls = Calls(bots, turns, jobs)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        bots.close()
        jobs.close()
        calls.close()

    app = FastAPI(
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers={HTTPException: _refused},
    )
    app.add_middleware(FailureMiddleware, answer=_failed)
    app.include_router(make_pages(bots, jobs))
    app.include_router(make_uploads(bots, jobs))
    app.include_router(calls.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    settings = bots.settings
    return Guard(
        app, hosts=allowed_names(settings), image_hosts=settings.image_hosts, bodies=_BODIES
    )


_BODIES = {
    # A file that is a little too large gets its own sentence, where it is read.
    UPLOAD_PATH: BodyLimit(limits.UPLOAD_BYTES + limits.MEGABYTE, limits.UPLOAD_SECONDS),
    **{path: BodyLimit(limits.FORM_BYTES) for path in FORMS},
}


async def _refused(request: Request, error: Exception) -> Response:
    """Answer what no route answers: a call by a change of the page that says why, anything else by a page."""
    assert isinstance(error, HTTPException)
    told = _SAID.get(error.status_code, error.detail)
    return _failed(request, RequestError(told, status=error.status_code))


def _failed(request: Request, error: Exception) -> Response:
    by_script = request.method == "POST" and request.url.path.startswith((f"{CALLS}/", UPLOAD_PATH))
    return refusal(error) if by_script else refused(error)


_SAID = {
    404: "there is nothing at this address",
    405: "this address is not asked in that way",
}


def serve(settings: Settings, *, progress: Callable[[int, int], None] | None = None) -> None:
    """Serve the page on settings.host and settings.port until it is stopped; tell the address when it is up.

    Args:
        settings: Where to listen, which catalogue comes first, where data is kept.
        progress: Told how many items of the first catalogue are indexed.

    Raises:
        SettingsError: The address cannot be listened on.
        CatalogError, IndexingError, StoreError: The first catalogue cannot be opened.
    """
    with listen(settings) as listening:
        bots = Bots.open(settings, progress=progress)
        try:
            run_server(build(bots), settings, listening)
        finally:
            bots.close()
