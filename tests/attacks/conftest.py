"""The page as `make run` starts it, on a port of its own, with secrets beside it that nobody may get."""

from __future__ import annotations

import os
import re
import resource
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from chatrec.catalog.catalog import Catalog

from .routes import Route, routes_of_the_page

ROOT = Path(__file__).resolve().parents[2]
SECRET = f"secret-{secrets.token_hex(12)}"
"""Stands in a file beside the data folder and in the environment of the server."""
SECONDS = 120


@dataclass(frozen=True)
class ServedPage:
    """A page in a process of its own."""

    address: str
    process: int
    home: Path
    secret_file: Path
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def megabytes(self) -> float:
        """Return what of the memory of the process is resident."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[ServedPage]:
    """Serve the page by `python app.py`, on a data folder of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    secret_file = folder / "secret.txt"
    secret_file.write_text(SECRET)
    home, log = folder / "home", folder / "log.txt"
    command = [sys.executable, "app.py", *arguments, "--port", str(port)]
    environment = {
        **os.environ,
        "CHATREC_HOME": str(home),
        "SECRET_KEY": SECRET,
        "PYTHONPATH": str(ROOT),
    }
    with log.open("wb") as out:
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, running, log)
        yield ServedPage(address, running.pid, home, secret_file, log)
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _wait_for(address: str, running: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and running.poll() is None:
        try:
            httpx.get(address, trust_env=False, timeout=60)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"the page did not come up: {log.read_text()[-2000:]}")


@pytest.fixture(scope="package")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPage]:
    """One page for the attacks of the package; each takes browsers of its own."""
    with served(tmp_path_factory.mktemp("attacked")) as running:
        yield running


@dataclass
class Browser:
    """A browser that was never there, without a screen."""

    page: ServedPage
    source: str = "127.0.0.1"
    """The address that it comes from."""
    client: httpx.Client = field(init=False)
    place: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        transport = httpx.HTTPTransport(local_address=self.source)
        self.client = httpx.Client(
            base_url=self.page.address, transport=transport, trust_env=False, timeout=SECONDS
        )
        self.place = self.opened("/new")

    def opened(self, path: str) -> dict[str, str]:
        """Open a page and return the place that it shows."""
        shown = self.client.get(path, follow_redirects=True)
        assert shown.status_code == 200, shown.text[-300:]
        return dict(re.findall(r'data-(session|catalog)="([^"]+)"', shown.text))

    def call(self, name: str, /, **arguments: Any) -> httpx.Response:
        """Make a call as the page does; its place may be given otherwise."""
        return self.client.post(f"/calls/{name}", json={**self.place, **arguments})

    def say(self, message: str) -> str:
        """Say something and return the stream of its answer."""
        answer = self.call("say", message=message)
        assert answer.status_code == 200, answer.text
        assert "event: end" in answer.text, answer.text[-300:]
        return answer.text

    def close(self) -> None:
        self.client.close()


@pytest.fixture
def browsers(page: ServedPage) -> Iterator[Any]:
    """Makes browsers that are closed at the end."""
    made: list[Browser] = []

    def browser(**options: Any) -> Browser:
        made.append(Browser(page, **options))
        return made[-1]

    yield browser
    for one in made:
        one.close()


@pytest.fixture(scope="package")
def routes(films: Catalog, tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    """Every route of the page."""
    return routes_of_the_page(films, tmp_path_factory.mktemp("routes"))
