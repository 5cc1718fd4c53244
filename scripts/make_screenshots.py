"""Make the screenshots of the web page: docs/screenshots/NAME-WIDTH-THEME.png, the same pictures at every run.

usage: python scripts/make_screenshots.py [FOLDER]

Talks about the bundled films on a data folder of its own; needs Debian's Chromium.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
SIZES = {1280: 860, 390: 844}
THEMES = ("light", "dark")
FLAGS = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb")
SECONDS_TO_START = 300
SAME_TIMES = """
const usual = [2.8, 0.2, 0.1, 2.8, 0.4, 0.5, 3.2, 0.3, 2.3, 1.6];
const told = (milliseconds) => `${milliseconds.toFixed(1)} ms`;
const stages = [...document.querySelectorAll(".stages > li")];
const times = stages.map((_, place) => usual[place % usual.length]);
const all = told(usual.reduce((sum, one) => sum + one, 0));
for (const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); texts.nextNode(); ) {
  const place = stages.indexOf(texts.currentNode.parentElement.closest(".stages > li"));
  const time = place < 0 ? all : told(times[place]);
  texts.currentNode.data = texts.currentNode.data.replace(/\\b[\\d.]+ ms\\b/g, time);
}
stages.forEach((stage, place) => {
  const bar = stage.querySelector(":scope > progress");
  if (bar) bar.value = times[place] / Math.max(...times);
});
"""
"""What differs from run to run is how long things took: times like those of docs/measurements.md stand there instead."""
TEAS = """\
id,name,kind,origin,price,caffeine,organic,notes
t1,Morning Hill,black,Assam,6.50,high,yes,"malty, brisk and good with milk"
t2,Quiet Pond,green,Shizuoka,9.20,medium,yes,"grassy, a little sweet, steep it cool"
t3,Lantern Oolong,oolong,Nantou,14.00,medium,no,"toasted nuts and stone fruit"
t4,Fieldside,herbal,Provence,5.80,free,yes,"lavender and lemon balm for the evening"
t4,Fieldside Again,herbal,Provence,5.80,free,yes,"the same id twice"
t5,Red Plateau,rooibos,Cederberg,7.10,free,yes,"warm, round, faintly of vanilla"
t6,Old Cellar,dark,Yunnan,22.00,medium,no,"earth, leather and dark chocolate"
"""


def main(arguments: list[str]) -> int:
    """Make all pictures; return 1 where there is no Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("Chromium is not installed: sudo apt-get install chromium\n")
        return 1
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for width, height in SIZES.items():
            for theme in THEMES:
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme=theme,  # type: ignore[arg-type]
                    reduced_motion="reduce",
                    device_scale_factor=2,
                )
                page.goto(address)
                for name in scenes(page):
                    page.wait_for_load_state("networkidle")
                    page.evaluate(SAME_TIMES)
                    page.screenshot(
                        path=folder / f"{name}-{width}-{theme}.png",
                        animations="disabled",
                        caret="hide",
                    )
                page.close()
        browser.close()
    sys.stdout.write(f"wrote {len(list(folder.glob('*.png')))} pictures to {folder}\n")
    return 0


def scenes(page: Page) -> Iterator[str]:
    """Bring the page to each scene, and yield its name."""
    yield "first-screen"
    say(page, "a funny film under 100 minutes")
    reply = page.get_by_role("group", name="Reply", exact=True).first
    yield "recommending"
    narrow = page.get_by_role("button", name="What I understood", exact=True)
    if narrow.is_visible():
        narrow.click()
    page.get_by_role("button", name="under 100 minutes", exact=True).focus()
    yield "panel"
    page.keyboard.press("Escape")
    if narrow.is_visible() and narrow.get_attribute("aria-expanded") == "true":
        page.keyboard.press("Escape")
    titles = reply.get_by_role("list", name="Picks").get_by_role("heading").all_inner_texts()[:2]
    for title in titles:
        page.get_by_role("checkbox", name=f"Compare {title}").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    answered(page, 2)
    yield "comparison"
    reply.get_by_role("button", name="How this came about").click()
    page.get_by_role("dialog", name="How this reply came about").wait_for()
    yield "trace"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Bring your own").click()
    dialog = page.get_by_role("dialog", name="Bring your own")
    teas = {"name": "teas.csv", "mimeType": "text/csv", "buffer": TEAS.encode()}
    dialog.locator("input[type=file]").set_input_files(teas)  # type: ignore[arg-type]
    dialog.get_by_role("table").first.wait_for()
    yield "upload"


def say(page: Page, message: str) -> Locator:
    """Send a message; return its reply."""
    page.get_by_role("textbox", name="Your message").fill(message)
    page.keyboard.press("Enter")
    return answered(page, 1)


def answered(page: Page, count: int) -> Locator:
    """Return the last reply, when so many are whole."""
    page.get_by_role("button", name="How this came about").nth(count - 1).wait_for()
    return page.get_by_role("group", name="Reply", exact=True).last


@contextmanager
def served() -> Iterator[str]:
    """Serve the page on a free port until the pictures are made."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "chatrec", "web", "--port", str(port)]
        running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "CHATREC_HOME": home})
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(address)
            yield address
        finally:
            running.terminate()
            running.wait(30)


def wait_for(address: str) -> None:
    """Wait until the page answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise SystemExit(f"nothing answered on {address} within {SECONDS_TO_START} seconds")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
