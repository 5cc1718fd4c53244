"""A model server on this machine: OpenAI's chat completions over real HTTP, with answers and faults as a test scripts them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]
Answer = Callable[[Request], object]
"""Makes of a request the answer: a value to send as JSON, a text to send as it is, or a Fault."""
ABSENT = object()
"""The usage of a server that tells none."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong."""

    kind: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def failing(status: int, **headers: str) -> Fault:
    """Return the fault of a server that answers with an error."""
    return Fault("status", status, {name.replace("_", "-"): text for name, text in headers.items()})


STALL = Fault("stall")
HALF_STALL = Fault("half_stall")
CUT = Fault("cut")
EMPTY = Fault("empty")
REFUSAL = Fault("refusal")
BABBLE = Fault("babble")
TOOL_CALL = Fault("tool_call")
NO_CHOICES = Fault("no_choices")
PIECES = Fault("pieces")
"""An answer as a stream that nobody asked for."""


@dataclass
class Loopback:
    """A server that says what `answer` makes of each request, and what it was asked."""

    answer: Answer
    requests: list[Request] = field(default_factory=list)
    refuses: tuple[str, ...] = ()
    """Fields that it turns down: response_format, tools."""
    refusal: int = 400
    """The status it turns them down with."""
    gone: threading.Event = field(default_factory=threading.Event)
    """Set when a client went away during a stall."""
    url: str = ""
    about: dict[str, str] = field(default_factory=dict)
    """What the server tells of its model beside its name."""
    stalls: float = 30.0
    usage: Callable[[Request, str], object] | None = None
    """Makes of a request and the answer's text the usage that is told; about what is true where it is not given."""
    finish: str | None = None
    """Why every answer is said to have ended."""

    def texts(self) -> list[str]:
        """Return all text of each request."""
        return ["\n".join(one["content"] or "" for one in r["messages"]) for r in self.requests]


@contextmanager
def serving(
    answer: Answer, *, refuses: tuple[str, ...] = (), refusal: int = 400
) -> Iterator[Loopback]:
    """Serve on a free port of loopback while the block runs."""
    here = Loopback(answer, refuses=refuses, refusal=refusal)
    closing = threading.Event()

    class Handler(_Handler):
        loopback = here
        end = closing

    server = _Server(("127.0.0.1", 0), Handler)
    here.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield here
    finally:
        closing.set()
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # Many turns may ask at once.


class _Handler(BaseHTTPRequestHandler):
    loopback: Loopback
    end: threading.Event

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        about = {"id": name, "object": "model", "created": 1, "owned_by": "loopback"}
        self._say(200, about | self.loopback.about)

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        request = json.loads(self.rfile.read(length))
        self.loopback.requests.append(request)
        refused = [name for name in self.loopback.refuses if request.get(name)]
        if refused:
            message = f"not known here: {refused}"
            self._say(self.loopback.refusal, {"error": {"message": message}})
            return
        said = self.loopback.answer(request)
        if isinstance(said, Fault):
            self._fail(said, request)
        elif request.get("stream"):
            self._stream(str(said))
        else:
            self._say(200, self._completion(said, request))

    def _completion(self, said: object, request: Request) -> dict[str, object]:
        """Return a completion with the usage and the end that this server tells."""
        made, here = completion(said, request), self.loopback
        if here.finish is not None:
            made["choices"][0]["finish_reason"] = here.finish  # type: ignore[index]
        if here.usage is not None:
            told = here.usage(request, said if isinstance(said, str) else json.dumps(said))
            made["usage"] = told
            if told is ABSENT:
                del made["usage"]
        return made

    def _stream(self, text: str) -> None:
        pieces = [{"delta": {"role": "assistant", "content": word + " "}} for word in text.split()]
        chunks = [
            {
                "id": "chatcmpl-1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "loopback",
                "choices": [{"index": 0, "finish_reason": None, **piece}],
            }
            for piece in pieces
        ]
        lines = [*(json.dumps(one) for one in chunks), "[DONE]"]
        body = "".join(f"data: {line}\n\n" for line in lines).encode()
        self._head(200, len(body), {"content-type": "text/event-stream"})
        self.wfile.write(body)

    def _fail(self, fault: Fault, request: Request) -> None:
        if fault.kind == "status":
            self._say(fault.status, {"error": {"message": "as scripted"}}, fault.headers)
        elif fault.kind == "pieces":
            self._stream('{"word": "hello"}')
        elif fault.kind == "stall":
            self._stall()
        elif fault.kind in ("half_stall", "cut"):
            body = json.dumps(completion({"word": "half"}, request)).encode()
            self._head(200, len(body), {})
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            if fault.kind == "half_stall":
                self._stall()
            self.close_connection = True
        else:
            self._say(200, _wrong(fault.kind, request))

    def _stall(self) -> None:
        """Say nothing until the client goes away, the test ends, or for long."""
        until = time.monotonic() + self.loopback.stalls
        self.connection.settimeout(0.02)
        while time.monotonic() < until and not self.end.is_set():
            try:
                if self.connection.recv(1) == b"":
                    self.loopback.gone.set()
                    break
            except TimeoutError:
                continue
            except OSError:
                self.loopback.gone.set()
                break
        self.close_connection = True

    def _say(self, status: int, value: object, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(value).encode()
        self._head(status, len(body), headers or {})
        self.wfile.write(body)

    def _head(self, status: int, length: int, headers: dict[str, str]) -> None:
        headers = dict(headers)
        self.send_response(status)
        self.send_header("content-type", headers.pop("content-type", "application/json"))
        self.send_header("content-length", str(length))
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


def completion(said: object, request: Request) -> dict[str, object]:
    """Return a chat completion that says a value as JSON, or a text; as a tool call where tools were given."""
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    message: dict[str, object] = {"role": "assistant", "content": text}
    tools = request.get("tools")
    if tools:
        message = _calling(tools[0]["function"]["name"], text)
    return _around(message, "tool_calls" if tools else "stop", usage_of(request, text))


def usage_of(request: Request, text: str) -> dict[str, object]:
    """Return about what a request and its answer take: at least 100 tokens of prompt, 60 of them cached, and 20 more."""
    sent = sum(len(one["content"] or "") for one in request["messages"])
    prompt, written = max(100, sent // 4), max(20, len(text) // 4)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": written,
        "total_tokens": prompt + written,
        "prompt_tokens_details": {"cached_tokens": 60},
    }


def _wrong(kind: str, request: Request) -> dict[str, object]:
    if kind == "no_choices":
        return {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": None}
    if kind == "tool_call":
        return _around(
            _calling("format_disk", '{"drive": "C"}'), "tool_calls", usage_of(request, "")
        )
    message: dict[str, object] = {"role": "assistant", "content": ""}
    if kind == "babble":
        message["content"] = "and so on " * 50_000
    if kind == "refusal":
        message = {"role": "assistant", "content": None, "refusal": "I will not do that."}
    return _around(message, "stop", usage_of(request, str(message["content"] or "")))


def _calling(name: str, arguments: str) -> dict[str, object]:
    call = {
        "id": "call_1",
        "type": "function",
        "function": {"name": name, "arguments": arguments},
    }
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def _around(message: dict[str, object], reason: str, usage: dict[str, object]) -> dict[str, object]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "loopback",
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        "usage": usage,
    }
