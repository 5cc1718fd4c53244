"""A page on a port of its own, and browsers that look at it and tell what they should not have seen."""

from __future__ import annotations

import csv
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.app import build
from chatrec.web.bots import Bots

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
NewVisitor = Callable[[], Page]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue whose texts try to be markup."""
    path = tmp_path_factory.mktemp("shop") / "toys.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "description", "kind", "price"])
        for number in range(6):
            title = HOSTILE_TITLE if number == 0 else f"Robot number {number}"
            words = (
                "![x](http://leak.example/x.png) <script>alert(2)</script> **A robot** that walks."
            )
            rows.writerow([f"t{number}", title, words, "robot", 10 + number])
    return path


@pytest.fixture(scope="module")
def page_address(home: Path, hostile: Path) -> Iterator[str]:
    """The address of a page on the films, with two more catalogues that nobody opened yet."""
    settings = Settings(home=home)
    bots = Bots(
        Chatbot.open("movies", settings=settings),
        {"electronics": "electronics", "toys": hostile},
        settings=settings,
    )
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(build(bots), log_level="warning", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    deadline = time.monotonic() + SECONDS
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    server.should_exit = True
    thread.join(SECONDS)
    listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed: sudo apt-get install chromium")
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=path, args=FLAGS)) as opened,
    ):
        yield opened


@pytest.fixture
def new_visitor(browser: Browser, page_address: str) -> Iterator[NewVisitor]:
    """Opens the page in a browser that was never there.

    At the end it fails for an error in a console, an alert, and a request to another host.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def visit() -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(SECONDS * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: faults.extend(_foreign(request.url, page_address)))
        page.goto(page_address)
        page.get_by_role("heading", name="What are you looking for?").wait_for()
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Page:
    return new_visitor()


def _foreign(url: str, ours: str) -> list[str]:
    return [] if url.startswith((ours, "data:", f"blob:{ours}")) else [f"request to {url}"]
