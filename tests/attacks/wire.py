"""A connection to the page, byte by byte."""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from .conftest import Browser, ServedPage

OTHER_ADDRESS = "127.0.0.2"
CLOSED = -1
"""In the place of the status of an answer that never came."""


@dataclass
class Answer:
    """What came back; its status is CLOSED where nothing did."""

    status: int = CLOSED
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Wire:
    """A connection of its own."""

    def __init__(self, page: ServedPage, source: str = "127.0.0.1", *, window: int = 0) -> None:
        """Connect.

        Args:
            page: To what.
            source: The address to come from.
            window: How many bytes of an answer may be under way; what the system takes where 0.
        """
        self._socket = socket.socket()
        if window:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        self._socket.settimeout(60)
        self._socket.bind((source, 0))
        self._socket.connect(("127.0.0.1", page.port))

    def send(self, piece: bytes) -> bool:
        """Send some bytes; tell whether the connection still takes them."""
        try:
            self._socket.sendall(piece)
        except OSError:
            return False
        return True

    def send_all(self, pieces: Iterable[bytes]) -> None:
        """Send piece after piece until the connection takes no more."""
        for piece in pieces:
            if not self.send(piece):
                return

    def answer(self) -> Answer:
        """Return what came back; of the body what came with the head, and as much more as its length says."""
        received = bytearray()
        with suppress(OSError):
            while b"\r\n\r\n" not in received and (piece := self._socket.recv(65_536)):
                received += piece
            answer = read_answer(bytes(received))
            missing = int(answer.headers.get("content-length", 0)) - len(answer.body)
            while missing > 0 and (piece := self._socket.recv(65_536)):
                received += piece
                missing -= len(piece)
        return read_answer(bytes(received))

    def everything(self) -> bytes:
        """Return all that comes until the page closes the connection."""
        received = bytearray()
        with suppress(ConnectionError):
            while piece := self._socket.recv(65_536):
                received += piece
        return bytes(received)

    def waiting(self, seconds: float = 0.0) -> bytes:
        """Return what has come, or comes within so many seconds; nothing where the page closed the connection."""
        if not select.select([self._socket], [], [], seconds)[0]:
            return b""
        with suppress(OSError):
            return self._socket.recv(65_536)
        return b""

    def is_closed(self) -> bool:
        """Tell whether the page has closed the connection; what came is thrown away."""
        self._socket.setblocking(False)
        try:
            while self._socket.recv(65_536):
                pass
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            self._socket.settimeout(60)
        return True

    def seconds_until_closed(
        self, most: float, *, sending: bytes = b"", pause: float = 0.2
    ) -> float:
        """Return after how long the page closed the connection, with something sent after every pause meanwhile.

        It is longer than `most` where the page did not.
        """
        began = time.monotonic()
        while (spent := time.monotonic() - began) <= most:
            if self.is_closed() or (sending and not self.send(sending)):
                break
            time.sleep(pause)
        return spent

    def close(self) -> None:
        self._socket.close()


@contextmanager
def wire(page: ServedPage, source: str = "127.0.0.1", *, window: int = 0) -> Iterator[Wire]:
    """Connect until the end of the block."""
    one = Wire(page, source, window=window)
    try:
        yield one
    finally:
        one.close()


def exchange(page: ServedPage, sent: bytes, source: str = "127.0.0.1") -> Answer:
    """Send bytes on a connection of their own and return the answer."""
    with wire(page, source) as one:
        one.send(sent)
        return one.answer()


def read_answer(received: bytes) -> Answer:
    """Read an answer from the bytes that came."""
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not first.startswith("HTTP/"):
        return Answer()
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return Answer(int(first.split(" ")[1]), headers, body)


def request(
    method: str, path: str, *headers: str, host: str = "localhost", body: bytes = b""
) -> bytes:
    """Return a request, as bytes."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *headers]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1") + b"\r\n" + body


def as_browser(one: Browser) -> str:
    """Return the line by which a request is that of a browser."""
    return f"Cookie: chatrec_browser={one.client.cookies['chatrec_browser']}"


def call_of(one: Browser, name: str, **arguments: Any) -> bytes:
    """Return a call of the page, as bytes."""
    body = json.dumps({**one.place, **arguments}).encode()
    told = ("Content-Type: application/json", f"Content-Length: {len(body)}", as_browser(one))
    return request("POST", f"/calls/{name}", *told, body=body)
