"""Attempts to get at files, other machines and other people's chats through Gradio's routes."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.web.gradio_visitor import GradioVisitor

from .gradio_server import SECRET, Attacked, attacked_server

pytestmark = pytest.mark.slow
META = {"_type": "gradio.FileData"}
HASH = "a1b2c3d4e5"


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with attacked_server(tmp_path_factory.mktemp("attacked")) as server:
        yield server


@pytest.fixture
def visitor(attacked: Attacked) -> Iterator[GradioVisitor]:
    opened = GradioVisitor(attacked.address)
    yield opened
    opened.close()
    assert attacked.taken_in == []
    assert attacked.listener.visits == 0


FILES: dict[str, Callable[[Attacked], dict[str, Any]]] = {
    "of the system": lambda _: {"path": "/etc/passwd"},
    "of the process": lambda _: {"path": "/proc/self/environ"},
    "beside the program": lambda at: {"path": f"{at.folder}/secret.txt"},
    "relative": lambda _: {"path": "secret.txt"},
    "above": lambda _: {"path": "../outside.txt"},
    "through a link": lambda at: {"path": f"{at.folder}/link.txt"},
    "temporary": lambda at: {"path": f"{at.folder.parent}/temporary/secret.txt"},
    "by a file address": lambda at: {"path": f"file://{at.folder}/secret.txt"},
    "with a file address": lambda at: {"path": "x", "url": f"file://{at.folder}/secret.txt"},
    "by the address of a server": lambda at: {"path": at.listener.address},
    "with the address of a server": lambda at: {"path": "x", "url": at.listener.address},
    "as a stream": lambda at: {"path": f"{at.folder}/secret.txt", "is_stream": True},
    "with null bytes": lambda _: {"path": "/etc/passwd\x00.txt"},
}

PLACES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "as an argument": lambda file: {"data": [file]},
    "in a list": lambda file: {"data": [[file]]},
    "deep in a list": lambda file: {"data": [[[[[[file]]]]]]},
    "in an object": lambda file: {"data": [{"a": {"b": [{"c": file}]}}]},
    "as a part of a message": lambda file: {
        "data": [[{"role": "user", "content": [{"type": "file", "file": file}]}]]
    },
    "as the content of a message": lambda file: {"data": [[{"role": "user", "content": file}]]},
    "as a text of a message": lambda file: {
        "data": [[{"role": "user", "content": [{"type": "text", "text": file}]}]]
    },
    "in the metadata of a message": lambda file: {
        "data": [[{"role": "user", "content": [], "metadata": {"title": file}}]]
    },
    "as an option": lambda file: {
        "data": [[{"role": "user", "content": [], "options": [{"label": "a", "value": file}]}]]
    },
    "as the value of a component": lambda file: {
        "data": [
            [
                {
                    "role": "user",
                    "content": [
                        {
                            "type": "component",
                            "component": "file",
                            "value": file,
                            "constructor_args": {"value": file["path"]},
                            "props": {},
                        }
                    ],
                }
            ]
        ]
    },
    "as what was clicked": lambda file: {"data": [[]], "event_data": {"index": 0, "value": file}},
    "as an example that was clicked": lambda file: {
        "data": [],
        "event_data": {"index": 0, "value": {"text": "a robot", "files": [file]}},
    },
    "as the content of an example": lambda file: {
        "data": [],
        "event_data": {"index": 0, "value": {"content": file, "text": "a", "role": "user"}},
    },
    "as the session": lambda file: {"data": [None], "session_hash": file},
    "as the trigger": lambda file: {"data": [None], "trigger_id": file},
    "beside the arguments": lambda file: {"data": [None], "file": file},
}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("place", PLACES)
def test_no_function_takes_a_file(
    file: str, place: str, attacked: Attacked, visitor: GradioVisitor
) -> None:
    body = PLACES[place]({**FILES[file](attacked), "meta": META})
    for route in ("/gradio_api/queue/join", "/gradio_api/run/predict"):
        for function in (visitor.on("submit"), visitor.on("option_select"), visitor.on("clear")):
            told = {"fn_index": function, "session_hash": visitor.session, **body}
            answer = visitor.http.post(route, content=json.dumps(told), headers=AS_JSON)
            refused(answer, 422)


AS_JSON = {"content-type": "application/json"}


def refused(answer: httpx.Response, *statuses: int) -> None:
    """Fail where an answer has another status, or gives something away."""
    assert answer.status_code in statuses, answer.text[:200]
    assert SECRET.encode() not in answer.content
    assert b"root:" not in answer.content


def test_no_function_at_all_takes_a_file(attacked: Attacked, visitor: GradioVisitor) -> None:
    file = {"path": f"{attacked.folder}/secret.txt", "meta": META}
    for one in visitor.functions:
        data = [file for _ in one["inputs"]] or [file]
        refused(visitor.join(one["id"], data), 422)
        refused(visitor.run(one["id"], data), 422)


def test_a_file_does_not_get_into_the_state_of_a_visit(
    attacked: Attacked, visitor: GradioVisitor
) -> None:
    """What is state on the server is not taken from a call, as text or as anything."""
    path = f"{attacked.folder}/secret.txt"
    assert visitor.run(visitor.on("submit"), [path]).status_code == 200
    answer = visitor.join(visitor.after(visitor.on("retry")), [path, None])
    assert answer.status_code == 200
    streamed = visitor.replies()
    assert SECRET not in streamed
    assert '"type":"file"' not in streamed


PATHS = (
    "/gradio_api/file={secret}",
    "/gradio_api/file=secret.txt",
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file=/proc/self/environ",
    "/gradio_api/file={listener}",
    "/gradio_api/file/{secret}",
    "/file={secret}",
    "/file/{secret}",
    "/gradio_api/proxy={listener}",
    "/proxy={listener}",
    "/gradio_api/stream/a/b/1/playlist.m3u8",
    "/gradio_api/stream/a/b/1/playlist-file",
    "/gradio_api/custom_component/1/client/component/index.js",
    "/gradio_api/custom_component/1/client/component/..%2F..%2Findex.js",
    "/static/../../../../../../etc/passwd",
    "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%2f..%2f..%2f..%2f..%2fetc/passwd",
    "/static/fonts/../../../../../../../etc/passwd",
    "/static//etc/passwd",
    "/static/img/logo.svg",
    "/assets/../../../../../../etc/passwd",
    "/assets/..%2f..%2f..%2fblocks.py",
    "/assets/%2e%2e%2f%2e%2e%2fblocks.py",
    "/assets/..%5c..%5cblocks.py",
    "/assets//etc/passwd",
    "/assets/index.js%00.css",
    "/assets/",
    "/svelte/../../../../../etc/passwd",
    "/svelte/svelte.js",
    "//etc/passwd",
    "/config",
    "/config/?deep_link=../../x",
    "/gradio_api/info",
    "/gradio_api/openapi.json",
    "/openapi.json",
    "/docs",
    "/redoc",
    "/gradio_api/deep_link?session_hash=a1b2c3d4e5",
    "/gradio_api/runs",
    "/gradio_api/run-history/buckets",
    "/gradio_api/run-history/records",
    "/gradio_api/startup-events",
    "/gradio_api/app_id",
    "/gradio_api/user",
    "/gradio_api/token",
    "/gradio_api/login_check",
    "/gradio_api/dev/reload",
    "/gradio_api/upload_progress?upload_id=a",
    "/gradio_api/call/answer/00000000000000000000000000000000",
    "/gradio_api/call/v2/answer/00000000000000000000000000000000",
    "/gradio_api/theme.css",
    "/gradio_api/vibe-code",
    "/gradio_api/profiling/traces",
    "/gradio_api/mcp/",
    "/gradio_api/mcp/sse",
    "/monitoring",
    "/monitoring/summary",
    "/monitoring/x",
    "/login",
    "/logout",
    "/manifest.json",
    "/pwa_icon",
    "/robots.txt",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_route_that_the_page_does_not_need_is_not_there(
    path: str, attacked: Attacked, visitor: GradioVisitor
) -> None:
    secret = f"{attacked.folder}/secret.txt"
    asked = path.format(secret=secret, listener=attacked.listener.address)
    status, body = raw(attacked, f"GET {asked} HTTP/1.1")
    assert status in (404, 400), body[:200]
    assert SECRET.encode() not in body
    assert b"root:" not in body
    status, _ = raw(attacked, f"HEAD {asked} HTTP/1.1")
    assert status in (404, 400)


def raw(attacked: Attacked, request: str, *headers: str, body: bytes = b"") -> tuple[int, bytes]:
    """Send a request as it stands, which no client library has tidied; return its status and its answer."""
    parts = urlsplit(attacked.address)
    own = (
        [] if any(one.lower().startswith("host:") for one in headers) else [f"Host: {parts.netloc}"]
    )
    lines = [request, *own, *headers, "Connection: close", "", ""]
    with socket.create_connection((str(parts.hostname), parts.port or 0), timeout=60) as line:
        line.sendall("\r\n".join(lines).encode() + body)
        answer = b""
        while part := line.recv(65536):
            answer += part
    return int(answer.split(b" ", 2)[1]), answer


POSTS = (
    "/gradio_api/upload",
    "/gradio_api/upload?upload_id=a",
    "/gradio_api/component_server",
    "/gradio_api/component_server/",
    "/gradio_api/stream/a1b2",
    "/gradio_api/stream/a1b2/close",
    "/gradio_api/process_recording",
    "/gradio_api/vibe-edit",
    "/gradio_api/undo-vibe-edit",
    "/gradio_api/vibe-code",
    "/gradio_api/vibe-starter-queries",
    "/gradio_api/run-history/connect",
    "/gradio_api/profiling/clear",
    "/gradio_api/reset",
    "/gradio_api/call/answer",
    "/gradio_api/call/v2/answer",
    "/gradio_api/run/answer",
    "/gradio_api/run/predict/",
    "/gradio_api/api/predict",
    "/gradio_api/api/answer",
    "/gradio_api/queue/join/",
    "/gradio_api/mcp/",
    "/gradio_api/mcp/messages",
    "/login",
    "/",
)


@pytest.mark.parametrize("path", POSTS)
def test_nothing_else_can_be_sent(path: str, attacked: Attacked, visitor: GradioVisitor) -> None:
    file = {"path": f"{attacked.folder}/secret.txt", "meta": META}
    told = {"data": [file], "session_hash": HASH, "component_id": 5, "fn_name": "preprocess"}
    refused(visitor.http.post(path, json=told), 404)
    refused(visitor.http.post(path, files={"files": ("a.txt", b"x" * 1000)}), 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_not_there(method: str, visitor: GradioVisitor) -> None:
    for path in ("/", "/gradio_api/queue/join", "/gradio_api/upload", "/assets/index.js"):
        refused(visitor.http.request(method, path), 404)


def test_a_large_upload_is_refused_before_it_is_read(attacked: Attacked) -> None:
    headers = ("Content-Type: multipart/form-data; boundary=b", f"Content-Length: {10**12}")
    status, body = raw(attacked, "POST /gradio_api/upload HTTP/1.1", *headers, body=b"--b\r\n")
    assert status == 404, body[:200]
    assert attacked.taken_in == []


def test_a_large_call_is_refused(visitor: GradioVisitor) -> None:
    told = visitor.call(visitor.on("submit"), ["a" * 5_000_000])
    refused(visitor.http.post("/gradio_api/run/predict", json=told), 413)


def test_a_call_that_does_not_say_how_large_it_is_is_refused_all_the_same(
    visitor: GradioVisitor,
) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(50):
            yield b"[" * 100_000

    answer = visitor.http.post("/gradio_api/run/predict", content=endless(), headers=AS_JSON)
    refused(answer, 413)


WRONG = (
    b"",
    b"null",
    b"[]",
    b"1",
    b'"a"',
    b"{}",
    b"{",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"data":' + b"[" * 100_000,
    b'{"data":{}}',
    b'{"data":"a","fn_index":1,"session_hash":"a1"}',
    b'{"data":[],"fn_index":1}',
    b'{"data":[],"session_hash":"a1"}',
    b'{"data":[],"fn_index":"1","session_hash":"a1"}',
    b'{"data":[],"fn_index":-1,"session_hash":"a1"}',
    b'{"data":[],"fn_index":1.5,"session_hash":"a1"}',
    b'{"data":[],"fn_index":null,"session_hash":"a1"}',
    b'{"data":[],"fn_index":1,"session_hash":null}',
    b'{"data":[],"fn_index":1,"session_hash":""}',
    b'{"data":[],"fn_index":1,"session_hash":"../a"}',
    b'{"data":[],"fn_index":1,"session_hash":"a1\\n"}',
    b'{"data":[],"fn_index":1,"session_hash":["a1"]}',
    b'{"data":[NaN],"fn_index":1,"session_hash":"a1"}',
    b'{"data":[],"fn_index":1,"session_hash":"a1","event_id":"x"}',
    b'{"data":[],"fn_index":1,"session_hash":"a1","batched":true}',
    b'{"data":[],"fn_index":1,"session_hash":"a1","simple_format":true}',
    b'{"data":[],"fn_index":1,"session_hash":"a1","oauth_token":"x"}',
    b'{"data":[],"fn_index":1,"session_hash":"a1","request":{}}',
)


@pytest.mark.parametrize("body", WRONG, ids=lambda body: body[:60].decode("latin-1"))
def test_a_call_of_another_form_is_refused(body: bytes, visitor: GradioVisitor) -> None:
    for route in ("/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/cancel"):
        refused(visitor.http.post(route, content=body, headers=AS_JSON), 422)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_call_that_a_form_of_another_site_could_send_is_refused(
    kind: str, visitor: GradioVisitor
) -> None:
    body = json.dumps(visitor.call(visitor.on("submit"), ["a"]))
    headers = {"content-type": kind}
    refused(visitor.http.post("/gradio_api/run/predict", content=body, headers=headers), 415)


def test_a_function_that_is_not_there_gives_nothing_away(visitor: GradioVisitor) -> None:
    for number in (len(visitor.functions), 9_999, 2**70):
        refused(visitor.join(number, [None]), 422)
        refused(visitor.run(number, [None]), 422)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "evil.example@127.0.0.1",
        "169.254.169.254",
        "10.0.0.1",
        "[",
        "",
    ],
)
def test_another_host_is_not_answered_for(host: str, attacked: Attacked) -> None:
    for request in ("GET / HTTP/1.1", "POST /gradio_api/queue/join HTTP/1.1"):
        status, body = raw(attacked, request, f"Host: {host}")
        assert status in (421, 400), body[:200]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "x"])
def test_a_call_from_another_site_is_refused(origin: str, visitor: GradioVisitor) -> None:
    told = visitor.call(visitor.on("submit"), ["a"])
    headers = {"origin": origin}
    refused(visitor.http.post("/gradio_api/run/predict", json=told, headers=headers), 403)
    answer = visitor.http.get(f"/gradio_api/queue/data?session_hash={HASH}", headers=headers)
    refused(answer, 403)
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host: evil.example", "X-Gradio-Server: http://evil.example"]
)
def test_a_header_does_not_change_where_the_page_calls(header: str, attacked: Attacked) -> None:
    status, body = raw(attacked, "GET / HTTP/1.1", header, "Accept-Encoding: identity")
    assert status == 200
    assert b"evil.example" not in body


@pytest.mark.parametrize("query", ["deep_link=../../../secret", "page=../x", "view=api"])
def test_an_address_with_more_in_it_is_the_plain_page(query: str, attacked: Attacked) -> None:
    plain = httpx.get(attacked.address, trust_env=False)
    more = httpx.get(f"{attacked.address}/?{query}", trust_env=False)
    assert more.status_code == 200
    assert more.text == plain.text


def test_a_websocket_is_refused(attacked: Attacked) -> None:
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")
    key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
    status, _ = raw(attacked, "GET /gradio_api/queue/join HTTP/1.1", *upgrade, key)
    assert status in (403, 404)


@pytest.fixture
def spied_on(attacked: Attacked) -> Iterator[tuple[GradioVisitor, GradioVisitor]]:
    """Somebody who has said something, and another browser that knows what their page calls the visit."""
    victim = GradioVisitor(attacked.address)
    spy = GradioVisitor(attacked.address, session=victim.session)
    assert "under $12" in victim.say("a robot under $12").lower()
    yield victim, spy
    victim.close()
    spy.close()


def test_another_browser_does_not_read_what_was_said(
    spied_on: tuple[GradioVisitor, GradioVisitor],
) -> None:
    victim, spy = spied_on
    for visitor, found in ((spy, False), (victim, True)):
        retry = visitor.on("retry")
        assert visitor.run(retry, [None]).status_code == 200
        told = visitor.run(visitor.after(retry), [None, None])
        assert ("under $12" in told.text) is found


def test_another_browser_does_not_change_what_is_wanted(
    spied_on: tuple[GradioVisitor, GradioVisitor],
) -> None:
    victim, spy = spied_on
    assert "under $12" not in spy.say("show me robots")
    assert spy.say("over $14")
    assert "under $12" in victim.say("show me more")


def test_another_browser_does_not_hear_the_answer_of_a_message(
    spied_on: tuple[GradioVisitor, GradioVisitor],
) -> None:
    victim, spy = spied_on
    victim.write("a robot under $13")
    assert "$13" not in spy.replies()
    assert "$13" in victim.replies()


def test_another_browser_does_not_end_a_call(
    spied_on: tuple[GradioVisitor, GradioVisitor],
) -> None:
    victim, spy = spied_on
    answering = victim.answering
    victim.run(victim.on("submit"), ["a robot under $14"])
    event = victim.join(answering, [None, None, None]).json()["event_id"]
    told = {"session_hash": victim.session, "fn_index": answering, "event_id": event[::-1]}
    spy.http.post("/gradio_api/cancel", json=told)
    assert "under $14" in victim.replies()


def test_a_visit_without_a_cookie_is_refused(attacked: Attacked) -> None:
    with httpx.Client(base_url=attacked.address, trust_env=False) as stranger:
        told = {"data": ["a"], "fn_index": 1, "session_hash": HASH}
        refused(stranger.post("/gradio_api/run/predict", json=told), 403)
        refused(stranger.get(f"/gradio_api/queue/data?session_hash={HASH}"), 403)
        refused(stranger.get(f"/gradio_api/heartbeat/{HASH}"), 403)


@pytest.mark.parametrize("cookie", ["", "x", "0" * 63, "g" * 64, "0" * 65, "../../etc/passwd"])
def test_a_cookie_of_another_form_is_none(cookie: str, attacked: Attacked) -> None:
    headers = {"cookie": f"chatrec_gradio={cookie}"}
    address = f"{attacked.address}/gradio_api/queue/data?session_hash={HASH}"
    refused(httpx.get(address, headers=headers, trust_env=False), 403)


@pytest.mark.parametrize(
    "address",
    [
        "/gradio_api/queue/data",
        "/gradio_api/queue/data?session_hash=",
        "/gradio_api/queue/data?session_hash=a&session_hash=b",
        "/gradio_api/queue/data?session_hash=../a",
        "/gradio_api/queue/data?session_hash=" + "a" * 5000,
        "/gradio_api/heartbeat/",
        "/gradio_api/heartbeat/a%2Fb",
        "/gradio_api/heartbeat/../../config",
        "/gradio_api/heartbeat/" + "a" * 5000,
    ],
)
def test_a_stream_of_no_visit_is_refused(address: str, visitor: GradioVisitor) -> None:
    refused(visitor.http.get(address), 404, 422)


def test_a_flood_of_heartbeats_is_bounded_and_leaves_the_page_working(
    attacked: Attacked, visitor: GradioVisitor
) -> None:
    parts = urlsplit(attacked.address)
    cookie = visitor.http.cookies["chatrec_gradio"]
    lines = []
    statuses = []
    for number in range(40):
        line = socket.create_connection((str(parts.hostname), parts.port or 0), timeout=60)
        request = f"GET /gradio_api/heartbeat/a{number} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        line.sendall(f"{request}Cookie: chatrec_gradio={cookie}\r\n\r\n".encode())
        lines.append(line)
        statuses.append(line.recv(4096).split(b" ", 2)[1])
    assert statuses.count(b"200") == 16
    assert statuses.count(b"429") == 24
    other = GradioVisitor(attacked.address)
    assert "Robot" in other.say("a robot")
    other.close()
    for line in lines:
        line.close()


def test_a_flood_of_calls_is_bounded_and_leaves_the_page_working(
    attacked: Attacked, visitor: GradioVisitor
) -> None:
    statuses = {visitor.join(visitor.answering, [None, None, None]).status_code for _ in range(300)}
    assert statuses <= {200, 503}
    visitor.replies()
    other = GradioVisitor(attacked.address)
    assert "Robot" in other.say("a robot")
    other.close()


def test_every_answer_keeps_the_browser_to_this_host(visitor: GradioVisitor) -> None:
    for path in ("/", "/theme.css", "/gradio_api/upload"):
        headers = visitor.http.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_cookie_is_hidden_from_scripts_and_other_sites(attacked: Attacked) -> None:
    cookie = httpx.get(attacked.address, trust_env=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
