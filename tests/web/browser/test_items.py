from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .person import WISH, panel, picks, press, reply_to, say

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def first_title(reply: Locator) -> str:
    return picks(reply).first.inner_text()


def mark(page: Page, count: int) -> list[str]:
    """Mark the first picks to be compared; return their titles."""
    titles = picks(say(page, WISH)).all_inner_texts()[:count]
    for title in titles:
        page.get_by_role("checkbox", name=f"Compare {title}").check()
    return titles


@pytest.mark.parametrize(
    ("button", "group"),
    [("Like {}", "Liked"), ("Dislike {}", "Disliked"), ("Seen it: {}", "Seen")],
)
def test_a_pick_is_marked_and_the_mark_taken_back(visitor: Page, button: str, group: str) -> None:
    title = first_title(say(visitor, WISH))
    pressed = visitor.get_by_role("button", name=button.format(title), exact=True)
    pressed.click()
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_be_focused()
    region = panel(visitor).get_by_role("region", name=group, exact=True)
    expect(region).to_contain_text(title)
    pressed.click()
    expect(pressed).to_have_attribute("aria-pressed", "false")
    expect(region).to_have_count(0)


def test_a_mark_shows_on_every_card_of_the_item(visitor: Page) -> None:
    title = first_title(say(visitor, WISH))
    press(visitor, "under 100 minutes: must have; change to nice to have")
    again = reply_to(visitor, "Changed by hand: under 100 minutes", after=1)
    assert title in picks(again).all_inner_texts()
    marks = visitor.get_by_role("button", name=f"Like {title}", exact=True)
    expect(marks).to_have_count(2)
    marks.last.click()
    for mark in marks.all():
        expect(mark).to_have_attribute("aria-pressed", "true")


def test_more_like_a_pick_is_asked_with_one_click(visitor: Page) -> None:
    title = first_title(say(visitor, WISH))
    press(visitor, f"More like {title}")
    reply = reply_to(visitor, f"More like {title}", after=1)
    expect(picks(reply)).not_to_have_count(0)
    assert title not in picks(reply).all_inner_texts()


@pytest.mark.parametrize("count", [2, 3])
def test_picks_are_compared_side_by_side(visitor: Page, count: int) -> None:
    titles = mark(visitor, count)
    press(visitor, re.compile("^Compare$"))
    reply = reply_to(visitor, re.compile("^Compare "), after=1)
    table = reply.get_by_role("table", name="Where they differ")
    expect(table.get_by_role("columnheader")).to_have_text(titles)
    expect(table.get_by_role("rowheader")).not_to_have_count(0)
    expect(visitor.get_by_role("checkbox", name="Compare", checked=True)).to_have_count(0)


def test_no_more_than_three_are_marked_and_one_alone_is_not_compared(visitor: Page) -> None:
    titles = mark(visitor, 3)
    fourth = first_title(say(visitor, "show me more"))
    visitor.get_by_role("checkbox", name=f"Compare {fourth}").click()
    expect(visitor.get_by_role("checkbox", name=f"Compare {fourth}")).not_to_be_checked()
    expect(visitor.get_by_role("checkbox", name="Compare", checked=True)).to_have_count(3)
    compare = visitor.get_by_role("button", name="Compare", exact=True)
    expect(compare).to_be_enabled()
    for title in titles[1:]:
        visitor.get_by_role("checkbox", name=f"Compare {title}").uncheck()
    expect(compare).to_be_disabled()
    press(visitor, "Clear")
    expect(compare).to_have_count(0)


def test_a_pick_is_taken(visitor: Page) -> None:
    title = first_title(say(visitor, WISH))
    press(visitor, f"Take {title}")
    reply_to(visitor, f"I'll take {title}", after=1)
    expect(panel(visitor).get_by_role("region", name="Chosen")).to_contain_text(title)
