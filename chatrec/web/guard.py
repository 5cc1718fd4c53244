"""What stands before the page: headers that keep it to its own host, and the cookie that knows a browser again."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "chatrec_browser"
_TOKEN = re.compile(r"[0-9a-f]{64}")
_YEAR = 365 * 24 * 3600
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """ASGI middleware: strict headers on every answer, a cookie where one is missing, no call from another site."""

    def __init__(self, app: ASGIApp, *, image_hosts: Sequence[str] = ()) -> None:
        """Take the application, and the hosts beside our own that pictures may come from."""
        self._app = app
        self._headers = _headers(image_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if request.method not in _SAFE and not _same_site(request):
            await PlainTextResponse("This call comes from another site.", 403)(scope, receive, send)
            return
        token = None if owner_of(request.cookies) else secrets.token_hex(32)
        if token is not None:
            _let_in(scope, token)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if token is not None and _is_page(headers):
                    headers.append(
                        "set-cookie", _cookie(token, secure=request.url.scheme == "https")
                    )
            await send(message)

        await self._app(scope, receive, guarded)


def owner_of(cookies: Mapping[str, str]) -> str | None:
    """Return the name under which the chats of a browser are kept, or None where it has shown no cookie of ours.

    It is a hash: who reads the session store cannot pose as the browser.
    """
    token = cookies.get(COOKIE, "")
    if not _TOKEN.fullmatch(token):
        return None
    return f"web-{hashlib.sha256(token.encode()).hexdigest()[:32]}"


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


def _cookie(token: str, *, secure: bool) -> str:
    flags = "; Secure" if secure else ""
    return f"{COOKIE}={token}; Max-Age={_YEAR}; Path=/; HttpOnly; SameSite=Lax{flags}"
