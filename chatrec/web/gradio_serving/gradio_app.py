"""The Gradio chat as an ASGI application, and the server that runs it: `chatrec web --gradio`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec

import gradio as gr
from fastapi import FastAPI
from starlette.types import ASGIApp

from ...chatbot import Chatbot
from ...settings import Settings, switch_off_telemetry
from ..gradio_chat import gradio_chat
from ..hosts import allowed_names
from ..listening import listen, run_server
from .gate import Gate

MOST_SESSIONS = 500
"""How many visits Gradio remembers; the one that was quiet longest is let go first, and its page begins a new chat."""
_LETTERS = ["system-ui", "sans-serif"]
_FIXED_LETTERS = ["ui-monospace", "monospace"]


def build(bot: Chatbot, settings: Settings) -> ASGIApp:
    """Make the application that serves a chatbot as a Gradio chat, behind a gate.

    Args:
        bot: The chatbot; whoever opened it closes it.
        settings: The hosts that a request may name.
    """
    blocks = gradio_chat(bot)
    app = mount(blocks)
    return Gate(app, hosts=allowed_names(settings), functions=frozenset(blocks.fns))


def mount(blocks: gr.Blocks) -> FastAPI:
    """Make Gradio's own application of some blocks, with its check of paths on: what stands behind the gate."""
    _quieten()
    blocks.state_session_capacity = MOST_SESSIONS
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        max_file_size=1,
        theme=gr.themes.Default(font=_LETTERS, font_mono=_FIXED_LETTERS),
    )
    # Gradio checks the paths of files only once it was launched, and mounting it does not tell it so.
    blocks.has_launched = blocks.is_running = True
    return app


def serve(settings: Settings, *, progress: Callable[[int, int], None] | None = None) -> None:
    """Serve the chat on settings.host and settings.port until it is stopped; tell the address when it is up.

    Args:
        settings: Where to listen, which catalogue is talked about, where data is kept.
        progress: Told how many items of the catalogue are indexed.

    Raises:
        SettingsError: The address cannot be listened on.
        CatalogError, IndexingError, StoreError: The catalogue cannot be opened.
    """
    with (
        listen(settings) as listening,
        Chatbot.open(settings.catalog, settings=settings, progress=progress) as bot,
    ):
        run_server(build(bot, settings), settings, listening)


def _quieten() -> None:
    """Turn off what Gradio reports, counts and looks for at each call."""
    switch_off_telemetry()
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")
    # It would search every folder of the path for Matplotlib at each call; told once, it finds out at once.
    if find_spec("matplotlib") is None:
        sys.modules.setdefault("matplotlib", None)  # type: ignore[arg-type]  # how imports are told so
