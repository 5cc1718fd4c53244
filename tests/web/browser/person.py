"""What a person does on the page, by role and name."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

WISH = "a funny film under 100 minutes"


def said(page: Page) -> Locator:
    """Return the messages of the person."""
    return page.get_by_role("group", name="You", exact=True)


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your message")


def say(page: Page, message: str) -> Locator:
    """Send a message and return its reply, when it is whole."""
    before = said(page).count()
    box(page).fill(message)
    box(page).press("Enter")
    return reply_to(page, message, after=before)


def reply_to(page: Page, message: str | re.Pattern[str], *, after: int) -> Locator:
    """Return the reply to a message, when it is whole."""
    expect(said(page)).to_have_count(after + 1)
    expect(said(page).last).to_have_text(message)
    reply = page.get_by_role("group", name="Reply", exact=True).last
    expect(reply.get_by_role("button", name="How this came about")).to_be_visible()
    return reply


def picks(reply: Locator) -> Locator:
    return reply.get_by_role("list", name="Picks").get_by_role("heading")


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="What I understood")


def wishes(page: Page) -> Locator:
    return panel(page).get_by_role("list", name="Wishes")


def press(page: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Press the first button of that name."""
    page.get_by_role("button", name=name).first.click()
