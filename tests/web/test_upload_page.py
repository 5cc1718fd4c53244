"""Bringing a catalogue, as a person does it in a browser."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.app import build
from chatrec.web.bots import Bots

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")  # fmt: skip
SECONDS = 60
MARKUP = "<img src=x onerror=alert(1)>"
LAMPS = "".join(
    [
        "id,title,colour,price\n",
        f"l99,{MARKUP},red,99 EUR\n",
        *(f"l{n},Lamp {n},{('red', 'blue')[n % 2]},{n + 10} EUR\n" for n in range(30)),
        *("l1,too,many,cells,here\n" for _ in range(25)),
    ]
)
NewVisitor = Callable[[], Page]


@pytest.fixture(scope="module")
def address(films: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page on a few films."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    bots = Bots(Chatbot.open(films, settings=settings), {}, settings=settings)
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
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed: sudo apt-get install chromium")
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=path, args=FLAGS)) as opened,
    ):
        yield opened


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[NewVisitor]:
    """Opens the page in a browser that was never there; fails in the end for an error in a console."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def new_visitor() -> Page:
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(SECONDS * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: _note(said.type, said.text, faults))
        page.goto(address)
        return page

    expect.set_options(timeout=SECONDS * 1000)
    yield new_visitor
    expect.set_options(timeout=5_000)
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(visit: NewVisitor) -> Page:
    return visit()


def _note(kind: str, text: str, faults: list[str]) -> None:
    # A file that is refused is answered with 422, which Chromium writes down as an error of its own.
    if kind == "error" and "422" not in text:
        faults.append(text)


def dialog_of(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Bring your own catalogue")


def file_of(name: str, content: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": content.encode()}


def choose(page: Page, content: str = LAMPS, name: str = "lamps.csv") -> Locator:
    page.get_by_role("button", name="Bring your own").click()
    dialog_of(page).get_by_label("Choose a file").set_input_files(file_of(name, content))
    return dialog_of(page)


def talk_about(page: Page, title: str = "My lamps") -> None:
    dialog = choose(page)
    dialog.get_by_label("Name of the catalogue").fill(title)
    dialog.get_by_label("What one of them is called").fill("lamp")
    dialog.get_by_role("button", name="Talk about it").click()
    expect(page).to_have_url(re.compile("/c/web-"))
    expect(page.get_by_label("Catalogue", exact=True).locator("option:checked")).to_have_text(title)


def test_a_file_is_brought_corrected_and_talked_about(page: Page) -> None:
    dialog = choose(page)
    expect(dialog.get_by_role("heading", name=re.compile("^31 .* in lamps.csv"))).to_be_focused()
    expect(dialog.get_by_role("status").first).to_contain_text("25 rows set aside")
    row = dialog.get_by_role("row", name="colour")
    expect(row).to_contain_text("red; blue")
    expect(row).to_contain_text("100%")
    row.get_by_label("Label of colour").fill("finish")
    dialog.get_by_label("Ask about price").uncheck()
    dialog.get_by_role("button", name="Apply corrections").click()
    expect(dialog.get_by_label("Label of finish")).to_have_value("finish")
    expect(dialog.get_by_label("Ask about price")).not_to_be_checked()
    dialog.get_by_role("button", name="Talk about it").click()
    expect(page).to_have_url(re.compile("/c/web-"))
    box = page.get_by_label("Your message")
    box.fill("a red one under 20 euros")
    box.press("Enter")
    expect(page.get_by_role("group", name="Reply").last).to_contain_text("Lamp 8")
    box.fill("which finishes are there?")
    box.press("Enter")
    expect(page.get_by_role("group", name="Reply").last).to_contain_text("blue")
    page.reload()
    said = page.get_by_role("group", name="You")
    expect(said).to_have_text(["a red one under 20 euros", "which finishes are there?"])


def test_a_correction_that_does_not_fit_is_told_where_it_stands(page: Page) -> None:
    dialog = choose(page)
    dialog.get_by_label("Type of colour").select_option("number")
    dialog.get_by_role("button", name="Talk about it").click()
    kind = dialog.get_by_label("Type of colour")
    expect(kind).to_be_focused()
    expect(kind).to_have_accessible_description(re.compile("Most of its values are not numbers"))
    expect(kind).to_have_value("category")


def test_rows_that_were_set_aside_are_listed_and_can_be_downloaded(page: Page) -> None:
    dialog = choose(page)
    dialog.get_by_text("25 rows were set aside").click()
    rows = dialog.get_by_role("list", name="Rows set aside").get_by_role("listitem")
    expect(rows).to_have_count(20)
    expect(rows.first).to_have_text("Line 33: 5 cells where the header has 4")
    with page.expect_download() as started:
        dialog.get_by_role("link", name="Download all").click()
    assert len(Path(started.value.path()).read_text().splitlines()) == 25


def test_a_file_may_be_dropped_anywhere(page: Page) -> None:
    page.get_by_label("Your message").evaluate(
        """(place, text) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "dropped.csv"));
            for (const kind of ["dragover", "drop"])
              place.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
        }""",
        LAMPS,
    )
    expect(dialog_of(page).get_by_role("heading", name=re.compile("dropped.csv"))).to_be_focused()


def test_what_cannot_be_read_is_told_and_another_file_can_follow(page: Page) -> None:
    dialog = choose(page, "a picture", "cat.png")
    told = dialog.get_by_role("alert")
    expect(told).to_contain_text("save it as CSV")
    expect(told).to_be_focused()
    dialog.get_by_label("Choose a file").set_input_files(file_of("lamps.csv", LAMPS))
    expect(dialog.get_by_role("heading", name=re.compile("in lamps.csv"))).to_be_visible()


def test_a_file_that_is_too_large_is_told_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * 20_000_001)
    page.get_by_role("button", name="Bring your own").click()
    dialog = dialog_of(page)
    dialog.get_by_label("Choose a file").set_input_files(large)
    expect(dialog.get_by_text("larger than 20 MB").last).to_be_focused()


def test_another_browser_neither_lists_nor_opens_it(visit: NewVisitor) -> None:
    one, two = visit(), visit()
    talk_about(one, "Secret lamps")
    name = one.url.partition("?on=")[2]
    two.goto(f"{two.url.partition('?')[0]}?on={name}")
    expect(two.locator("body")).not_to_contain_text("Secret lamps")


def test_it_is_removed_with_its_chats(page: Page) -> None:
    talk_about(page, "Lamps to go")
    box = page.get_by_label("Your message")
    box.fill("a red lamp")
    box.press("Enter")
    expect(page.get_by_role("group", name="Reply").last).to_contain_text("Lamp")
    page.get_by_role("button", name="Bring your own").click()
    asked = page.get_by_role(
        "dialog", name="Remove “Lamps to go” and your chats about it for good?"
    )
    page.get_by_role("button", name="Remove Lamps to go").click()
    asked.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Catalogue", exact=True).locator("option")).to_have_count(2)
    page.get_by_role("button", name="Remove Lamps to go").click()
    asked.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_label("Catalogue", exact=True).locator("option")).to_have_text(["films"])
    page.get_by_role("button", name="Chats", exact=True).click()
    expect(page.get_by_role("dialog", name="Your chats")).not_to_contain_text("Lamps to go")


def test_the_keyboard_is_enough(page: Page) -> None:
    page.get_by_role("button", name="Bring your own").focus()
    page.keyboard.press("Enter")
    chooser = dialog_of(page).get_by_label("Choose a file")
    chooser.focus()
    chooser.set_input_files(file_of("lamps.csv", LAMPS))
    expect(dialog_of(page).get_by_role("heading", name=re.compile("in lamps.csv"))).to_be_focused()
    page.keyboard.press("Tab")
    expect(dialog_of(page).get_by_label("Name of the catalogue")).to_be_focused()
    page.keyboard.type("Typed")
    page.keyboard.press("Enter")
    expect(dialog_of(page).get_by_label("Name of the catalogue")).to_have_value("Typed")
    expect(dialog_of(page).get_by_role("heading", name=re.compile("in lamps.csv"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog_of(page)).to_be_hidden()


def test_markup_in_a_file_is_shown_as_text(page: Page) -> None:
    rows = f'id,title,"{MARKUP}"\n' + "".join(f"{n},Lamp {n},{MARKUP}\n" for n in range(6))
    dialog = choose(page, rows, "markup.csv")
    expect(dialog.get_by_role("table")).to_contain_text(MARKUP)
    assert dialog.locator("img").count() == 0
