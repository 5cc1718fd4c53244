"""What stands before Gradio: only the requests of its page pass, and none is about the visit of another browser."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..hosts import is_allowed
from .gradio_calls import Call, Cancel

COOKIE = "chatrec_gradio"
MOST_BYTES = 1 << 20
"""Of the body of a call: a long conversation is sent whole."""
MOST_STREAMS = 1_000
MOST_STREAMS_OF_ONE = 16
"""How many answers may be under way that do not end by themselves: in all, and to one browser."""
_SECONDS_TO_SEND = 15
_TOKEN = re.compile(r"[0-9a-f]{64}")
_SESSION = re.compile(r"[0-9A-Za-z]{1,32}")
_PAGE = "/"
_FILES = re.compile(
    r"/assets/[0-9A-Za-z_][0-9A-Za-z_.-]*|/theme\.css|/favicon\.ico"
    r"|/static/js/iframeResizer\.contentWindow\.min\.js"
)
_CALLS: dict[str, type[Call] | type[Cancel]] = {
    "/gradio_api/queue/join": Call,
    "/gradio_api/run/predict": Call,
    "/gradio_api/cancel": Cancel,
}
_REPLIES = "/gradio_api/queue/data"
_HEARTBEAT = "/gradio_api/heartbeat/"
_DROPPED = frozenset({b"x-forwarded-host", b"x-gradio-server", b"x-gradio-user", b"x-ip-token"})
"""Headers by which Gradio lets a request say where it is served from."""
_HEADERS = {
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors 'self'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class _Refused(Exception):
    """A request that does not pass, with the status and the words of its answer."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status = status


class Gate:
    """ASGI middleware with a list of what may pass; it binds what a page calls its visit to the cookie of the browser."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], functions: Collection[int]) -> None:
        """Take the application, the names beside those of loopback under which it is reached, and the functions of the page."""
        self._app = app
        self._hosts = frozenset(hosts)
        self._functions = functions
        self._streams: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(send))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        try:
            self._check_origin(headers)
            passing = self._passing(scope, headers)
            if passing is None:
                raise _Refused(404, "There is nothing here.")
            await passing(scope, receive, send)
        except _Refused as refused:
            await PlainTextResponse(f"{refused}", refused.status)(scope, receive, send)

    def _check_origin(self, headers: Headers) -> None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if not is_allowed(host, self._hosts):
            raise _Refused(421, "This server is not the host that was asked for.")
        if origin is not None and urlsplit(origin).netloc != host:
            raise _Refused(403, "This call comes from another site.")

    def _passing(
        self, scope: Scope, headers: Headers
    ) -> Callable[[Scope, Receive, Send], Awaitable[None]] | None:
        """Return how a request passes, or None where it does not."""
        method, path = scope["method"], scope["path"]
        if method == "POST":
            return self._call if path in _CALLS else None
        if method not in ("GET", "HEAD"):
            return None
        if path == _PAGE:
            return self._page
        if _FILES.fullmatch(path):
            return self._file
        if method == "GET" and (path == _REPLIES or path.startswith(_HEARTBEAT)):
            return self._stream
        return None

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the page, with a cookie where the browser has shown none."""
        cookie = None if _token_of(scope) else _new_cookie(scope["scheme"] == "https")

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and cookie is not None:
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self._app(_plain(scope, query=b""), receive, told)

    async def _file(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(_plain(scope, query=b""), receive, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call whose body is as the page makes it."""
        token = _known(scope)
        if Headers(scope=scope).get("content-type", "").partition(";")[0] != "application/json":
            raise _Refused(415, "A call is sent as JSON.")
        told = _read(_CALLS[scope["path"]], await _body(receive))
        if told.fn_index not in self._functions:
            raise _Refused(422, "The page has no such function.")
        own = told.model_copy(update={"session_hash": _own(told.session_hash, token)})
        body = own.model_dump_json(exclude_unset=True).encode()
        await self._app(_plain(scope, query=b"", length=len(body)), _giving(body, receive), send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an answer that does not end by itself, as long as not too many are under way."""
        token = _known(scope)
        told = _session_of(scope)
        if self._streams[token] >= MOST_STREAMS_OF_ONE or self._streams.total() >= MOST_STREAMS:
            raise _Refused(429, "Too many pages of this browser are open; close one.")
        own = _own(told, token)
        path = scope["path"] if scope["path"] == _REPLIES else f"{_HEARTBEAT}{own}"
        query = f"session_hash={own}".encode() if path == _REPLIES else b""
        self._streams[token] += 1
        try:
            await self._app(_plain(scope, query=query, path=path), receive, send)
        finally:
            self._streams[token] -= 1
            if not self._streams[token]:
                del self._streams[token]


def _token_of(scope: Scope) -> str | None:
    cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    token = cookies[COOKIE].value if COOKIE in cookies else ""
    return token if _TOKEN.fullmatch(token) else None


def _known(scope: Scope) -> str:
    token = _token_of(scope)
    if token is None:
        raise _Refused(403, "This browser has not opened the page yet, or takes no cookies.")
    return token


def _new_cookie(secure: bool) -> str:
    flags = "; Secure" if secure else ""
    return f"{COOKIE}={secrets.token_hex(32)}; Path=/; HttpOnly; SameSite=Strict{flags}"


def _session_of(scope: Scope) -> str:
    """Return what the page calls its visit in an address."""
    if scope["path"] == _REPLIES:
        told = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])
        session = told[0] if len(told) == 1 else ""
    else:
        session = scope["path"].removeprefix(_HEARTBEAT)
    if not _SESSION.fullmatch(session):
        raise _Refused(422, "The address names no visit.")
    return session


def _own(session: str, token: str) -> str:
    """Return the name of a visit that only this browser can name."""
    return hashlib.sha256(f"{token} {session}".encode()).hexdigest()[:32]


def _read(form: type[Call] | type[Cancel], body: bytes) -> Call | Cancel:
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        raise _Refused(422, "The call is not one that the page makes.") from error


async def _body(receive: Receive) -> bytes:
    """Return the body of a request, as far as it is not too large and comes in time."""
    body = bytearray()
    try:
        async with asyncio.timeout(_SECONDS_TO_SEND):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise _Refused(400, "The call ended before its body.")
                body += message.get("body", b"")
                if len(body) > MOST_BYTES:
                    raise _Refused(413, f"A call takes {MOST_BYTES:,} bytes at most.")
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError as error:
        raise _Refused(408, "The body of the call did not come in time.") from error


def _giving(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read already, and then what comes after it."""
    left = [body]

    async def give() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return give


def _plain(
    scope: Scope, *, query: bytes, path: str | None = None, length: int | None = None
) -> Scope:
    """Return the scope of a request with nothing in it that Gradio would take advice from."""
    headers = [(name, value) for name, value in scope["headers"] if name not in _DROPPED]
    if length is not None:
        told = (b"content-length", b"transfer-encoding")
        headers = [one for one in headers if one[0] not in told]
        headers.append((b"content-length", str(length).encode()))
    changed = {"query_string": query, "headers": headers}
    if path is not None:
        changed |= {"path": path, "raw_path": path.encode()}
    return {**scope, **changed}


def _with_headers(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return told
