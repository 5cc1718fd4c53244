"""What every test stands on: no network but loopback, an own data folder, no keys, and small catalogues to share."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item

settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

SECRETS = ("OPENAI_", "LANGSMITH_", "LANGCHAIN_", "ANTHROPIC_", "CHATREC_", "HF_")
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


NEEDS_PROGRAMS = ("browser", "postgres")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail in CI what would be skipped for a missing Chromium or PostgreSQL: CI has to install them."""
    report = yield
    needs = [name for name in NEEDS_PROGRAMS if item.get_closest_marker(name)]
    if os.environ.get("CI") and report.skipped and needs:
        report.outcome = "failed"
        report.longrepr = (
            f"skipped in CI, where {' and '.join(needs)} must be there: {report.longreprtext}"
        )
    return report


class NetworkBlocked(AssertionError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give each test a data folder of its own and nobody's keys, proxies or settings."""
    for name in list(os.environ):
        if name.startswith(SECRETS) or name.upper() in PROXIES:
            monkeypatch.delenv(name)
    monkeypatch.setenv("CHATREC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "False")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test that connects to, or looks up, anything but this machine."""
    connect, connect_ex, lookup = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def checked_connect(self: socket.socket, address: object) -> None:
        _refuse_foreign(address)
        connect(self, address)  # type: ignore[arg-type]  # whatever the caller gave

    def checked_connect_ex(self: socket.socket, address: object) -> int:
        _refuse_foreign(address)
        return connect_ex(self, address)  # type: ignore[arg-type]

    def checked_lookup(host: object, *rest: object, **options: object) -> object:
        _refuse_foreign((host, 0))
        return lookup(host, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", checked_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", checked_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", checked_lookup)
    yield


def _refuse_foreign(address: object) -> None:
    """Raise unless the address is a Unix socket, loopback, or the wildcard that servers bind."""
    if not isinstance(address, tuple):
        return
    host = address[0].decode() if isinstance(address[0], bytes) else address[0]
    if host in (None, "", "localhost", socket.gethostname()):
        return
    try:
        ours = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        ours = None
    if ours is None or not (ours.is_loopback or ours.is_unspecified):
        raise NetworkBlocked(f"a test tried to reach {host!r}; only loopback is open to tests")


@pytest.fixture(scope="session")
def films() -> Catalog:
    """Six films with genres, people, a year, a length and a service: enough to ask, filter and compare."""
    facets = (
        Facet(name="genres", type="many", label="genre", synonyms=("kind",)),
        Facet(name="year", type="number", measure="year"),
        Facet(name="minutes", type="number", unit="min", measure="duration", label="length"),
        Facet(name="director", type="category", people=True, ask=False),
        Facet(name="streaming_services", type="many", label="streaming service"),
    )
    rows = (
        ("f1", "Night Train North", ("Comedy", "Romance"), 1998, 94, "Ada Brook", ("Hulu",)),
        ("f2", "The Glass Harbour", ("Drama",), 2004, 128, "Ivo Marsh", ("Netflix",)),
        ("f3", "Cellar Door", ("Horror",), 2017, 101, "Ada Brook", ("Hulu", "Netflix")),
        ("f4", "Orbit of Fools", ("Comedy", "Science Fiction"), 2011, 88, "Lena Ost", ("Netflix",)),
        ("f5", "Paper Lions", ("Animation", "Family"), 2020, 82, "Tom Reyes", ("Disney+",)),
        ("f6", "Long Way Down", ("Thriller", "Drama"), 1995, 143, "Ivo Marsh", ("Hulu",)),
    )
    items = tuple(
        Item(
            id=key,
            title=title,
            description=f"{title}: a {genres[0].lower()} film.",
            attributes={
                "genres": genres,
                "year": year,
                "minutes": minutes,
                "director": director,
                "streaming_services": services,
            },
        )
        for key, title, genres, year, minutes, director, services in rows
    )
    return Catalog("films", items, Schema(facets=facets), noun="film", nouns="films")
