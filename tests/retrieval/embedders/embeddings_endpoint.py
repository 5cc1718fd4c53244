"""A server of the embeddings protocol on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Endpoint(ThreadingHTTPServer):
    """A server of the embeddings protocol. A text's vector is its length, its number of blanks, and 1."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.status = 200
        self.how = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        self.server.keys.append(self.headers["Authorization"])
        if self.server.status != 200:
            self.answer(self.server.status, {"error": {"message": "no such model"}})
            return
        data = [
            {"object": "embedding", "index": place, "embedding": [len(text), text.count(" "), 1]}
            for place, text in enumerate(body["input"])
        ]
        if self.server.how == "backwards":
            data.reverse()
        if self.server.how == "short":
            data.pop()
        if self.server.how == "ragged":
            data[-1]["embedding"] = [1.0]
        self.answer(200, {"object": "list", "data": data, "model": body["model"]})

    def answer(self, status: int, body: dict[str, Any]) -> None:
        payload = b"not json" if self.server.how == "garbage" else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving_embeddings() -> Iterator[Endpoint]:
    """Run the server."""
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
