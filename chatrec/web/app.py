"""The web page as a program: an ASGI application, and the server that runs it."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import gradio as gr
import uvicorn
from fastapi import FastAPI

from ..errors import SettingsError
from ..settings import Settings, switch_off_telemetry
from .bots import Bots
from .guard import Guard
from .page import CSS, make_page, make_theme

_EVERYWHERE = ("0.0.0.0", "::")
_SECONDS_TO_FINISH = 3


def build(bots: Bots) -> FastAPI:
    """Make the application that serves the page; it closes the chatbots when it shuts down.

    No request leaves the page for another host: fonts and scripts are its own, analytics are off, and the headers
    forbid the rest.
    """
    switch_off_telemetry()
    # Gradio would sum up all events of the page in a table after each of them; nobody looks at it here.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        bots.close()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard)
    gr.mount_gradio_app(
        app,
        make_page(bots),
        path="/",
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        css=CSS,
        theme=make_theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,
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
