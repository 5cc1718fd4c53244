"""A session of thirty messages: nothing leaves the page, and it does not grow."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, expect

from .person import press, say

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MEBIBYTE = 1024 * 1024
MOST_GROWTH = 20 * MEBIBYTE
NODE_BYTES = 400
"""About what a node of the page costs beside its heap: generous."""
WARM, TURNS = 3, 30
MESSAGES = (
    "something funny",
    "under 100 minutes",
    "from the 90s",
    "not with Adam Sandler",
    "compare the first two",
    "why the first one?",
    "a war drama instead",
    "older is fine too",
    "just show me",
    "forget the year",
)


def held(devtools: CDPSession) -> float:
    """Return what the page holds after its rubbish was collected: heap and nodes, in bytes."""
    devtools.send("HeapProfiler.collectGarbage")
    heap = devtools.send("Runtime.getHeapUsage")
    counted = devtools.send("Performance.getMetrics")["metrics"]
    nodes = next(one["value"] for one in counted if one["name"] == "Nodes")
    embedded = heap.get("embedderHeapUsedSize", nodes * NODE_BYTES)
    return float(heap["usedSize"] + heap.get("backingStorageSize", 0) + embedded)


def test_thirty_messages_leak_nothing_and_grow_little(visitor: Page) -> None:
    devtools = visitor.context.new_cdp_session(visitor)
    devtools.send("Performance.enable")
    devtools.send("HeapProfiler.enable")
    before = 0.0
    trace = visitor.get_by_role("dialog", name="How this reply came about")
    for turn in range(1, TURNS + 1):
        reply = say(visitor, MESSAGES[turn % len(MESSAGES)])
        if turn % 10 == 0:
            press(reply, "How this came about")
            expect(trace).to_be_visible()
            visitor.keyboard.press("Escape")
            expect(trace).not_to_be_visible()
        if turn == WARM:
            before = held(devtools)
    grown = held(devtools) - before
    print(f"\nthe page grew by {grown / MEBIBYTE:.1f} MiB from turn {WARM} to turn {TURNS}")
    assert grown <= MOST_GROWTH
