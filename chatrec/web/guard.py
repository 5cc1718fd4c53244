"""What stands before the page: headers that keep it to its own host, and the cookie that knows a browser again."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "chatrec_browser"
_TOKEN = re.compile(r"[0-9a-f]{64}")
_YEAR = 365 * 24 * 3600
_HEADERS = {
    # Gradio starts itself by inline scripts and makes functions of templates.
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    """ASGI middleware that adds the headers to every answer, and the cookie to the page where it is missing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        is_new = request.url.path == "/" and owner_of(request.cookies) is None

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                if is_new:
                    headers.append("set-cookie", _new_cookie(secure=request.url.scheme == "https"))
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


def _new_cookie(*, secure: bool) -> str:
    token = secrets.token_hex(32)
    flags = "; Secure" if secure else ""
    return f"{COOKIE}={token}; Max-Age={_YEAR}; Path=/; HttpOnly; SameSite=Lax{flags}"
