from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .person import WISH, panel, picks, press, reply_to, say, wishes

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def editor(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Change a wish")


def test_a_wish_is_made_looser_by_a_click_and_answered(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, "under 100 minutes: must have; change to nice to have")
    reply_to(visitor, "Changed by hand: under 100 minutes", after=1)
    now = visitor.get_by_role("button", name="under 100 minutes: nice to have")
    expect(now).to_be_visible()
    expect(now).to_be_focused()


def test_the_words_a_wish_was_read_from_show_on_hover_and_on_focus(visitor: Page) -> None:
    say(visitor, WISH)
    words = wishes(visitor).get_by_role("button", name="under 100 minutes", exact=True)
    quote = wishes(visitor).get_by_text("You said “under 100 minutes”")
    expect(words).to_have_accessible_description("You said “under 100 minutes”")
    words.hover()
    expect(quote).to_be_visible()
    visitor.mouse.move(5, 5)
    expect(quote).not_to_be_visible()
    words.focus()
    expect(quote).to_be_visible()
    visitor.keyboard.press("Escape")
    expect(quote).not_to_be_visible()


def test_a_wish_is_removed_and_the_removal_undone(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, "Remove under 100 minutes")
    reply_to(visitor, "Removed by hand: under 100 minutes", after=1)
    expect(wishes(visitor)).not_to_contain_text("under 100 minutes")
    press(visitor, "Undo")
    reply_to(visitor, "Undone: the last change of what you want", after=2)
    expect(wishes(visitor)).to_contain_text("under 100 minutes")


def test_a_number_is_moved_with_a_slider(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, "Change under 100 minutes")
    slider = editor(visitor).get_by_role("slider").first
    expect(slider).to_have_value("100")
    slider.fill("120")
    press(editor(visitor), "Save")
    reply_to(visitor, "Changed by hand: under 120 minutes", after=1)
    expect(wishes(visitor)).to_contain_text("under 120 minutes")
    expect(editor(visitor)).not_to_be_visible()


def test_a_limit_becomes_a_range(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, "Change under 100 minutes")
    editor(visitor).get_by_role("radio", name="between").check()
    low, high = editor(visitor).get_by_role("slider").all()
    low.fill("80")
    high.fill("95")
    press(editor(visitor), "Save")
    reply_to(visitor, re.compile("^Changed by hand: .*80.*95"), after=1)
    expect(wishes(visitor)).to_contain_text(re.compile("80.*95"))


def test_a_value_is_picked_among_all_with_their_counts(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, "Change comedy")
    chosen = editor(visitor).get_by_role("checkbox", name=re.compile(r"^comedy\s*\d"))
    expect(chosen).to_be_checked()
    editor(visitor).get_by_role("checkbox", name=re.compile(r"^drama\s*\d")).check()
    press(editor(visitor), "Save")
    reply_to(visitor, "Changed by hand: comedy or drama", after=1)
    press(visitor, "Change comedy or drama")
    editor(visitor).get_by_role("checkbox", name=re.compile(r"^comedy\s*\d")).uncheck()
    press(editor(visitor), "Save")
    reply_to(visitor, "Changed by hand: drama", after=2)


def test_an_editor_is_left_without_a_change(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, "Change under 100 minutes")
    press(editor(visitor), "Cancel")
    expect(editor(visitor)).not_to_be_visible()
    expect(visitor.get_by_role("button", name="Change under 100 minutes")).to_be_focused()


def test_what_is_liked_is_remembered_in_the_next_chat_once_allowed(visitor: Page) -> None:
    title = picks(say(visitor, WISH)).first.inner_text()
    memory = visitor.get_by_role("switch", name="Remember what I like in later chats")
    expect(memory).not_to_be_checked()
    memory.click()
    expect(memory).to_be_checked()
    expect(panel(visitor)).to_contain_text("kept on this server for this browser")
    press(visitor, f"Like {title}")
    liked = panel(visitor).get_by_role("region", name="Liked", exact=True)
    expect(liked).to_contain_text(title)
    visitor.get_by_role("link", name="New chat").click()
    expect(liked).to_contain_text(title)


def test_who_asks_to_be_forgotten_is(visitor: Page) -> None:
    say(visitor, WISH)
    press(visitor, re.compile("^Forget me"))
    asked = visitor.get_by_role("dialog", name="Delete all your chats")
    press(asked, "Cancel")
    expect(wishes(visitor)).to_contain_text("under 100 minutes")
    press(visitor, re.compile("^Forget me"))
    press(asked, "Delete all")
    expect(visitor.get_by_role("heading", name="Say what you want")).to_be_visible()
    press(visitor, "Chats")
    expect(visitor.get_by_role("dialog", name="Your chats")).not_to_contain_text(WISH)
