"""What stands before the page: who may ask, within what time, and headers that keep the page to its own host."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .. import limits
from .complaints import complaint
from .headers import strict_headers
from .hosts import is_allowed

COOKIE = "chatrec_browser"
_TOKEN = re.compile(r"[0-9a-f]{64}")
_YEAR = 365 * 24 * 3600
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """How large the body of a request may be, and how long it may take to arrive."""

    size: int = limits.BODY_BYTES
    seconds: float = limits.BODY_SECONDS


class Guard:
    """The outermost ASGI application, around another one.

    It answers only requests that name this server and do not come from another site, gives a cookie where one is
    missing, ends what is sent too slowly, and puts strict headers on every answer, whoever made it.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str] = (),
        image_hosts: Sequence[str] = (),
        bodies: Mapping[str, BodyLimit] | None = None,
    ) -> None:
        """Put the guard around an application.

        Args:
            app: What answers.
            hosts: The names beside those of loopback under which it is reached.
            image_hosts: The hosts beside our own that pictures may come from.
            bodies: By path, the limit of a body that may be larger than those of other paths.
        """
        self._app = app
        self._hosts = frozenset(hosts)
        self._headers = strict_headers(image_hosts)
        self._bodies = dict(bodies or {})

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
                limit = self._bodies.get(request.url.path, BodyLimit())
                await self._app(scope, _Body(request, receive, limit).receive, guarded.send)
        except Exception as error:  # The outermost boundary: nobody above could do more.
            told = complaint(error)
            if not guarded.started:
                answer = PlainTextResponse(f"{told[:1].upper()}{told[1:]}.", 500)
                await answer(scope, receive, guarded.send)

    def _refused(self, request: Request) -> Response | None:
        """Return the answer to who may not ask, or asks for what no page asks for."""
        if _head_size(request) > limits.HEAD_BYTES:
            return PlainTextResponse("The head of this request is too large.", 431)
        if not request.scope["path"].startswith("/"):
            return PlainTextResponse("This request names no path of this server.", 400)
        if not is_allowed(request.headers.get("host"), self._hosts):
            return PlainTextResponse(
                "This server is not reached under that name. Who runs it names its hosts in CHATREC_HOSTS.",
                421,
            )
        if request.method not in _SAFE and not _same_site(request):
            return PlainTextResponse("This call comes from another site.", 403)
        if request.method in _SAFE and _has_body(request):
            return PlainTextResponse("What only asks for a page is sent without a body.", 413)
        return None


class _Answer:
    """Sends an answer on with more headers, no more of it at once than a client has taken."""

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
        body = message.get("body", b"")
        while len(body) > limits.PIECE_BYTES:
            piece, body = body[: limits.PIECE_BYTES], body[limits.PIECE_BYTES :]
            await self._send({**message, "body": piece, "more_body": True})
        await self._send({**message, "body": body} if "body" in message else message)


class _Body:
    """Receives a request, and ends it where its body is too large or comes too slowly."""

    def __init__(self, request: Request, receive: Receive, limit: BodyLimit) -> None:
        self._receive = receive
        self._limit = limit
        self._ends = asyncio.get_running_loop().time() + limit.seconds
        self._whole = False
        length = request.headers.get("content-length", "")
        self._announced = int(length) if length.isascii() and length.isdecimal() else 0
        self._size = 0

    async def receive(self) -> Message:
        """Receive one part.

        Raises:
            HTTPException: The body is larger (413) or slower (408) than what is taken.
        """
        if self._whole:
            return (
                await self._receive()
            )  # What comes now is that the client left, whenever that is.
        self._refuse_larger(self._announced)
        try:
            async with asyncio.timeout_at(self._ends):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(
                408, f"the request took longer than {self._limit.seconds:.0f} seconds to arrive"
            ) from None
        self._size += len(message.get("body", b""))
        self._refuse_larger(self._size)
        self._whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    def _refuse_larger(self, size: int) -> None:
        if size > self._limit.size:
            raise HTTPException(
                413,
                f"the request is larger than {self._limit.size // 1_000:,} KB, the most that is taken here; shorten it",
            )


def owner_of(cookies: Mapping[str, str]) -> str | None:
    """Return the name under which the chats of a browser are kept, or None where it has shown no cookie of ours.

    It is a hash: who reads the session store cannot pose as the browser.
    """
    token = cookies.get(COOKIE, "")
    if not _TOKEN.fullmatch(token):
        return None
    return f"web-{hashlib.sha256(token.encode()).hexdigest()[:32]}"


def _has_body(request: Request) -> bool:
    return (
        request.headers.get("content-length", "0").strip("0") != ""
        or "transfer-encoding" in request.headers
    )


def _head_size(request: Request) -> int:
    names = sum(len(name) + len(value) for name, value in request.scope["headers"])
    return names + len(request.scope.get("raw_path") or b"") + len(request.scope["query_string"])


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
