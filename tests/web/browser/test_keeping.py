from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import HOSTILE_TITLE
from .person import WISH, picks, press, said, say, wishes

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def chats(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Your chats")


def test_a_chat_is_there_after_a_reload_and_goes_on(visitor: Page) -> None:
    say(visitor, WISH)
    visitor.reload()
    expect(said(visitor)).to_have_text(WISH)
    expect(wishes(visitor)).to_contain_text("under 100 minutes")
    say(visitor, "from the 90s")
    expect(wishes(visitor)).to_contain_text("under 100 minutes")


def test_chats_are_listed_and_gone_back_to(visitor: Page) -> None:
    say(visitor, WISH)
    visitor.get_by_role("link", name="New chat").click()
    expect(visitor.get_by_role("heading", name="Say what you want")).to_be_visible()
    say(visitor, "a war drama")
    press(visitor, "Chats")
    chats(visitor).get_by_role("link", name=WISH).click()
    expect(said(visitor)).to_have_text(WISH)


def test_a_chat_is_renamed_in_the_page(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, "Chats")
    press(chats(visitor), f"Rename {WISH}")
    asked = visitor.get_by_role("dialog", name="A new title for this chat")
    line = asked.get_by_role("textbox", name="Title")
    expect(line).to_be_focused()
    expect(line).to_have_value(WISH)
    line.fill("Friday <b>night</b>")
    line.press("Enter")
    renamed = chats(visitor).get_by_role("button", name="Rename Friday <b>night</b>")
    expect(renamed).to_be_focused()
    visitor.keyboard.press("Escape")
    expect(chats(visitor)).not_to_be_visible()


def test_a_chat_is_deleted_after_a_question(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, "Chats")
    press(chats(visitor), f"Delete {WISH}")
    asked = visitor.get_by_role("dialog", name=f"Delete “{WISH}” for good?")
    visitor.keyboard.press("Escape")
    expect(asked).not_to_be_visible()
    press(chats(visitor), f"Delete {WISH}")
    asked.get_by_role("button", name="Delete").click()
    expect(visitor.get_by_role("heading", name="Say what you want")).to_be_visible()
    press(visitor, "Chats")
    expect(chats(visitor)).not_to_contain_text(WISH)


def test_a_chat_is_exported_to_read_and_to_compute_with(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, "Chats")
    for link, ending in (("Export this chat as Markdown", ".md"), ("as JSON", ".json")):
        with visitor.expect_download() as got:
            chats(visitor).get_by_role("link", name=link, exact=True).click()
        assert got.value.suggested_filename.endswith(ending)
        text = Path(got.value.path()).read_text(encoding="utf-8")
        assert WISH in text
        assert ending == ".md" or json.loads(text)


def test_a_link_opens_a_chat_in_its_own_browser_only(new_visitor: Callable[..., Page]) -> None:
    owner, stranger = new_visitor(), new_visitor()
    say(owner, WISH)
    address = owner.url
    assert "/c/web-" in address
    owner.goto("about:blank")
    owner.goto(address)
    expect(said(owner)).to_have_text(WISH)
    answer = stranger.request.get(address)
    assert answer.status == 404
    assert "belongs to another browser" in answer.text()
    assert WISH not in answer.text()


def test_two_browsers_never_see_each_other(new_visitor: Callable[..., Page]) -> None:
    one, two = new_visitor(), new_visitor()
    say(one, "a western from the 1960s")
    say(two, "a musical from the 1950s")
    for page, own, other in ((one, "western", "musical"), (two, "musical", "western")):
        page.reload()
        expect(said(page)).to_have_count(1)
        expect(said(page)).to_contain_text(own)
        press(page, "Chats")
        expect(chats(page)).to_contain_text(own)
        expect(chats(page)).not_to_contain_text(other)


def brightness(page: Page) -> float:
    """Return how bright the ground of the page is as it is drawn, of 255."""
    drawn = page.evaluate("getComputedStyle(document.body).backgroundColor")
    colours = [float(part) for part in re.findall(r"[\d.]+", drawn)[:3]]
    return sum(colours) / len(colours)


def test_the_theme_stays_as_it_was_chosen(new_visitor: Callable[..., Page]) -> None:
    page = new_visitor(color_scheme="light", reduced_motion="reduce")
    assert brightness(page) > 200
    press(page, "Switch between light and dark")
    assert brightness(page) < 50
    page.reload()
    assert brightness(page) < 50
    press(page, "Switch between light and dark")
    assert brightness(page) > 200


def test_markup_in_a_message_is_shown_as_text(visitor: Page) -> None:
    message = (
        "<script>alert(1)</script> ![x](http://leak.example/x.png) <b>funny</b> ${1+1} {{value}}"
    )
    say(visitor, message)
    expect(said(visitor)).to_have_text(message)
    visitor.reload()
    expect(said(visitor)).to_have_text(message)


def test_markup_in_an_item_is_text_and_its_picture_is_never_fetched_from_elsewhere(
    visitor: Page,
) -> None:
    visitor.get_by_role("combobox", name="Catalogue", exact=True).select_option("toys")
    expect(visitor.get_by_role("heading", name="Say what you want")).to_be_visible()
    expect(visitor).to_have_title("chatrec: toys")
    reply = say(visitor, "a robot under 11")
    expect(picks(reply).first).to_have_text(HOSTILE_TITLE)
    press(reply, "How this came about")
    expect(visitor.get_by_role("dialog", name="How this reply came about")).to_be_visible()
