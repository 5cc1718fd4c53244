"""Attempts to fill the disk with uploads: each that is refused or broken off leaves nothing, and what is there stays."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from chatrec import limits
from chatrec.web.guard import COOKIE

from .bringing import html, keep, lamps, new_cookie, owner_name, upload
from .conftest import Browser, ServedPage, served
from .waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPage]:
    """A page of its own, whose data folder nobody else fills."""
    with served(tmp_path_factory.mktemp("filled")) as running:
        yield running


def folders(page: ServedPage) -> list[str]:
    """Return the folders of browsers, and all that is in them."""
    return sorted(str(path) for path in (page.home / "catalogs").glob("web-*/**/*")) + sorted(
        str(path) for path in (page.home / "catalogs").glob("web-*")
    )


def sentence(answer: httpx.Response) -> str:
    """Return what the page tells of a refusal."""
    told = html(answer).partition('role="alert"')[2].partition(">")[2].partition("<")[0]
    assert told.endswith("."), answer.text[:500]
    assert "Traceback" not in answer.text
    return told


@contextmanager
def filled(folder: Path, size: int) -> Iterator[None]:
    """Keep a file of that size, all of it a hole, in a folder."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "filling"
    with file.open("wb") as out:
        out.truncate(size)
    try:
        yield
    finally:
        file.unlink()
        for one in made:
            one.rmdir()


def break_off(page: ServedPage, cookie: str, source: str) -> None:
    """Send half of a file and leave."""
    head = (
        f"POST /catalogue?name=lamps.csv HTTP/1.1\r\nHost: 127.0.0.1:{page.port}\r\n"
        f"Cookie: {COOKIE}={cookie}\r\nContent-Length: 400000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", page.port), 60, (source, 0)) as connection:
        connection.sendall(head.encode() + b"id,title\n" + b"1,lamp\n" * 20_000)


def test_an_upload_without_a_cookie_makes_no_owner(page: ServedPage) -> None:
    with httpx.Client(base_url=page.address, trust_env=False) as bare:
        for cookie in ("", f"{COOKIE}=x", f"{COOKIE}={'../' * 21}x", f"{COOKIE}={'A' * 64}"):
            for _ in range(10):
                answer = bare.post(
                    "/catalogue",
                    params={"name": "a.csv"},
                    content=lamps(),
                    headers={"cookie": cookie},
                )
                assert answer.status_code == 400
                assert "allow cookies" in sentence(answer)
                assert "set-cookie" not in answer.headers
    assert folders(page) == []


def test_thirty_browsers_that_break_off_leave_nothing(page: ServedPage) -> None:
    for number in range(30):
        break_off(page, new_cookie()[COOKIE], f"127.0.1.{number + 1}")
    until(lambda: folders(page) == [], seconds=20)
    one = Browser(page)
    assert upload(one, lamps()).status_code == 200
    one.call("discard_catalog")
    one.close()
    assert folders(page) == []


def test_thirty_files_that_are_sent_at_once_from_one_address_are_few(page: ServedPage) -> None:
    held = []
    for _ in range(30):
        connection = socket.create_connection(("127.0.0.1", page.port), 60)
        connection.sendall(
            f"POST /catalogue?name=lamps.csv HTTP/1.1\r\nHost: 127.0.0.1:{page.port}\r\n"
            f"Cookie: {COOKIE}={new_cookie()[COOKIE]}\r\nContent-Length: 400000\r\n\r\nid,title\n".encode()
        )
        held.append(connection)
    try:
        refused = 30 - limits.READINGS_OF_ADDRESS
        answers = [_first_line(one) for one in held]
        assert sum(b" 429 " in one for one in answers) == refused
        owners = {name for name in folders(page) if "incoming-" not in name}
        assert len(owners) == limits.READINGS_OF_ADDRESS
    finally:
        for one in held:
            one.close()
    until(lambda: folders(page) == [], seconds=20)


def _first_line(connection: socket.socket) -> bytes:
    """Return the first line of the answer; empty where none comes."""
    connection.settimeout(1.0)
    try:
        return connection.recv(65_536).partition(b"\r\n")[0]
    except TimeoutError:
        return b""


REFUSED: list[tuple[str, bytes, int, str]] = [
    ("lamps.exe", b"id,title\n1,Lamp\n", 422, "save it as CSV"),
    ("", b"id,title\n1,Lamp\n", 422, "save it as CSV"),
    ("lamps.csv", b"", 422, "empty"),
    ("lamps.csv", b"\0" * 5_000, 422, "no text"),
    ("lamps.csv.gz", b"id,title\n1,Lamp\n", 422, "cannot be unpacked"),
    ("lamps.json", b"[" * 50_000, 422, "not valid JSON"),
    ("lamps.csv", b"x" * (limits.UPLOAD_BYTES + 1), 413, "larger than 20 MB"),
    ("lamps.csv", b"x" * (limits.UPLOAD_BYTES + 2 * limits.MEGABYTE), 413, "larger than 20 MB"),
]


@pytest.mark.parametrize(("name", "content", "status", "told"), REFUSED)
@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in pieces"])
def test_a_refused_upload_leaves_nothing_and_loses_nothing(
    page: ServedPage, name: str, content: bytes, status: int, told: str, announced: bool
) -> None:
    one = Browser(page)
    body = content if announced else iter([content[at : at + 65_536] for at in range(0, len(content), 65_536)])  # fmt: skip
    answer = upload(one, body, name)
    assert answer.status_code == status
    assert told in sentence(answer)
    assert folders(page) == []
    assert upload(one, lamps()).status_code == 200
    before = folders(page)
    assert upload(one, content, name).status_code == status
    assert folders(page) == before, "the file before it is still held"
    assert "Lamp" not in one.call("discard_catalog").text
    one.close()
    assert folders(page) == []


def test_the_disk_of_a_browser_is_held_and_others_have_theirs(page: ServedPage) -> None:
    one, other = Browser(page), Browser(page)
    kept = keep_lamps(one)
    assert upload(one, lamps(), "more.csv").status_code == 200
    folder = page.home / "catalogs" / owner_name(one) / kept
    before = folders(page)
    with filled(folder / "index", limits.DISK_OF_VISITOR - limits.UPLOAD_BYTES):
        answer = upload(one, lamps(), "third.csv")
        assert answer.status_code == 507
        assert "remove one of them" in sentence(answer)
        assert "third" not in one.call("look_at_catalog").text
        assert "more.csv" in one.call("look_at_catalog").text, "the file before it is still held"
        one.say("a red lamp")
        assert upload(other, lamps()).status_code == 200
        other.call("discard_catalog")
    assert set(before) <= set(folders(page))
    assert upload(one, lamps(), "third.csv").status_code == 200
    clear(one, kept)
    for browser in (one, other):
        browser.close()
    assert folders(page) == []


def test_the_disk_of_all_browsers_is_held_and_they_go_on(page: ServedPage) -> None:
    one = Browser(page)
    kept = keep_lamps(one)
    others = page.home / "catalogs" / f"web-{'0' * 32}" / "own-0"
    with filled(others, limits.DISK_OF_VISITORS):
        answer = upload(one, lamps(), "second.csv")
        assert answer.status_code == 507
        assert "try again when some of it is removed" in sentence(answer)
        assert "Lamp" in one.say("a red lamp")
    assert upload(one, lamps(), "second.csv").status_code == 200
    clear(one, kept)
    one.close()
    assert folders(page) == []


def keep_lamps(browser: Browser) -> str:
    assert upload(browser, lamps()).status_code == 200
    kept = keep(browser)
    browser.place = browser.opened(f"/new?on={kept}")
    return kept


def clear(browser: Browser, kept: str) -> None:
    browser.call("discard_catalog")
    answer: Any = browser.call("remove_catalog", name=kept)
    assert answer.status_code == 200
