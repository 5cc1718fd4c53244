"""Files of the machine: no path in an address and no file argument of a call leads to one, or to another host."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from chatrec.web import call_arguments
from chatrec.web.call_arguments import Call

from .conftest import SECRET, Browser, ServedPage
from .routes import Route
from .wire import as_browser, exchange, request

pytestmark = pytest.mark.slow

FIELDS = sorted(
    {
        name
        for one in vars(call_arguments).values()
        if isinstance(one, type) and issubclass(one, Call)
        for name in one.model_fields
    }
)
OPEN = {"facets", "changes"}
"""Arguments that are objects: what is in them is read as corrections only."""


@pytest.fixture(scope="module")
def one(page: ServedPage) -> Iterator[Browser]:
    browser = Browser(page)
    browser.say("a comedy")
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server that nobody may ask, and what it was asked."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/file", paths
    server.shutdown()
    server.server_close()


def test_no_call_takes_a_file(
    page: ServedPage, one: Browser, routes: list[Route], asked: tuple[str, list[str]]
) -> None:
    address, paths = asked
    kind = {"meta": {"_type": "gradio.FileData"}}
    for route in routes:
        if not route.pattern.startswith("/calls/"):
            continue
        for field in FIELDS:
            for file in (
                {"path": str(page.secret_file), **kind},
                {"path": address, "url": address, **kind},
            ):
                sent: dict[str, Any] = {**one.place, field: file}
                answer = one.client.post(route.pattern, json=sent)
                assert SECRET not in answer.text, (route, field)
                if field not in OPEN:
                    assert answer.status_code == 422, (route, field, answer.text[:200])
    assert paths == []
    assert SECRET.encode() not in b"".join(
        one.read_bytes() for one in page.home.rglob("*") if one.is_file()
    )


@pytest.mark.parametrize("start", ["/static/", "/picture/movies/", "/", "/c/"])
@pytest.mark.parametrize(
    "up",
    ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..\\", "..%5c", "....//", "//"],
)
def test_no_address_leads_out_of_its_folder(
    page: ServedPage, one: Browser, start: str, up: str
) -> None:
    outside = str(page.secret_file).lstrip("/")
    for path in (f"{start}{up * 12}{outside}", f"{start}{up}pages.py", f"{start}%00{up}{outside}"):
        answer = exchange(page, request("GET", path, as_browser(one)))
        assert answer.status in {200, 400, 404, 405}, path
        assert SECRET.encode() not in answer.body, path
        assert b"make_pages" not in answer.body, path


@pytest.mark.parametrize(
    "path",
    [
        "/engine/",
        "/engine/config",
        "/engine/gradio_api/info",
        "/gradio_api/info",
        "/gradio_api/upload",
        "/gradio_api/file=/etc/hostname",
        "/file=/etc/hostname",
        "/docs",
        "/openapi.json",
        "/redoc",
    ],
)
def test_what_the_page_has_no_more_is_not_there(one: Browser, path: str) -> None:
    for answer in (one.client.get(path), one.client.post(path, content=json.dumps({}))):
        assert answer.status_code in {404, 405}
        assert "Traceback" not in answer.text
