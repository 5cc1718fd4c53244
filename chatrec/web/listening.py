"""Where a server listens, and how it is run until it is stopped."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from .. import limits
from ..errors import SettingsError
from ..settings import Settings
from .http_protocol import TimedProtocol

_EVERYWHERE = ("0.0.0.0", "::")
_SECONDS_TO_FINISH = 3
_SWITCH_SECONDS = 0.0005
"""How long a thread computes before another one may: an answer passes between threads some ten times, and where somebody
else's turn is at work it waits as long each time."""


def listen(settings: Settings) -> socket.socket:
    """Return a socket that listens on settings.host and settings.port.

    Raises:
        SettingsError: It cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise SettingsError(
            f"cannot listen on {settings.host!r}, port {settings.port}: {error.strerror or error}; "
            "choose another with --host and --port, or CHATREC_HOST and CHATREC_PORT"
        ) from error


def address_of(settings: Settings) -> str:
    """Return the address to open in a browser on this machine."""
    host = "127.0.0.1" if settings.host in _EVERYWHERE else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def server_config(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    """Return how uvicorn serves: with bounds on connections and heads, and no proxy believed that is not named."""
    return uvicorn.Config(
        app,
        http=TimedProtocol,
        ws="none",
        h11_max_incomplete_event_size=limits.HEAD_BYTES,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )


def run_server(app: ASGIApp, settings: Settings, listening: socket.socket) -> None:
    """Serve an ASGI application on a socket until it is stopped; tell the address when it is up."""
    server = uvicorn.Server(server_config(app, settings))
    sys.stdout.write(f"chatrec is on {address_of(settings)} (Ctrl-C stops it)\n")
    sys.stdout.flush()
    sys.setswitchinterval(_SWITCH_SECONDS)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
