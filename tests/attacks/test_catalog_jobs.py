"""Attempts to keep the server at reading files and opening catalogues: it ends what nobody waits for, and refuses the rest."""

from __future__ import annotations

import gzip
import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from chatrec import limits
from chatrec.web.bringing.index_state import read_index_state
from chatrec.web.guard import COOKIE

from .bringing import (
    FORM,
    bring,
    changes,
    keep,
    kept_name,
    lamps,
    new_cookie,
    owner_name,
    upload,
)
from .conftest import Browser, ServedPage, served
from .waiting import until

pytestmark = pytest.mark.slow

COLUMNS = 900
WIDE = "id,title," + ",".join(f"colour{n}" for n in range(COLUMNS)) + "\n"
WIDE += "".join(f"{n},Lamp {n}," + ",".join("0123456789"[n % 7] * 9 for _ in range(COLUMNS)) + "\n" for n in range(5_000))  # fmt: skip
LARGEST = gzip.compress(WIDE.encode(), 1)
"""A file of 45 MB, packed, that takes many seconds to read."""
SECONDS_TO_END = 20
MOST_MEGABYTES = 600


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPage]:
    """A page of its own, whose processes are counted."""
    with served(tmp_path_factory.mktemp("busy")) as running:
        yield running


def children(page: ServedPage) -> set[int]:
    """Return the processes that the page has started and that still run."""
    found: set[int] = set()
    for task in Path(f"/proc/{page.process}/task").iterdir():
        found |= {int(one) for one in (task / "children").read_text().split()}
    return {one for one in found if state(one) not in ("", "Z")}


def state(process: int) -> str:
    """Return the state of a process; empty where it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return ""


def seconds_worked(process: int) -> float:
    """Return the time of the processor that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def sent(page: ServedPage, content: bytes) -> socket.socket:
    """Send a whole file and return the connection on which its answer is waited for."""
    connection = socket.create_connection(("127.0.0.1", page.port), 60)
    connection.sendall(
        f"POST /catalogue?name=wide.csv.gz HTTP/1.1\r\nHost: 127.0.0.1:{page.port}\r\n"
        f"Cookie: {COOKIE}={new_cookie()[COOKIE]}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
    )
    connection.sendall(content)
    return connection


def held_open(page: ServedPage) -> set[str]:
    """Return the folders of the brought catalogues whose index the page holds open."""
    found: set[str] = set()
    for one in Path(f"/proc/{page.process}/fd").iterdir():
        try:
            target = one.readlink()
        except OSError:
            continue
        found |= {part for part in target.parts if part.startswith("own-")}
    return found


def test_what_nobody_waits_for_is_read_no_further(page: ServedPage) -> None:
    before = children(page)
    connection = sent(page, LARGEST)
    until(lambda: any(seconds_worked(one) > 1.5 for one in children(page) - before), seconds=60)
    (reading,) = children(page) - before
    connection.close()
    until(lambda: state(reading) in ("", "Z"), seconds=SECONDS_TO_END)
    assert not list((page.home / "catalogs").glob("web-*"))


def test_those_that_wait_and_leave_are_never_read(page: ServedPage) -> None:
    connections = [sent(page, LARGEST) for _ in range(limits.READINGS_OF_ADDRESS)]
    until(lambda: bool(children(page)), seconds=60)
    for one in connections:
        one.close()
    until(lambda: not list((page.home / "catalogs").glob("web-*")), seconds=SECONDS_TO_END)
    one = Browser(page)
    assert upload(one, lamps()).status_code == 200
    one.call("discard_catalog")
    one.close()


def test_six_looks_at_once_at_the_largest_file_are_one(page: ServedPage) -> None:
    one, other = Browser(page), Browser(page, source="127.0.2.1")
    assert upload(one, LARGEST, "wide.csv.gz").status_code == 200
    with ThreadPoolExecutor(6) as threads:
        looking = [threads.submit(one.call, "look_at_catalog") for _ in range(6)]
        other.place = other.opened("/new?on=electronics")
        assert "event: end" in other.call("open", name="electronics").text
        assert "event: end" in other.say("a laptop under 900")
        assert sum(not each.done() for each in looking) >= limits.READINGS_OF_VISITOR
        answers = [each.result() for each in looking]
    refused = [each for each in answers if each.status_code == 429]
    assert len(refused) == 6 - limits.READINGS_OF_VISITOR
    for each in refused:
        assert int(each.headers["retry-after"]) > 0
        assert each.json()["say"].endswith(".")
    assert one.call("discard_catalog").status_code == 200
    for browser in (one, other):
        browser.close()


def test_a_draft_that_is_kept_in_two_tabs_at_once_is_there_once(page: ServedPage) -> None:
    one = Browser(page)
    assert upload(one, lamps(20_000)).status_code == 200
    with ThreadPoolExecutor(2) as threads:
        tabs = [threads.submit(_kept_at_last, one) for _ in range(2)]
        names = {tab.result() for tab in tabs}
    assert len(names) == 1
    folder = page.home / "catalogs" / owner_name(one)
    assert {path.name for path in folder.iterdir()} == names
    one.place = one.opened(f"/new?on={names.pop()}")
    assert "Lamp" in one.say("a red lamp")
    one.call("forget")
    one.close()


def _kept_at_last(browser: Browser) -> str:
    """Keep what was uploaded, again and again while another tab has its file read; what is shown stays meanwhile."""
    while "goto" not in (last := changes(answer := browser.call("keep_catalog", **FORM))[-1]):
        assert last["say"].endswith("try again in a moment.")
        assert last["swaps"] == []
        time.sleep(0.05)
    return kept_name(answer)


def test_a_tab_that_leaves_takes_nothing_from_the_one_that_keeps(page: ServedPage) -> None:
    one = Browser(page)
    assert upload(one, lamps(20_000)).status_code == 200
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(keep, one)
        folder = page.home / "catalogs" / owner_name(one)
        until(lambda: any(read_index_state(path) for path in folder.glob("own-*")), seconds=60)
        with one.client.stream("POST", "/calls/keep_catalog", json={**one.place, **FORM}) as second:
            assert "Getting" in next(second.iter_text())
        name = first.result()
    one.place = one.opened(f"/new?on={name}")
    assert "Lamp" in one.say("a red lamp")
    one.call("forget")
    one.close()


def test_eight_catalogues_of_one_browser_are_not_held_open(page: ServedPage) -> None:
    one, other = Browser(page), Browser(page, source="127.0.2.2")
    theirs = bring(other, lamps())
    other.say("a red lamp")
    brought = [bring(one, lamps(400), f"lamps {number}.csv") for number in range(8)]
    most = 0
    for name in [*brought, *reversed(brought)]:
        one.place = one.opened(f"/new?on={name}")
        one.say("a red lamp")
        most = max(most, len(held_open(page) & set(brought)))
    assert most == limits.OPEN_OF_VISITOR
    assert theirs in held_open(page)
    assert "Lamp" in other.say("a blue lamp")
    assert page.megabytes() < MOST_MEGABYTES
    for browser, names in ((one, brought), (other, [theirs])):
        for name in names:
            answer: Any = browser.call("remove_catalog", name=name)
            assert answer.status_code == 200
        browser.close()
    assert held_open(page) == set()
