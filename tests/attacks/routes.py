"""Every route of the page, as its own router lists them: a new one is attacked without being named here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.app import build
from chatrec.web.bots import Bots

_QUERIES = {"/catalogue": "?name=shop.csv"}
_PARTS = {"{form}": "json", "{catalog}": "movies", "{item:path}": "tt0118655"}


@dataclass(frozen=True)
class Route:
    """One of them."""

    method: str
    pattern: str

    def path(self, session: str) -> str:
        """Return an address of it that is there for whoever has a chat."""
        path = self.pattern.replace("{session}", session)
        for part, value in _PARTS.items():
            path = path.replace(part, value)
        assert "{" not in path, f"say what stands for the part of {path}"
        return path + _QUERIES.get(self.pattern, "")


def routes_of_the_page(films: Catalog, home: Path) -> list[Route]:
    """Return all of them."""
    settings = Settings(home=home)
    with Chatbot.open(films, settings=settings) as first:
        app: Any = build(Bots(first, {}, settings=settings))
        return sorted(_listed(app._app), key=lambda one: (one.pattern, one.method))


def _listed(router: Any) -> Iterator[Route]:
    for one in router.routes:
        if hasattr(one, "original_router"):
            yield from _listed(one.original_router)
        elif hasattr(one, "methods"):
            yield from (Route(method, one.path) for method in one.methods)
        else:
            yield Route("GET", f"{one.path}/page.js")
