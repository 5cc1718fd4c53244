"""What nobody foresaw: the visitor is told a reference, and the log has the failure under it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GONE = 499
"""The status that is logged where the client left before it was answered."""
Answer = Callable[[Request, Exception], Response]


class FailureMiddleware:
    """An ASGI application around another one, which answers whatever fails in that one."""

    def __init__(self, app: ASGIApp, answer: Answer) -> None:
        """Take what may fail, and what makes an answer of a failure and logs it."""
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer that has begun before it failed breaks off."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
            return
        except ClientDisconnect:
            answer = Response(status_code=GONE)
        except Exception as error:  # Whatever it is, others are to be answered.
            answer = self._answer(Request(scope), error)
        if not begun:
            await answer(scope, receive, send)
