"""A real Chroma server on loopback, and one that stands before it and can begin to misbehave."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.error import URLError

Manner = Literal["well", "silent", "drips headers", "drips its body", "fails", "is something else"]
DRIP = 0.05
"""Seconds between two bytes of what drips: far below what a client waits for one of them."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    chroma = Path(sys.executable).parent / "chroma"
    command = [
        str(chroma),
        "run",
        "--path",
        str(folder),
        "--port",
        str(port),
        "--host",
        "127.0.0.1",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=1)
            return process
        except (URLError, OSError):
            time.sleep(0.1)
    process.kill()
    process.wait()
    raise AssertionError("the Chroma server did not start within a minute")


@contextmanager
def running(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a server; yield its URL and its process, which is killed at the end whatever became of it."""
    port = free_port()
    process = start(folder, port)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.kill()
        process.wait()


class Proxy(ThreadingHTTPServer):
    """Passes requests on to a Chroma server, or answers in a manner of its own."""

    daemon_threads = True

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = url.removeprefix("http://")
        self.manner: Manner = "well"
        self.asked = 0
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hung up."""


@contextmanager
def misbehaving(url: str) -> Iterator[Proxy]:
    """Run a proxy before a server; its answers that are under way end with it."""
    proxy = Proxy(url)
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        proxy.ended.set()
        proxy.shutdown()
        thread.join()
        proxy.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Proxy

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked += 1
        match self.server.manner:
            case "well":
                self._pass_on(body)
            case "silent":
                self.server.ended.wait()
            case "drips headers":
                self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            case "drips its body":
                self._drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            case "fails":
                self.send_error(500)
            case "is something else":
                self._answer(200, b"[]")

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET

    def _pass_on(self, body: bytes) -> None:
        connection = http.client.HTTPConnection(self.server.behind)
        kind = {"Content-Type": self.headers.get("Content-Type", "application/json")}
        connection.request(self.command, self.path, body, kind)
        response = connection.getresponse()
        self._answer(response.status, response.read())
        connection.close()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, beginning: bytes) -> None:
        self.wfile.write(beginning)
        while not self.server.ended.wait(DRIP):
            self.wfile.write(b"a")

    def log_message(self, format: str, *args: object) -> None:
        pass
