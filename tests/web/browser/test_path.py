"""A person's whole path: each step is one thing to find and to do."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from .person import WISH, box, panel, picks, reply_to, wishes

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def found(control: Locator) -> Locator:
    """Return a control that is the only one of its name, to be seen, and ready to be used."""
    expect(control).to_have_count(1)
    expect(control).to_be_visible()
    expect(control).to_be_enabled()
    return control


@pytest.fixture
def step() -> Iterator[Callable[[str], object]]:
    times: list[str] = []

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        times.append(f"{name} {1000 * (time.perf_counter() - began):.0f} ms")

    yield timed
    print("\n" + ", ".join(times))


def test_from_the_first_look_to_a_choice_no_step_needs_a_search(
    new_visitor: Callable[..., Page], step: Callable[..., object]
) -> None:
    with step("open"):  # type: ignore[attr-defined]
        page = new_visitor()
        found(box(page))
    for name, message in (
        ("ask", WISH),
        ("refine", "from the 90s"),
        ("refine again", "no animation"),
    ):
        with step(name):  # type: ignore[attr-defined]
            before = page.get_by_role("group", name="You", exact=True).count()
            found(box(page)).fill(message)
            page.keyboard.press("Enter")
            reply = reply_to(page, message, after=before)
    with step("correct a wrong wish"):  # type: ignore[attr-defined]
        found(panel(page).get_by_role("button", name="Remove from the 1990s")).click()
        reply = reply_to(page, re.compile("^Removed by hand"), after=3)
        expect(wishes(page)).not_to_contain_text("1990s")
    titles = picks(reply).all_inner_texts()[:2]
    with step("compare two"):  # type: ignore[attr-defined]
        for title in titles:
            found(reply.get_by_role("checkbox", name=f"Compare {title}")).check()
        found(page.get_by_role("button", name="Compare", exact=True)).click()
        reply = reply_to(page, re.compile("^Compare "), after=4)
        expect(reply.get_by_role("columnheader")).to_have_text(titles)
    with step("accept"):  # type: ignore[attr-defined]
        found(reply.get_by_role("button", name=f"Take {titles[0]}")).click()
        reply_to(page, f"I'll take {titles[0]}", after=5)
    chosen = panel(page).get_by_role("region", name="Chosen")
    expect(chosen).to_contain_text(titles[0])
