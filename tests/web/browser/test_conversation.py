from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import Server
from .person import WISH, box, panel, picks, press, reply_to, said, say, wishes

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_first_screen_says_what_this_is_for_and_offers_four_ways_to_begin(
    visitor: Page,
) -> None:
    expect(visitor.get_by_role("heading", name="Say what you want")).to_be_visible()
    ways = visitor.get_by_role("list", name="Ways to begin").get_by_role("button")
    expect(ways).to_have_count(4)
    words, count = ways.first.inner_text().splitlines()
    assert re.fullmatch(r"\d+ films", count)
    ways.first.click()
    reply = reply_to(visitor, words, after=0)
    expect(picks(reply)).not_to_have_count(0)
    expect(visitor.get_by_role("heading", name="Say what you want")).to_have_count(0)


def test_a_message_is_answered_with_cards_that_say_why(visitor: Page) -> None:
    reply = say(visitor, WISH)
    assert 1 <= picks(reply).count() <= 5
    card = reply.get_by_role("list", name="Picks").get_by_role("listitem").first
    expect(card.get_by_role("meter", name="Match")).to_be_visible()
    expect(card.get_by_text(re.compile(r"^\d\d minutes$"))).to_be_visible()
    expect(
        card.get_by_role("img", name=re.compile("^running time: .*asked for: under 100"))
    ).to_be_visible()
    expect(card.get_by_role("list", name="Your words")).to_contain_text("under 100 minutes")
    card.get_by_text("Why this", exact=True).click()
    expect(card.get_by_text("You said under 100 minutes")).to_be_visible()
    expect(card.get_by_role("progressbar").first).to_be_visible()
    expect(box(visitor)).to_have_value("")
    expect(wishes(visitor)).to_contain_text("under 100 minutes")


def test_a_question_is_answered_with_a_chip(visitor: Page) -> None:
    chips = say(visitor, WISH).get_by_role("group", name="Answers").get_by_role("button")
    counted = chips.filter(has_text=re.compile(r"\d+$")).first
    expect(counted).to_be_visible()
    for free in ("No preference", "Just show me"):
        expect(chips.filter(has_text=re.compile(free, re.IGNORECASE))).to_have_count(1)
    counted.click()
    reply_to(visitor, re.compile("."), after=1)
    expect(wishes(visitor).get_by_role("listitem")).not_to_have_count(2)


def test_what_cannot_be_had_is_loosened_with_a_chip(visitor: Page) -> None:
    reply = say(visitor, "a western under 60 minutes from the 2020s on Hulu")
    ways = reply.get_by_role("group", name="Ways to find something").get_by_role("button")
    ways.first.click()
    loosened = reply_to(visitor, re.compile("."), after=1)
    expect(picks(loosened)).not_to_have_count(0)


def test_why_not_another_is_asked_from_the_reply(visitor: Page) -> None:
    press(say(visitor, WISH), "Why not another?")
    expect(box(visitor)).to_be_focused()
    expect(box(visitor)).to_have_value("Why not ")
    visitor.keyboard.type("Heat?")
    visitor.keyboard.press("Enter")
    expect(reply_to(visitor, "Why not Heat?", after=1)).to_contain_text("Heat")


def test_an_empty_message_is_no_message(visitor: Page) -> None:
    box(visitor).fill("   ")
    box(visitor).press("Enter")
    say(visitor, "hello")
    expect(said(visitor)).to_have_count(1)


def test_what_is_sent_or_pressed_while_a_reply_is_coming_is_answered_after_it(
    visitor: Page,
) -> None:
    words = visitor.get_by_role("list", name="Ways to begin").get_by_role("button").first
    opening = words.inner_text().splitlines()[0]
    words.click()
    for message in ("from the 90s", "thanks"):
        box(visitor).fill(message)
        box(visitor).press("Enter")
    expect(said(visitor)).to_have_text([opening, "from the 90s", "thanks"])
    expect(visitor.get_by_role("button", name="How this came about")).to_have_count(3)


def test_a_message_whose_answer_breaks_off_is_answered_once(forgiving_visitor: Page) -> None:
    page = forgiving_visitor
    page.route(re.compile("/calls/say"), answered_and_lost, times=1)
    box(page).fill(WISH)
    box(page).press("Enter")
    expect(page.get_by_text("The server did not answer").last).to_be_visible()
    expect(box(page)).to_have_value(WISH)
    box(page).press("Enter")
    expect(picks(reply_to(page, WISH, after=0))).not_to_have_count(0)
    page.reload()
    expect(said(page)).to_have_text([WISH])


def answered_and_lost(route: Route) -> None:
    """Let the server answer, and lose the answer on its way."""
    route.fetch()
    route.abort()


def test_the_trace_tells_how_a_reply_came_about(visitor: Page) -> None:
    press(say(visitor, WISH), "How this came about")
    trace = visitor.get_by_role("dialog", name="How this reply came about")
    for words in ("Read the message", "Searched", "Judged what fits"):
        expect(trace.get_by_role("heading", name=words)).to_be_visible()
    expect(trace.get_by_text("Nothing to mend", exact=True)).to_be_visible()
    expect(trace.get_by_role("rowheader", name="catalogue")).to_be_visible()
    expect(trace.get_by_text(re.compile(r"^\d+\.\d ms$")).first).to_be_visible()
    visitor.keyboard.press("Escape")
    expect(trace).not_to_be_visible()
    expect(visitor.get_by_role("button", name="How this came about")).to_be_focused()


def test_each_catalogue_has_its_own_conversation(visitor: Page) -> None:
    say(visitor, WISH)
    visitor.get_by_role("combobox", name="Catalogue", exact=True).select_option("electronics")
    expect(visitor.get_by_role("heading", name="Say what you want")).to_be_visible()
    expect(panel(visitor)).to_contain_text("Nothing yet")
    say(visitor, "a light laptop under 900")
    expect(wishes(visitor)).to_contain_text("under $900")
    visitor.get_by_role("combobox", name="Catalogue", exact=True).select_option("movies")
    expect(said(visitor)).to_have_text(WISH)
    expect(visitor.get_by_role("combobox", name="Catalogue", exact=True)).to_have_value("movies")


def test_a_catalogue_that_cannot_be_opened_leaves_the_page_as_it_was(visitor: Page) -> None:
    say(visitor, WISH)
    visitor.get_by_role("combobox", name="Catalogue", exact=True).select_option("gone")
    opening = visitor.get_by_role("dialog", name="Opening a catalogue")
    expect(opening.get_by_role("alert")).to_contain_text(re.compile(r"the reference [A-Z2-9]{6}\."))
    press(opening, "Stay with this catalogue")
    expect(visitor.get_by_role("dialog")).to_have_count(0)
    expect(visitor.get_by_role("combobox", name="Catalogue", exact=True)).to_have_value("movies")
    expect(said(visitor)).to_have_text(WISH)


def test_a_server_that_stops_in_mid_conversation_loses_no_message(
    browser: object, server: Server, forgiving_visitor: Page
) -> None:
    page = forgiving_visitor
    say(page, WISH)
    server.stop()
    try:
        box(page).fill("from the 90s")
        box(page).press("Enter")
        expect(page.get_by_text("The server did not answer").last).to_be_visible()
        expect(box(page)).to_have_value("from the 90s")
        expect(said(page)).to_have_count(1)
    finally:
        server.start()
    box(page).press("Enter")
    reply_to(page, "from the 90s", after=1)
    expect(wishes(page)).to_contain_text("1990s")
    expect(page.get_by_text("The server did not answer").last).not_to_be_visible()
