"""Catalogues on the page that every test of it may talk about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.types import ASGIApp

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.app import build
from chatrec.web.bots import Bots

from .caller import Caller

TOYS = "id,title,kind\nt1,Red Robot,robot\nt2,Blue Bear,bear\n"


@pytest.fixture(scope="module")
def bots(films: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bots]:
    """Films that are open, and toys that are not; a test takes a browser of its own."""
    folder = tmp_path_factory.mktemp("web")
    toys = folder / "toys.csv"
    toys.write_text(TOYS)
    settings = Settings(home=folder / "home")
    opened = Bots(Chatbot.open(films, settings=settings), {"toys": toys}, settings=settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def app(bots: Bots) -> ASGIApp:
    """The page over these catalogues; nobody starts or stops it, so that it is left to each client."""
    return build(bots)


@pytest.fixture
def caller(bots: Bots, app: ASGIApp) -> Caller:
    """Somebody in a browser that was never there."""
    return Caller(bots, app)
