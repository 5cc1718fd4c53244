"""Requests that no page sends: each is answered by a status of its own, in a sentence, and the server goes on."""

from __future__ import annotations

import json
import socket

import pytest

from .conftest import Browser, ServedPage

pytestmark = pytest.mark.slow

DEEP = "[" * 60_000
SAY = {"session": "", "catalog": "", "message": "hello"}
BODIES: list[tuple[str, bytes, int]] = [
    ("no JSON", b"hello", 422),
    ("an empty body", b"", 422),
    ("a list", b"[]", 422),
    ("a number", b"7", 422),
    ("null", b"null", 422),
    ("cut off", b'{"message": "hel', 422),
    ("a message that is a number", json.dumps({**SAY, "message": 7}).encode(), 422),
    ("a message that is null", json.dumps({**SAY, "message": None}).encode(), 422),
    ("a message that is an object", json.dumps({**SAY, "message": {"a": 1}}).encode(), 422),
    ("a session that is a list", json.dumps({**SAY, "session": ["web-1"]}).encode(), 422),
    ("an argument too many", json.dumps({**SAY, "path": "/etc/passwd"}).encode(), 422),
    ("nested beyond reason", b'{"message": ' + DEEP.encode() + b"}", 422),
    ("bytes that are no UTF-8", b'{"message": "\xff\xfe"}', 422),
    ("half of an emoji", b'{"message": "\\ud83d"}', 422),
    ("not a number", b'{"message": NaN}', 422),
    ("larger than what is taken", b'{"message": "' + b"x" * 70_000 + b'"}', 413),
]


@pytest.mark.parametrize(
    ("body", "status"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES]
)
def test_a_body_that_is_none(page: ServedPage, body: bytes, status: int) -> None:
    one = Browser(page)
    answer = one.client.post(
        "/calls/say", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == status, answer.text
    assert answer.json()["say"].endswith(".")
    assert answer.json()["swaps"] == []
    assert "Traceback" not in answer.text
    assert len(answer.text) < 1_000
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    one.say("hello")
    one.close()


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
)
def test_a_form_of_another_page_is_no_call(page: ServedPage, content_type: str) -> None:
    one = Browser(page)
    answer = one.client.post(
        "/calls/say", content=json.dumps(SAY), headers={"content-type": content_type}
    )
    assert answer.status_code == 415
    one.close()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GARBAGE\r\n\r\n", b" 400 "),
        (b"GET HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\n\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nBad\x00Name: 1\r\n\r\n", b" 400 "),
        (b"POST /calls/say HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", b" 400 "),
        (
            b"POST /calls/say HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabc",
            b" 400 ",
        ),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", b" 431 "),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 431 "),
        (b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 405 "),
        (b"DELETE /c/x HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 405 "),
        (b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 404 "),
        (b"GET /static/..%2f..%2fapp.py HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 404 "),
    ],
)
def test_a_head_that_is_none(page: ServedPage, sent: bytes, status: bytes) -> None:
    answer = exchange(page, sent)
    line = answer.partition(b"\r\n")[0]
    assert status in line, answer[:300]
    assert b"Traceback" not in answer
    Browser(page).close()


def exchange(page: ServedPage, sent: bytes) -> bytes:
    """Send bytes on a connection of their own and return the head of what comes back."""
    with socket.create_connection(("127.0.0.1", page.port), timeout=60) as connection:
        connection.sendall(sent)
        received = b""
        while b"\r\n\r\n" not in received and (piece := connection.recv(65_536)):
            received += piece
    return received
