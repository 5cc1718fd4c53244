"""Failures of the server: a visitor is told a sentence and a reference, and the log has the failure under it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from .conftest import Browser, ServedPage, served

pytestmark = pytest.mark.slow

REFERENCE = re.compile(r"the reference (\w{6})\b")
INNER = ("Traceback", "sessions.db", "sqlite", "StoreError", 'File "', "site-packages")


def test_a_store_that_breaks_while_the_page_is_served(tmp_path: Path) -> None:
    with served(tmp_path) as page:
        one = Browser(page)
        one.say("a comedy")
        for file in page.home.glob("sessions.db*"):
            file.write_bytes(b"no database at all " * 4_000)
        asked: dict[str, Callable[[], httpx.Response]] = {
            "the first page": lambda: one.client.get("/"),
            "a chat": lambda: one.client.get(f"/c/{one.place['session']}"),
            "an export": lambda: one.client.get(f"/c/{one.place['session']}/export.json"),
            "a turn": lambda: one.call("say", message="a drama"),
            "the list": lambda: one.call("sessions"),
            "a trace": lambda: one.call("trace", turn=1),
            "forgetting": lambda: one.call("forget"),
        }
        for what, ask in asked.items():
            answer = ask()
            assert_nothing_inner(page, answer.text, what)
            told = REFERENCE.search(answer.text)
            assert told, (what, answer.text[-400:])
            assert f"reference {told[1]}" in page.log.read_text(), what
        one.close()


def assert_nothing_inner(page: ServedPage, text: str, what: str) -> None:
    for inner in (*INNER, str(page.home), str(page.secret_file.parent)):
        assert inner not in text, (what, inner)
