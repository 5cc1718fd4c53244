"""A browser that brings catalogues of its own to a page, as the page does it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from chatrec.web.guard import COOKIE, owner_of

from .conftest import Browser

FORM: Mapping[str, Any] = {"title": "", "noun": "", "facets": {}}


def owner_name(browser: Browser) -> str:
    """Return the name of the folder in which the server keeps the files of a browser."""
    found = owner_of(dict(browser.client.cookies))
    assert found is not None
    return found


def upload(
    browser: Browser, content: bytes | str | Iterator[bytes], name: str = "lamps.csv"
) -> httpx.Response:
    body = content.encode() if isinstance(content, str) else content
    return browser.client.post("/catalogue", params={"name": name}, content=body)


def changes(answer: httpx.Response) -> list[dict[str, Any]]:
    """Return the changes of the page that an answer tells, one or a stream of them."""
    if not answer.headers["content-type"].startswith("text/event-stream"):
        return [answer.json()]
    assert "event: end" in answer.text, answer.text[-300:]
    lines = answer.text.split("\n\n")
    return [json.loads(one.removeprefix("data: ")) for one in lines if one.startswith("data: {")]


def html(answer: httpx.Response) -> str:
    """Return all HTML of an answer."""
    return "".join(
        swap["html"] for change in changes(answer) for swap in change["swaps"] if "html" in swap
    )


def keep(browser: Browser, **form: Any) -> str:
    """Keep what was uploaded, and return the name of the catalogue."""
    answer = browser.call("keep_catalog", **{**FORM, **form})
    assert answer.status_code == 200, answer.text[:500]
    return kept_name(answer)


def kept_name(answer: httpx.Response) -> str:
    """Return the name of the catalogue to which the answer to a call that keeps one leads."""
    goto = str(changes(answer)[-1].get("goto"))
    assert "/c/web-" in goto, answer.text[-500:]
    return parse_qs(urlsplit(goto).query)["on"][0]


def bring(browser: Browser, content: bytes | str, name: str = "lamps.csv", **form: Any) -> str:
    """Upload and keep a catalogue, go to a chat about it, and return its name."""
    answer = upload(browser, content, name)
    assert answer.status_code == 200, answer.text[:500]
    kept = keep(browser, **form)
    browser.place = browser.opened(f"/new?on={kept}")
    assert browser.place["catalog"] == kept
    return kept


def csv(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a CSV file, every cell in quotes."""
    return "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows
    )


def lamps(count: int = 40, colours: Sequence[str] = ("red", "blue")) -> str:
    """Return a catalogue of lamps."""
    rows = [["id", "title", "colour", "price", "description"]]
    for number in range(count):
        colour = colours[number % len(colours)]
        rows.append(
            [f"l{number}", f"Lamp {number}", colour, f"{number + 10} EUR", f"A {colour} lamp."]
        )
    return csv(rows)


def new_cookie() -> dict[str, str]:
    """Return the cookie of a browser that was never there."""
    return {COOKIE: secrets.token_hex(32)}
