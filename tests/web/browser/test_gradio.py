from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Locator, Page, expect

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.items import Item
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.gradio_serving import build
from chatrec.web.listening import server_config

from .conftest import SECONDS, Visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOSTILE = (
    "<img src=http://leak.example/a.png onerror=alert(1)> [Night](http://leak.example) "
    "![x](http://leak.example/b.png) <script>alert(2)</script> &lt;b&gt; $$x$$"
)


@pytest.fixture(scope="module")
def address(films: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Six films, one of them with a title that tries to be markup; Gradio shows what it is given."""
    hostile = Item(
        id="f7",
        title=HOSTILE,
        description="A film.",
        attributes={"genres": ("Western",), "year": 2001},
    )
    settings = Settings(home=tmp_path_factory.mktemp("gradio"))
    with ExitStack() as opened:
        bot = opened.enter_context(Chatbot.open(films.with_items([hostile]), settings=settings))
        listening = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        servers: list[uvicorn.Server] = []

        async def run() -> None:
            servers.append(uvicorn.Server(server_config(build(bot, settings), settings)))
            await servers[0].serve(sockets=[listening])

        running = threading.Thread(target=lambda: asyncio.run(run()))
        running.start()
        deadline = time.monotonic() + SECONDS
        while not (servers and servers[0].started) and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        servers[0].should_exit = True
        running.join(SECONDS)


@pytest.fixture
def new_visitor(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens the Gradio chat; the test fails for an error in a console, an alert, and a foreign request."""
    visits = Visits(browser, address)
    yield visits
    for context in visits.contexts:
        context.close()
    assert visits.faults == []


def say(page: Page, message: str) -> Locator:
    """Say a message; return its answer once it is whole."""
    before = answers(page).count()
    box = page.get_by_role("textbox")
    expect(box).to_be_editable()
    box.fill(message)
    box.press("Enter")
    expect(answers(page)).to_have_count(before + 1)
    expect(page.get_by_role("button", name="Retry")).to_be_visible()
    expect(box).to_be_editable()
    return answers(page).last


def answers(page: Page) -> Locator:
    return page.get_by_test_id("bot")


def test_somebody_asks_refines_and_begins_anew(new_visitor: Callable[..., Page]) -> None:
    page = new_visitor()
    expect(page.get_by_role("heading", name="chatrec")).to_be_visible()
    expect(page.get_by_text("7 films, from the catalogue")).to_be_visible()
    answer = say(page, "a comedy under 100 minutes")
    expect(answer).to_contain_text("1. Orbit of Fools (2011): ")
    expect(answer).to_contain_text("Understood: You want: Comedy, under 100 minutes.")
    expect(say(page, "on Hulu")).to_contain_text("Comedy, under 100 minutes, on Hulu")
    page.get_by_role("link", name="New chat").click()
    expect(answers(page)).to_have_count(0)
    expect(say(page, "on Hulu")).not_to_contain_text("Comedy, ")


def test_an_opening_is_asked_by_a_click(new_visitor: Callable[..., Page]) -> None:
    page = new_visitor()
    opening = page.locator("button.example").first
    words = opening.inner_text().strip()
    opening.click()
    expect(page.get_by_test_id("user")).to_have_text(words)
    expect(answers(page).last).to_contain_text("Understood")


def test_an_answer_that_is_offered_is_given_by_a_click(new_visitor: Callable[..., Page]) -> None:
    page = new_visitor()
    say(page, "a film")
    page.get_by_role("button", name=re.compile("^Just show me")).click()
    expect(answers(page)).to_have_count(2)
    expect(answers(page).last).to_contain_text("1. ")


def test_a_retry_gives_the_same_answer_and_one_message(new_visitor: Callable[..., Page]) -> None:
    page = new_visitor()
    answer = say(page, "a drama").inner_text()
    page.get_by_role("button", name="Retry").click()
    expect(answers(page).last).to_contain_text("Understood")
    expect(page.get_by_role("textbox")).to_be_editable()
    assert answers(page).last.inner_text() == answer
    expect(page.get_by_test_id("user")).to_have_count(1)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_texts_of_items_and_people_are_shown_as_they_are(
    new_visitor: Callable[..., Page],
) -> None:
    page = new_visitor()
    say(page, f"a western like {HOSTILE}")
    expect(page.get_by_test_id("user")).to_have_text(f"a western like {HOSTILE}")
    expect(say(page, "a western")).to_contain_text("&lt;b&gt; $$x$$")
    for part in ("<img src=x>", "[a](http://leak.example)", "<b>bold</b>", "$$x$$"):
        say(page, part)
        expect(page.get_by_test_id("user").last).to_have_text(part)
    conversation = page.get_by_role("log")
    for tag in ("img", "a", "b", "script", "iframe", ".katex"):
        expect(conversation.locator(f"[data-testid] {tag}")).to_have_count(0)


def test_two_browsers_do_not_share_what_is_wanted(new_visitor: Callable[..., Page]) -> None:
    one, other = new_visitor(), new_visitor()
    say(one, "a comedy")
    expect(say(other, "on Netflix")).not_to_contain_text("Comedy, on")
    expect(say(one, "on Netflix")).to_contain_text("Comedy, on Netflix")


def test_it_fits_a_phone_in_the_dark(new_visitor: Callable[..., Page], tmp_path: Path) -> None:
    page = new_visitor(viewport={"width": 390, "height": 844}, color_scheme="dark")
    say(page, "a comedy")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
