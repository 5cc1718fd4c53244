from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from chatrec import limits
from chatrec.settings import Settings
from chatrec.web.http_protocol import TimedProtocol
from chatrec.web.listening import server_config

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
PIECE = bytes(16_384)
SOON = 20.0


class Hasty(TimedProtocol):
    """The same with shorter times."""

    send_seconds = 0.5


class Sending:
    """An application that sends pieces of an answer as long as they are taken, or until it is told otherwise."""

    def __init__(self, *, until: Callable[[], bool] = lambda: False) -> None:
        self.until = until
        self.left = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = [(b"connection", b"close")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        gone = asyncio.create_task(self._gone(receive))
        while not gone.done() and not self.until():
            await send({"type": "http.response.body", "body": PIECE, "more_body": True})
            await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        self.left.set()

    async def _gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass


@contextmanager
def running(app: Any, *, proxies: tuple[str, ...] = ()) -> Iterator[tuple[uvicorn.Server, int]]:
    """Serve an application in a thread, with the shorter times."""
    config = server_config(app, replace(Settings(), proxies=proxies))
    config.http = Hasty
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0), backlog=1_024) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield server, listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(30)


def connections(server: uvicorn.Server) -> set[Any]:
    return set(server.server_state.connections)


def in_time(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SOON
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.05)
    return is_so()


@contextmanager
def taking_nothing(port: int) -> Iterator[socket.socket]:
    """Ask for an answer, and take no byte of it."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        client.sendall(REQUEST)
        yield client


def test_a_client_that_takes_nothing_of_an_answer_is_cut_off_and_what_makes_it_ends() -> None:
    app = Sending()
    with running(app) as (server, port), taking_nothing(port):
        assert app.left.wait(SOON)
        assert in_time(lambda: not connections(server))


def test_a_client_that_does_not_take_the_end_of_an_answer_is_cut_off() -> None:
    servers: list[uvicorn.Server] = []

    def is_waiting() -> bool:
        return any(one.transport.get_write_buffer_size() for one in connections(servers[0]))

    app = Sending(until=is_waiting)
    with running(app) as (server, port):
        servers.append(server)
        with taking_nothing(port):
            assert app.left.wait(SOON)
            assert connections(server), "the end of the answer waits to be taken"
            assert in_time(lambda: not connections(server))


def test_a_client_that_takes_its_answer_slowly_gets_it_whole() -> None:
    sent = iter(range(400))
    app = Sending(until=lambda: next(sent, None) is None)
    with running(app) as (_, port), taking_nothing(port) as client:
        received = 0
        while piece := client.recv(262_144):
            received += len(piece)
            time.sleep(0.02)
    assert received > 400 * len(PIECE)


@pytest.mark.parametrize(
    ("proxies", "most"),
    [((), limits.CONNECTIONS_OF_ADDRESS), (("127.0.0.0/8",), limits.CONNECTIONS_OF_ADDRESS + 50)],
)
def test_an_address_has_so_many_connections_unless_it_is_a_proxy(
    proxies: tuple[str, ...], most: int
) -> None:
    with running(Sending(), proxies=proxies) as (server, port):
        clients = [
            socket.create_connection(("127.0.0.1", port))
            for _ in range(limits.CONNECTIONS_OF_ADDRESS + 50)
        ]
        assert in_time(lambda: len(connections(server)) == most)
        for client in clients:
            client.close()
        assert in_time(lambda: not connections(server))
