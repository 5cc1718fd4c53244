"""The page without a mouse, and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from .person import WISH, box, panel, picks, press, reply_to, said, say, wishes

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_TABS = 150


def tab_to(page: Page, target: Locator, *, back: bool = False) -> None:
    """Go with the Tab key until a control has the focus."""
    handle = target.element_handle()
    for _ in range(MOST_TABS):
        if handle is not None and handle.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError("the Tab key does not lead there")


def test_a_whole_conversation_needs_no_mouse(visitor: Page) -> None:
    keys = visitor.keyboard
    expect(box(visitor)).to_be_focused()
    keys.type(WISH)
    keys.press("Enter")
    reply = reply_to(visitor, WISH, after=0)
    expect(box(visitor)).to_be_focused()
    title = picks(reply).first.inner_text()

    like = visitor.get_by_role("button", name=f"Like {title}", exact=True)
    tab_to(visitor, like, back=True)
    keys.press("Enter")
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_be_focused()

    why = reply.get_by_text("Why this", exact=True).first
    tab_to(visitor, why, back=True)
    keys.press("Enter")
    expect(reply.get_by_text("You said under 100 minutes").first).to_be_visible()

    change = visitor.get_by_role("button", name="Change under 100 minutes")
    tab_to(visitor, change)
    keys.press("Enter")
    editor = visitor.get_by_role("dialog", name="Change a wish")
    slider = editor.get_by_role("slider").first
    tab_to(visitor, slider)
    keys.press("ArrowRight")
    keys.press("Enter")
    changed = re.compile("^Changed by hand: under 101 minutes")
    reply_to(visitor, changed, after=1)
    expect(visitor.get_by_role("button", name="Change under 101 minutes")).to_be_focused()

    remove = visitor.get_by_role("button", name="Remove under 101 minutes")
    tab_to(visitor, remove)
    keys.press("Space")
    reply_to(visitor, re.compile("^Removed by hand"), after=2)
    expect(visitor.get_by_role("heading", name="What I understood")).to_be_focused()

    chats = visitor.get_by_role("button", name="Chats", exact=True)
    tab_to(visitor, chats, back=True)
    keys.press("Enter")
    expect(visitor.get_by_role("dialog", name="Your chats")).to_be_visible()
    keys.press("Escape")
    expect(chats).to_be_focused()


def test_an_opening_chosen_with_the_keyboard_leaves_the_focus_where_one_goes_on(
    visitor: Page,
) -> None:
    first = visitor.get_by_role("list", name="Ways to begin").get_by_role("button").first
    words = first.inner_text().splitlines()[0]
    tab_to(visitor, first, back=True)
    visitor.keyboard.press("Enter")
    reply_to(visitor, words, after=0)
    expect(box(visitor)).to_be_focused()


def test_shift_enter_begins_a_line(visitor: Page) -> None:
    box(visitor).press_sequentially("a comedy")
    box(visitor).press("Shift+Enter")
    box(visitor).press_sequentially("from the 90s")
    expect(box(visitor)).to_have_value("a comedy\nfrom the 90s")
    expect(said(visitor)).to_have_count(0)


@pytest.fixture
def phone(new_visitor: Callable[..., Page]) -> Page:
    return new_visitor(viewport={"width": 390, "height": 800}, has_touch=True)


def test_what_was_understood_is_a_drawer_on_a_phone(phone: Page) -> None:
    say(phone, WISH)
    opener = phone.get_by_role("button", name="What I understood", exact=True)
    expect(wishes(phone)).not_to_be_in_viewport()
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(wishes(phone)).to_be_in_viewport()
    expect(phone.get_by_role("button", name="Close what I understood")).to_be_focused()
    phone.keyboard.press("Escape")
    expect(wishes(phone)).not_to_be_in_viewport()
    expect(opener).to_be_focused()


def test_the_first_tab_leads_past_the_tools(phone: Page) -> None:
    phone.keyboard.press("Tab")
    skip = phone.get_by_role("link", name="Skip to the message box")
    expect(skip).to_be_focused()
    phone.keyboard.press("Enter")
    phone.keyboard.type("hello")
    expect(box(phone)).to_have_value("hello")


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways_on_a_phone(phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 700})
    titles = picks(say(phone, WISH)).all_inner_texts()[:2]
    for title in titles:
        phone.get_by_role("checkbox", name=f"Compare {title}").check()
    press(phone, re.compile("^Compare$"))
    reply_to(phone, re.compile("^Compare"), after=1)
    say(phone, "x" * 3000)
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= width
    expect(box(phone)).to_be_in_viewport()


def test_a_correction_in_the_drawer_leads_to_its_answer(phone: Page) -> None:
    say(phone, WISH)
    answer = phone.get_by_role("button", name="See the answer")
    press(phone, re.compile("^What I understood$"))
    expect(answer).to_have_count(0)
    press(phone, "Remove under 100 minutes")
    expect(answer).to_be_visible()
    expect(panel(phone)).to_be_in_viewport()
    answer.click()
    expect(panel(phone)).to_have_count(0)
    expect(answer).to_have_count(0)
    expect(said(phone).last).to_have_text("Removed by hand: under 100 minutes")
    expect(said(phone).last).to_be_in_viewport()
