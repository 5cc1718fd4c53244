"""What axe-core finds wrong on the page: nothing, in light and dark, on a desk and on a phone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .person import WISH, picks, press, reply_to, say

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
HOW_TO_GET = "axe-core is not installed: npm install --no-save (or make axe)"


@pytest.fixture(scope="module")
def axe() -> str:
    path = Path(os.environ.get("AXE_CORE") or AXE)
    if not path.is_file():
        pytest.skip(HOW_TO_GET)
    return path.read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe-core finds, each with the first places where it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations)"
    )
    return [
        f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes'][:4]]}"
        for one in found
    ]


def states(page: Page) -> Iterator[str]:
    """Bring the page into each state that is looked at; yield its name."""
    yield "first screen"
    reply = say(page, WISH)
    yield "recommending turn"
    if page.get_by_role("button", name="What I understood", exact=True).is_visible():
        press(page, re.compile("^What I understood$"))
        yield "panel"
        page.keyboard.press("Escape")
    for title in picks(reply).all_inner_texts()[:2]:
        page.get_by_role("checkbox", name=f"Compare {title}").check()
    yield "picks marked to be compared"
    press(page, re.compile("^Compare$"))
    compared = reply_to(page, re.compile("^Compare "), after=1)
    yield "comparison"
    press(compared, "How this came about")
    expect(page.get_by_role("dialog", name="How this reply came about")).to_be_visible()
    yield "trace"
    page.keyboard.press("Escape")
    for button, dialog in (("Chats", "Your chats"), ("Bring your own", "Bring your own")):
        press(page, button)
        expect(page.get_by_role("dialog", name=dialog)).to_be_visible()
        yield dialog
        page.keyboard.press("Escape")
    if page.get_by_role("button", name="What I understood", exact=True).is_visible():
        press(page, re.compile("^What I understood$"))
    for wish in ("Change under 100 minutes", "Change comedy"):
        press(page, wish)
        expect(page.get_by_role("dialog", name="Change a wish")).to_be_visible()
        yield wish
        page.keyboard.press("Escape")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_stands_in_the_way_of_anybody(
    new_visitor: Callable[..., Page], axe: str, theme: str, width: int
) -> None:
    # axe-core is put into the page from outside, which the page's own policy forbids, as it should.
    page = new_visitor(
        bypass_csp=True,
        color_scheme=theme,
        reduced_motion="reduce",
        viewport={"width": width, "height": 860},
    )
    found = {state: wrong for state in states(page) if (wrong := violations(page, axe))}
    assert found == {}


def test_a_fault_would_be_found(new_visitor: Callable[..., Page], axe: str) -> None:
    page = new_visitor(bypass_csp=True)
    page.get_by_role("textbox", name="Your message").evaluate(
        "box => box.labels[0].remove() ?? box.removeAttribute('placeholder')"
    )
    assert any(one.startswith("label:") for one in violations(page, axe))
