"""The routes by which a file is sent to become a catalogue, and its bad rows are fetched back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import anyio
from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.requests import ClientDisconnect, Request

from ...errors import CatalogError, ChatrecError
from ..bots import Bots
from ..guard import owner_of
from ..swap import Change, Swap, change
from ..views.catalogue_preview import show_preview, told_of
from ..views.catalogue_upload import UPLOAD, sentence, show_upload, tell
from ..views.render import render
from .receiving import ending_of, refuse_large

_GONE = 499


def make_uploads(bots: Bots) -> APIRouter:
    """Return the routes over some catalogues."""
    router = APIRouter()

    @router.post("/catalogue")
    async def bring(request: Request, name: str = "") -> Response:
        """Take a file, the body of the request, and answer with the form that corrects what was read of it."""
        owner = owner_of(request.cookies) or ""
        try:
            return JSONResponse(await _brought(bots, owner, request, name))
        except ChatrecError as error:
            return JSONResponse(_refused(bots, owner, str(error)), status_code=422)
        except ClientDisconnect:
            return Response(status_code=_GONE)

    @router.get("/catalogue/rejects")
    def rejects(request: Request) -> Response:
        """Give the rows that were set aside, one JSON object a line."""
        try:
            path = bots.drafts.rejects(owner_of(request.cookies) or "")
        except ChatrecError as error:
            return HTMLResponse(render("refused.html", sentence=sentence(str(error))), 404)
        return FileResponse(
            path,
            media_type="application/jsonl",
            filename="rows-set-aside.jsonl",
            headers={"cache-control": "no-store"},
        )

    return router


async def _brought(bots: Bots, owner: str, request: Request, name: str) -> Change:
    ending_of(name)
    refuse_large(_announced(request))
    with bots.drafts.receiving(owner) as folder:
        sent = folder / "sent"
        await _receive(request, sent)
        loop = asyncio.get_running_loop()
        made = await loop.run_in_executor(bots.workers, bots.drafts.take, owner, sent, name)
        shown = await loop.run_in_executor(bots.workers, show_preview, made)
    return change(Swap(UPLOAD, shown), tell(told_of(made)))


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
        raise CatalogError(
            f"the server cannot keep the file: {error.strerror}; tell who runs it"
        ) from error


def _announced(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0


def _refused(bots: Bots, owner: str, told: str) -> Change:
    shown = show_upload(
        bots.brought.titles(owner), waiting=bots.drafts.waiting(owner), complaint=told
    )
    return change(Swap(UPLOAD, shown), tell(sentence(told)))
