"""HTTP as uvicorn speaks it, with bounds on what a connection may take of time: uvicorn itself waits for ever."""

from __future__ import annotations

import asyncio
import ipaddress

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .. import limits
from .headers import strict_headers
from .visitor import network_of


class TimedProtocol(H11Protocol):
    """Closes a connection whose client keeps it waiting, and does not begin one where an address has many already.

    A head has to come in time, the first one or one after another, and so has what is left of a body once it is
    answered. Who takes too little of an answer, or does not take the end of one on a closed connection, is cut off.
    """

    head_seconds = limits.HEAD_SECONDS
    rest_seconds = limits.REST_SECONDS
    send_seconds = limits.SEND_SECONDS
    _late: asyncio.TimerHandle | None = None
    _rest: asyncio.TimerHandle | None = None
    _untaken: asyncio.TimerHandle | None = None
    _looking: asyncio.TimerHandle | None = None
    _was_closing = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head, where there is room for one more connection."""
        super().connection_made(transport)
        if self._is_one_too_many():
            transport.abort()
            return
        self._expect_head()
        self._look_later()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        for waiting in (self._late, self._rest, self._untaken, self._looking):
            if waiting is not None:
                waiting.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; where that does not complete a head, the time goes on."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._head_came()
        elif self._late is None:
            self._expect_head()
        if self._rest is not None and not self._is_answered_early():
            self._rest.cancel()
            self._rest = None

    def on_response_complete(self) -> None:
        """Go on with the next request, once the body of this one has come as well."""
        super().on_response_complete()
        if self._rest is None and self._is_answered_early():
            self._rest = self.loop.call_later(self.rest_seconds, self._close)

    def pause_writing(self) -> None:
        """Wait for the client to take some of what waits for it."""
        super().pause_writing()
        self._untaken = self.loop.call_later(self.send_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on with the answer."""
        super().resume_writing()
        if self._untaken is not None:
            self._untaken.cancel()
            self._untaken = None

    def send_400_response(self, msg: str) -> None:
        """Say that something is no request, where an answer can still be given."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.write(self._refusal())
        self.transport.close()

    def _refusal(self) -> bytes:
        too_large = len(self.conn.trailing_data[0]) > limits.HEAD_BYTES
        status, told = (
            (431, b"The head of this request is too large.")
            if too_large
            else (400, b"This is no request that can be read.")
        )
        answer = h11.Response(
            status_code=status,
            reason=b"Request Header Fields Too Large" if too_large else b"Bad Request",
            headers=[
                ("content-type", "text/plain; charset=utf-8"),
                ("content-length", str(len(told))),
                ("connection", "close"),
                *strict_headers().items(),
            ],
        )
        parts = (answer, h11.Data(data=told), h11.EndOfMessage())
        return b"".join(self.conn.send(one) or b"" for one in parts)

    def _is_one_too_many(self) -> bool:
        if len(self.connections) > limits.CONNECTIONS:
            return True
        if self.client is None or self._is_proxy(self.client[0]):
            return False
        network = network_of(self.client[0])
        clients = (getattr(one, "client", None) for one in self.connections)
        same = sum(client is not None and network_of(client[0]) == network for client in clients)
        return bool(same > limits.CONNECTIONS_OF_ADDRESS)

    def _is_proxy(self, host: str) -> bool:
        """Tell whether many people may come from an address, because it is a proxy that is named in the settings."""
        named = self.config.forwarded_allow_ips if self.config.proxy_headers else None
        if not isinstance(named, list):
            return False
        address = ipaddress.ip_address(host.partition("%")[0])
        return any(address in ipaddress.ip_network(one, strict=False) for one in named)

    def _is_answered_early(self) -> bool:
        return self.conn.our_state is h11.DONE and self.conn.their_state is h11.SEND_BODY

    def _expect_head(self) -> None:
        self._late = self.loop.call_later(self.head_seconds, self._close)

    def _head_came(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _close(self) -> None:
        self._late = self._rest = None
        if not self.transport.is_closing():
            self.transport.close()

    def _look_later(self) -> None:
        self._looking = self.loop.call_later(self.send_seconds, self._look)

    def _look(self) -> None:
        """Cut off a client that has not taken the end of an answer long after the connection was closed."""
        if self._was_closing:
            self.transport.abort()
            return
        self._was_closing = self.transport.is_closing()
        self._look_later()
