"""The web page as a program: an ASGI application, and the server that runs it."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from ..errors import SettingsError
from ..settings import Settings, switch_off_telemetry
from .bots import Bots
from .bringing.uploads import make_uploads
from .engine import make_engine
from .guard import Guard
from .pages import STATIC, make_pages

_EVERYWHERE = ("0.0.0.0", "::")
_SECONDS_TO_FINISH = 3
ENGINE = "/engine"
"""Where the calls of the page are answered."""


def build(bots: Bots) -> FastAPI:
    """Make the application that serves the page; it closes the chatbots when it shuts down.

    No request leaves the page for another host: scripts, styles and pictures are its own, analytics are off, and the
    headers forbid the rest.
    """
    switch_off_telemetry()
    # Gradio would sum up all events of the page in a table after each of them; nobody looks at it here.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")
    # It would also search every folder of the path for Matplotlib at each call; told once, it finds out at once.
    if find_spec("matplotlib") is None:
        sys.modules.setdefault("matplotlib", None)  # type: ignore[arg-type]  # how imports are told so

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        bots.close()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, image_hosts=bots.settings.image_hosts)
    app.include_router(make_pages(bots))
    app.include_router(make_uploads(bots))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    gr.mount_gradio_app(
        app,
        make_engine(bots),
        path=ENGINE,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
    )
    return app


def serve(settings: Settings, *, progress: Callable[[int, int], None] | None = None) -> None:
    """Serve the page on settings.host and settings.port until it is stopped; tell the address when it is up.

    Args:
        settings: Where to listen, which catalogue comes first, where data is kept.
        progress: Told how many items of the first catalogue are indexed.

    Raises:
        SettingsError: The address cannot be listened on.
        CatalogError, IndexingError, StoreError: The first catalogue cannot be opened.
    """
    listening = _listen(settings.host, settings.port)
    with listening:
        bots = Bots.open(settings, progress=progress)
        try:
            server = uvicorn.Server(
                uvicorn.Config(
                    build(bots),
                    log_level="warning",
                    server_header=False,
                    timeout_graceful_shutdown=_SECONDS_TO_FINISH,
                )
            )
            sys.stdout.write(f"chatrec is on {address_of(settings)} (Ctrl-C stops it)\n")
            sys.stdout.flush()
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listening])
        finally:
            bots.close()


def address_of(settings: Settings) -> str:
    """Return the address to open in a browser on this machine."""
    host = "127.0.0.1" if settings.host in _EVERYWHERE else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"cannot listen on {host!r}, port {port}: {error.strerror or error}; "
            "choose another with --host and --port, or CHATREC_HOST and CHATREC_PORT"
        ) from error
