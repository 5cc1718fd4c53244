"""The routes by which a file is sent to become a catalogue, and its bad rows are fetched back."""

from __future__ import annotations

from pathlib import Path

import anyio
import anyio.to_thread
from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.requests import Request

from ...errors import ChatrecError, TooMany, UploadError
from ..bots import Bots
from ..catalog_jobs import CatalogJobs
from ..complaints import complaint, status_of
from ..disconnects import while_connected
from ..quota import refuse_full_disk
from ..swap import Change, Swap, change
from ..views.catalogue_upload import UPLOAD, sentence, show_upload, tell
from ..views.render import render
from ..visitor import Visitor, visitor_of
from ..visits import known
from . import file_jobs
from .receiving import ending_of, refuse_large

UPLOAD_PATH = "/catalogue"


def make_uploads(bots: Bots, jobs: CatalogJobs) -> APIRouter:
    """Return the routes over some catalogues."""
    router = APIRouter()

    @router.post(UPLOAD_PATH)
    async def bring(request: Request, name: str = "") -> Response:
        """Take a file, the body of the request, and answer with the form that corrects what was read of it."""
        visitor = visitor_of(request)
        try:
            return JSONResponse(await _brought(bots, jobs, visitor, request, name))
        except ChatrecError as error:
            headers = (
                {"retry-after": str(error.retry_after)} if isinstance(error, TooMany) else None
            )
            return JSONResponse(
                _refused(bots, visitor.owner, complaint(error)), status_of(error), headers
            )

    @router.get("/catalogue/rejects")
    def rejects(request: Request) -> Response:
        """Give the rows that were set aside, one JSON object a line."""
        try:
            path = bots.drafts.rejects(visitor_of(request).owner)
        except ChatrecError as error:
            told = sentence(complaint(error))
            return HTMLResponse(render("refused.html", sentence=told), 404)
        return FileResponse(
            path,
            media_type="application/jsonl",
            filename="rows-set-aside.jsonl",
            headers={"cache-control": "no-store"},
        )

    return router


async def _brought(
    bots: Bots, jobs: CatalogJobs, visitor: Visitor, request: Request, name: str
) -> Change:
    known(visitor.owner)
    ending_of(name)
    refuse_large(_announced(request))
    with jobs.reading(visitor):
        await anyio.to_thread.run_sync(_refuse_full, bots, visitor.owner)
        with bots.drafts.receiving(visitor.owner) as folder:
            sent = folder / "sent"
            await _receive(request, sent)
            taking = jobs.read(file_jobs.take, bots.settings, visitor.owner, sent, name)
            made = await while_connected(request, taking)
    return change(Swap(UPLOAD, made.html), tell(made.told))


def _refuse_full(bots: Bots, owner: str) -> None:
    refuse_full_disk(bots.settings.home)
    bots.drafts.refuse_full(owner)


async def _receive(request: Request, into: Path) -> None:
    """Write the body of a request into a file, and stop where it is larger than what is taken."""
    size = 0
    try:
        async with await anyio.open_file(into, "wb") as file:
            async for piece in request.stream():
                size += len(piece)
                refuse_large(size)
                await file.write(piece)
    except OSError as error:
        raise UploadError(
            f"the server cannot keep the file: {error.strerror}; tell who runs it", status=507
        ) from error


def _announced(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 20 else 0


def _refused(bots: Bots, owner: str, told: str) -> Change:
    shown = show_upload(
        bots.brought.titles(owner), waiting=bots.drafts.waiting(owner), complaint=told
    )
    return change(Swap(UPLOAD, shown), tell(sentence(told)))
