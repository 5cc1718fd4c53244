"""Catalogues on the page that every test of it may talk about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.bots import Bots

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
