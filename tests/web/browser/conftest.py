"""A page on a port of its own, and browsers that look at it and tell what they should not have seen."""

from __future__ import annotations

import asyncio
import csv
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.app import build
from chatrec.web.bots import Bots
from chatrec.web.listening import server_config

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOSTILE_TITLE = "<img src=x onerror=alert(1)> Robot ${1+1} {{value}}"
SECONDS = 30
expect.set_options(timeout=SECONDS * 1000)


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all servers of the run, one after another, so that the films are indexed once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="package")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue whose texts try to be markup, and to have a picture fetched from elsewhere."""
    path = tmp_path_factory.mktemp("shop") / "toys.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "description", "kind", "price", "image_url"])
        for number in range(6):
            title = HOSTILE_TITLE if number == 0 else f"Robot number {number}"
            words = (
                "![x](http://leak.example/x.png) <script>alert(2)</script> **A robot** that walks."
            )
            picture = f"http://leak.example/{number}.png"
            rows.writerow([f"t{number}", title, words, "robot", 10 + number, picture])
    return path


class Server:
    """A page that can be stopped and started again on the same port and data."""

    def __init__(self, home: Path, others: dict[str, str | Path]) -> None:
        self._settings = Settings(home=home)
        self._others = others
        self._port = 0
        self._server: uvicorn.Server | None = None
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    def start(self) -> None:
        listening = socket.create_server(("127.0.0.1", self._port))
        self._port = listening.getsockname()[1]
        bots = Bots(
            Chatbot.open("movies", settings=self._settings), self._others, settings=self._settings
        )
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(bots, listening)))
        self._thread.start()
        deadline = time.monotonic() + SECONDS
        while not (self._server and self._server.started) and time.monotonic() < deadline:
            time.sleep(0.05)

    async def _serve(self, bots: Bots, listening: socket.socket) -> None:
        self._server = uvicorn.Server(server_config(build(bots), self._settings))
        await self._server.serve(sockets=[listening])

    def stop(self) -> None:
        assert self._server is not None
        self._server.should_exit = True
        self._thread.join(SECONDS)
        self._server = None


@pytest.fixture(scope="package")
def server(home: Path, hostile: Path) -> Iterator[Server]:
    """A page on the films, with two more catalogues that nobody opened yet."""
    running = Server(
        home, {"electronics": "electronics", "toys": hostile, "gone": home / "gone.jsonl"}
    )
    yield running
    running.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed: sudo apt-get install chromium")
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=path, args=FLAGS)) as opened,
    ):
        yield opened


@dataclass
class Visits:
    """Opens the page in browsers that were never there, and notes what they should not have seen."""

    browser: Browser
    address: str
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, **options: Any) -> Page:
        options = {"viewport": {"width": 1280, "height": 860}, **options}
        context = self.browser.new_context(**options)
        context.set_default_timeout(SECONDS * 1000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))
        page.on("request", self._asked)
        page.goto(self.address)
        return page

    def _heard(self, said: Any) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", f"blob:{self.address}")):
            self.faults.append(f"request to {request.url}")


@pytest.fixture
def new_visitor(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Opens the page; at the end the test fails for an error in a console, an alert, and a foreign request."""
    visits = Visits(browser, server.address)
    yield visits
    for context in visits.contexts:
        context.close()
    assert visits.faults == []


@pytest.fixture
def visitor(new_visitor: Callable[..., Page]) -> Page:
    return new_visitor()


@pytest.fixture
def forgiving_visitor(browser: Browser, server: Server) -> Iterator[Page]:
    """A visitor whose browser may tell in its console that a server is gone."""
    visits = Visits(browser, server.address)
    yield visits()
    visits.contexts[0].close()
