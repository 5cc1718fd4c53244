from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import HOSTILE_TITLE, SECONDS, NewVisitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=SECONDS * 1000)
WISH = "a funny film under 100 minutes"


def say(page: Page, message: str) -> Locator:
    """Send a message and return its reply, when it is whole."""
    before = page.locator(".turn").count()
    box = page.get_by_label("Your message")
    box.fill(message)
    box.press("Enter")
    return reply_to(page, message, before=before)


def reply_to(page: Page, message: str, *, before: int) -> Locator:
    expect(page.locator(".turn")).to_have_count(before + 1)
    expect(page.get_by_role("group", name="You").last).to_have_text(message)
    reply = page.get_by_role("group", name="Reply").last
    expect(reply.locator(".waiting")).to_have_count(0)
    return reply


def state(page: Page) -> Locator:
    return page.get_by_role("region", name="What I understood")


def choose(page: Page, catalog: str) -> None:
    page.get_by_label("Catalogue").click()
    page.get_by_role("option", name=catalog).click()


def test_a_message_is_answered_with_picks_and_a_reason_for_each(visitor: Page) -> None:
    reply = say(visitor, WISH)
    picks = reply.get_by_role("list", name="Picks").get_by_role("listitem")
    assert 1 <= picks.count() <= 5
    for pick in picks.all():
        expect(pick.get_by_role("heading")).not_to_be_empty()
        expect(pick.locator(".reason")).not_to_be_empty()
    expect(visitor.get_by_label("Your message")).to_have_value("")
    expect(state(visitor)).to_contain_text("under 100 minutes")


def test_an_answer_is_given_with_one_click_and_the_others_go(visitor: Page) -> None:
    answers = say(visitor, WISH).get_by_role("group", name="Answers")
    first = answers.get_by_role("button").first
    label = re.sub(r"\s+[\d,]+$", "", first.inner_text())
    assert re.search(r"\d$", first.inner_text()), "an answer shows how many items it leaves"
    first.click()
    reply_to(visitor, label, before=1)
    expect(state(visitor)).to_contain_text(label)
    expect(visitor.locator(".past").get_by_role("button")).to_have_count(0)


def test_an_entry_is_loosened_and_removed(visitor: Page) -> None:
    say(visitor, WISH)
    panel = state(visitor)
    panel.get_by_role("button", name="under 100 minutes: must have; change to nice to have").click()
    expect(panel.get_by_role("button", name="under 100 minutes: nice to have")).to_be_visible()
    panel.get_by_role("button", name="Remove under 100 minutes").click()
    expect(panel).not_to_contain_text("under 100 minutes")
    expect(panel).to_contain_text("funny")
    panel.get_by_role("button", name="Show me what fits").click()
    expect(
        reply_to(visitor, "Just show me", before=1).get_by_role("list", name="Picks")
    ).to_be_visible()


def test_each_catalogue_has_its_own_conversation(visitor: Page) -> None:
    say(visitor, WISH)
    choose(visitor, "electronics")
    expect(visitor.get_by_role("heading", name="What are you looking for?")).to_be_visible()
    expect(state(visitor)).to_contain_text("Nothing yet")
    say(visitor, "a light laptop under 900")
    expect(state(visitor)).to_contain_text("under $900")
    choose(visitor, "movies")
    expect(visitor.get_by_role("group", name="You")).to_have_text(WISH)
    expect(state(visitor)).to_contain_text("under 100 minutes")
    visitor.reload()
    expect(visitor.get_by_role("group", name="You")).to_have_text(WISH)


def test_the_conversation_is_there_after_a_reload(visitor: Page) -> None:
    say(visitor, WISH)
    say(visitor, "not with Adam Sandler")
    visitor.reload()
    expect(visitor.get_by_role("group", name="You")).to_have_text([WISH, "not with Adam Sandler"])
    expect(state(visitor)).to_contain_text("under 100 minutes")
    say(visitor, "thanks")
    expect(visitor.locator(".turn")).to_have_count(3)


def test_a_new_conversation_is_empty_and_stays_so(visitor: Page) -> None:
    say(visitor, WISH)
    visitor.get_by_role("button", name="New conversation").click()
    expect(visitor.locator(".turn")).to_have_count(0)
    expect(state(visitor)).to_contain_text("Nothing yet")
    visitor.reload()
    expect(visitor.get_by_role("heading", name="What are you looking for?")).to_be_visible()
    expect(visitor.locator(".turn")).to_have_count(0)


def test_two_browsers_never_see_each_other(new_visitor: NewVisitor) -> None:
    one, two = new_visitor(), new_visitor()
    say(one, "a western from the 1960s")
    say(two, "a musical from the 1950s")
    for page, own, other in ((one, "western", "musical"), (two, "musical", "western")):
        page.reload()
        expect(page.get_by_role("group", name="You")).to_have_count(1)
        expect(page.get_by_role("group", name="You")).to_contain_text(own)
        expect(page.locator("body")).not_to_contain_text(other)


def test_markup_in_a_message_is_shown_as_text(visitor: Page) -> None:
    message = (
        "<script>alert(1)</script> ![x](http://leak.example/x.png) <b>funny</b> ${1+1} {{value}}"
    )
    say(visitor, message)
    expect(visitor.get_by_role("group", name="You")).to_have_text(message)
    visitor.reload()
    expect(visitor.get_by_role("group", name="You")).to_have_text(message)
    assert visitor.locator(".turn :is(img, script, b)").count() == 0


def test_markup_in_an_item_is_shown_as_text(visitor: Page) -> None:
    choose(visitor, "toys")
    expect(visitor.get_by_role("heading", name="What are you looking for?")).to_be_visible()
    reply = say(visitor, "a robot under 11")
    title = reply.get_by_role("list", name="Picks").get_by_role("heading").first
    expect(title).to_have_text(HOSTILE_TITLE)
    assert visitor.locator(".turn :is(img, script, b, strong)").count() == 0


def test_an_empty_message_is_no_message(visitor: Page) -> None:
    box = visitor.get_by_label("Your message")
    box.fill("   ")
    box.press("Enter")
    say(visitor, "hello")
    expect(visitor.locator(".turn")).to_have_count(1)


def test_a_message_sent_while_a_reply_is_coming_is_answered_after_it(visitor: Page) -> None:
    box = visitor.get_by_label("Your message")
    box.fill(WISH)
    box.press("Enter")
    expect(box).to_have_value("")
    box.fill("thanks")
    box.press("Enter")
    expect(visitor.get_by_role("group", name="You")).to_have_text([WISH, "thanks"])


def test_a_phone_shows_all_without_scrolling_sideways(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 390, "height": 800})
    say(visitor, WISH)
    assert visitor.evaluate("document.scrollingElement.scrollWidth") <= 390
    expect(visitor.get_by_label("Your message")).to_be_in_viewport()
    state(visitor).scroll_into_view_if_needed()
    expect(state(visitor)).to_be_in_viewport()


def test_a_long_word_and_a_long_message_fit(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 390, "height": 800})
    say(visitor, "x" * 3000)
    assert visitor.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_the_page_is_as_wide_with_a_short_conversation_as_with_a_long_one(visitor: Page) -> None:
    box = visitor.locator(".form").first
    before = box.bounding_box()
    say(visitor, WISH)
    after = box.bounding_box()
    assert before is not None and after is not None
    assert (before["x"], before["width"]) == (after["x"], after["width"])
