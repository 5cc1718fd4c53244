"""What stands before the page: who may ask, within what time, and headers that keep the page to its own host."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .. import limits
from .hosts import is_allowed

COOKIE = "chatrec_browser"
UPLOAD_PATH = "/catalogue"
"""The one path to which a large body is sent."""
_TOKEN = re.compile(r"[0-9a-f]{64}")
_YEAR = 365 * 24 * 3600
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_log = logging.getLogger(__name__)


class Guard:
    """The outermost ASGI application, around another one.

    It answers only requests that name this server and do not come from another site, gives a cookie where one is
    missing, ends what is sent or taken too slowly, and puts strict headers on every answer, whoever made it.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Collection[str] = (), image_hosts: Sequence[str] = ()
    ) -> None:
        """Put the guard around an application.

        Args:
            app: What answers.
            hosts: The names beside those of loopback under which it is reached.
            image_hosts: The hosts beside our own that pictures may come from.
        """
        self._app = app
        self._hosts = frozenset(hosts)
        self._headers = _headers(image_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        token = None
        if request.method in _SAFE and owner_of(request.cookies) is None:
            token = secrets.token_hex(32)
            _let_in(scope, token)
        guarded = _Answer(send, self._headers, _cookie(token, request) if token else None)
        refused = self._refused(request)
        try:
            if refused is not None:
                await refused(scope, receive, guarded.send)
            else:
                await self._app(scope, _timed(receive, _seconds_for(request)), guarded.send)
        except Exception as error:  # The outermost boundary: nobody above could do more.
            _log.error(
                "%s %s broke off: %s", request.method, request.url.path, error, exc_info=error
            )
            if not guarded.started:
                await PlainTextResponse("Something went wrong on the server.", 500)(
                    scope, receive, guarded.send
                )

    def _refused(self, request: Request) -> Response | None:
        """Return the answer to who may not ask."""
        if not is_allowed(request.headers.get("host"), self._hosts):
            return PlainTextResponse(
                "This server is not reached under that name. Who runs it names its hosts in CHATREC_HOSTS.",
                421,
            )
        if request.method not in _SAFE and not _same_site(request):
            return PlainTextResponse("This call comes from another site.", 403)
        return None


class _Answer:
    """Sends an answer on with more headers, and gives up on a client that does not take it."""

    def __init__(self, send: Send, headers: Mapping[str, str], cookie: str | None) -> None:
        self._send = send
        self._headers = headers
        self._cookie = cookie
        self.started = False

    async def send(self, message: Message) -> None:
        """Send one part."""
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            headers.update(self._headers)
            if self._cookie is not None and _is_page(headers):
                headers.append("set-cookie", self._cookie)
        async with asyncio.timeout(limits.SEND_SECONDS):
            await self._send(message)


def owner_of(cookies: Mapping[str, str]) -> str | None:
    """Return the name under which the chats of a browser are kept, or None where it has shown no cookie of ours.

    It is a hash: who reads the session store cannot pose as the browser.
    """
    token = cookies.get(COOKIE, "")
    if not _TOKEN.fullmatch(token):
        return None
    return f"web-{hashlib.sha256(token.encode()).hexdigest()[:32]}"


def _timed(receive: Receive, seconds: float) -> Receive:
    """Return a way to receive a request that ends where its body does not come in time."""
    loop = asyncio.get_running_loop()
    ends: float | None = loop.time() + seconds

    async def timed() -> Message:
        nonlocal ends
        if ends is None:
            return (
                await receive()
            )  # What comes after the body is that the client left, whenever that is.
        try:
            async with asyncio.timeout_at(ends):
                message = await receive()
        except TimeoutError:
            raise HTTPException(
                408, f"The request took longer than {seconds:.0f} seconds to arrive."
            ) from None
        if message["type"] != "http.request" or not message.get("more_body", False):
            ends = None
        return message

    return timed


def _seconds_for(request: Request) -> float:
    return limits.UPLOAD_SECONDS if request.url.path == UPLOAD_PATH else limits.BODY_SECONDS


def _headers(image_hosts: Sequence[str]) -> dict[str, str]:
    pictures = " ".join(("img-src 'self'", *image_hosts))
    return {
        "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"{pictures}; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types chatrec",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }


def _same_site(request: Request) -> bool:
    """Tell whether a call comes from a page of this host, or from a program, which names no origin."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _let_in(scope: Scope, token: str) -> None:
    """Show the request the cookie that its answer sets, so that the first page knows its owner."""
    cookie = f"{COOKIE}={token}".encode()
    others = [value for name, value in scope["headers"] if name == b"cookie"]
    scope["headers"] = [
        *((name, value) for name, value in scope["headers"] if name != b"cookie"),
        (b"cookie", b"; ".join((*others, cookie))),
    ]


def _is_page(headers: MutableHeaders) -> bool:
    return headers.get("content-type", "").startswith("text/html") or "location" in headers


def _cookie(token: str, request: Request) -> str:
    flags = "; Secure" if request.url.scheme == "https" else ""
    return f"{COOKIE}={token}; Max-Age={_YEAR}; Path=/; HttpOnly; SameSite=Lax{flags}"
