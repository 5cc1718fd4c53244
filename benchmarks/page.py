"""How quick the web page is in a browser: its first paint, and a reply for one person and for many at once.

    python -m benchmarks.page [--people 1 16] [--messages 10] [--pause 5] [--json]

The page on the bundled films runs in a process of its own on loopback. The first paint is what headless Chromium
notes itself (PerformanceObserver entries of type "paint"), for a browser that was never there. A reply is timed from
the key that sends the message to the moment its cards stand in the page. Several people are tabs of one browser, each
with cookies of its own, that send their next message as soon as the last one is answered; the browser draws for all
of them on the same cores as the server.
"Server alone" is the same talk without a browser: clients that send a message and read its stream to the end, so that
the difference is what the browser takes. With --pause people read and type before the next message: so many seconds
at the mean, exponentially distributed, from a fixed seed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import httpx
import numpy as np

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

MESSAGES = (
    "something funny",
    "under 100 minutes",
    "from the 90s",
    "a war drama instead",
    "not too long",
    "a western",
    "older ones",
    "with a twist",
    "no violence",
    "just show me",
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
LOADS = 10
SAY = "/calls/say"
SECONDS_TO_START = 300
FIRST_PAINT = """new Promise((resolve) => new PerformanceObserver((list) => {
  const first = list.getEntriesByName("first-contentful-paint")[0];
  if (first) resolve(first.startTime);
}).observe({type: "paint", buffered: true}))"""
REPLY = """(message) => new Promise((resolve) => {
  const box = document.getElementById("message");
  const turns = document.getElementById("turns");
  const before = turns.querySelectorAll(".turn:not(.live)").length;
  const began = performance.now();
  new MutationObserver((_, watching) => {
    if (turns.querySelectorAll(".turn:not(.live)").length === before) return;
    watching.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - began));
  }).observe(turns, {childList: true, subtree: true});
  box.value = message;
  box.form.requestSubmit();
})"""


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmark and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="benchmarks.page", description=__doc__.split("\n")[0])
    parser.add_argument("--people", nargs="+", type=int, default=[1, 16])
    parser.add_argument("--messages", type=int, default=10, help="measured messages a person")
    parser.add_argument("--pause", type=float, default=0.0, help="mean seconds between messages")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with served() as running:
        results = asyncio.run(
            measure(running.address, options.people, options.messages, options.pause)
        )
    print(json.dumps(results) if options.json else table(results))


async def measure(
    address: str, people: list[int], messages: int, pause: float
) -> dict[str, dict[str, float]]:
    """Return p50 and p95 in milliseconds of the first paint, and of a reply for each number of people."""
    from playwright.async_api import async_playwright

    path = shutil.which("chromium")
    if path is None:
        raise SystemExit("Chromium is not installed: sudo apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        paints = [await first_paint(browser, address) for _ in range(LOADS)]
        results = {"first paint": percentiles(paints)}
        for count in people:
            talks = [talk(browser, address, at, messages, pause) for at in range(count)]
            times = [one for said in await asyncio.gather(*talks) for one in said]
            results[f"reply, {count} at once"] = percentiles(times)
        await browser.close()
    for count in people:
        calls = [call(address, at, messages, pause) for at in range(count)]
        times = [one for said in await asyncio.gather(*calls) for one in said]
        results[f"reply, {count} at once, server alone"] = percentiles(times)
    return results


async def first_paint(browser: Browser, address: str) -> float:
    """Return when a new browser painted something of the page, in milliseconds after it asked for it."""
    page = await new_page(browser, address)
    painted = float(await page.evaluate(FIRST_PAINT))
    await page.context.close()
    return painted


async def talk(browser: Browser, address: str, at: int, messages: int, pause: float) -> list[float]:
    """Hold a conversation; return the milliseconds from each message to its reply in the page."""
    page = await new_page(browser, address)
    times, pauses = [], np.random.default_rng(at)
    for number in range(messages + 1):
        await asyncio.sleep(pauses.exponential(pause) if pause else 0)
        message = MESSAGES[(at + number) % len(MESSAGES)]
        times.append(float(await page.evaluate(REPLY, message)))
    await page.context.close()
    return times[1:]  # the first one also warms the tab


async def call(address: str, at: int, messages: int, pause: float) -> list[float]:
    """Hold a conversation without a browser; return the milliseconds from each message to the end of its stream."""
    times, pauses = [], np.random.default_rng(at)
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=60) as client:
        page = await client.get("/")
        place = dict(re.findall(r'data-(session|catalog)="([^"]+)"', page.text))
        for number in range(messages + 1):
            await asyncio.sleep(pauses.exponential(pause) if pause else 0)
            message = MESSAGES[(at + number) % len(MESSAGES)]
            began = time.perf_counter()
            asked = {**place, "message": message}
            async with client.stream("POST", SAY, json=asked) as answer:
                async for _ in answer.aiter_bytes():
                    pass
            times.append(1000 * (time.perf_counter() - began))
    return times[1:]


async def new_page(browser: Browser, address: str) -> Page:
    """Open the page in a browser that was never there."""
    context = await browser.new_context(viewport={"width": 1280, "height": 860})
    page = await context.new_page()
    await page.goto(address)
    return page


def percentiles(times: list[float]) -> dict[str, float]:
    """Return p50 and p95, rounded to a millisecond, and how many there were."""
    middle, high = cast("tuple[float, float]", tuple(np.percentile(times, (50, 95))))
    return {"p50": round(middle), "p95": round(high), "n": len(times)}


def table(results: dict[str, dict[str, float]]) -> str:
    """Return the figures as lines of Markdown."""
    lines = ["| | p50, ms | p95, ms | n |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {name} | {one['p50']} | {one['p95']} | {one['n']} |" for name, one in results.items()
    ]
    return "\n".join(lines)


@dataclass(frozen=True)
class Served:
    """A page that is served by a process of its own."""

    address: str
    process: int
    """Its id."""

    def megabytes(self) -> float:
        """Return what of its memory is resident, as Linux counts it."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1_000_000


@contextmanager
def served() -> Iterator[Served]:
    """Serve the page on a free port, on a data folder of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "chatrec", "web", "--port", str(port)]
        environment = {**os.environ, "CHATREC_HOME": home}
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_for(address)
            yield Served(address, running.pid)
        finally:
            running.terminate()
            running.wait(30)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            httpx.get(address, trust_env=False, timeout=60)
            return
        except httpx.ConnectError:
            time.sleep(0.2)
    raise SystemExit(f"nothing answered on {address} within {SECONDS_TO_START} seconds")


if __name__ == "__main__":
    main()
