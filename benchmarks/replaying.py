"""A model server on loopback that answers from a record, or asks another server and keeps what it said.

An answer is kept by the conversation, the turn and the task that it was given in, with the titles that stood behind its
keys: so it can be replayed where candidates come in another order.
"""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml

FOLDER = Path(__file__).parent / "replays"
NOT_RECORDED = "nothing was recorded for this"
_LINE = re.compile(r"^([cs]\d\d) (.+?)(?: \| |$)", re.MULTILINE)
_KEY = re.compile(r'"([cs]\d\d)"')


@dataclass(frozen=True)
class Script:
    """What a person says in a conversation, turn by turn."""

    name: str
    catalog: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Exchange:
    """One answer of a model."""

    conversation: str
    turn: int
    task: str
    offered: Mapping[str, str]
    """The titles behind the keys that it was shown."""
    answer: str

    def again(self, offered: Mapping[str, str]) -> str:
        """Return the answer in the keys of another request; a key of what is not offered there stays as it is."""
        keys = {title: key for key, title in offered.items()}

        def renamed(found: re.Match[str]) -> str:
            title = self.offered.get(found[1], "")
            return f'"{keys.get(title, found[1])}"'

        return _KEY.sub(renamed, self.answer)


@dataclass
class Model:
    """The server: what it was asked and what it said."""

    script: Script
    upstream: str | None
    """The server that is asked, where answers are recorded."""
    known: dict[tuple[int, str], Exchange] = field(default_factory=dict)
    turn: int = 0
    """The turn of the conversation, told by whoever holds it."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def answer(self, request: dict[str, Any]) -> str:
        """Return what the model says to a request; a note that nothing is known where it was never asked."""
        task = _task(request)
        offered = _offered(request)
        self.requests.append(request)
        if self.upstream is not None:
            said = _asked(self.upstream, request)
            self.known[self.turn, task] = Exchange(self.script.name, self.turn, task, offered, said)
            return said
        found = self.known.get((self.turn, task))
        return NOT_RECORDED if found is None else found.again(offered)


def read_scripts() -> list[Script]:
    """Read the conversations."""
    rows = yaml.safe_load((FOLDER / "conversations.yaml").read_text(encoding="utf-8"))
    return [Script(row["name"], row["catalog"], tuple(row["messages"])) for row in rows]


def read_exchanges() -> dict[str, dict[tuple[int, str], Exchange]]:
    """Read what was recorded, by conversation, then by turn and task."""
    found: dict[str, dict[tuple[int, str], Exchange]] = {}
    for line in (FOLDER / "exchanges.jsonl").read_text(encoding="utf-8").splitlines():
        one = Exchange(**json.loads(line))
        found.setdefault(one.conversation, {})[one.turn, one.task] = one
    return found


def write_exchanges(models: list[Model]) -> None:
    """Write what was recorded."""
    lines = [
        json.dumps(one.__dict__, ensure_ascii=False)
        for model in models
        for one in model.known.values()
    ]
    (FOLDER / "exchanges.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


class Answering(Protocol):
    """What answers a request with a text, or with None where it has none."""

    url: str

    def answer(self, request: dict[str, Any]) -> str | None:
        """Return what is said to a request."""
        ...


M = TypeVar("M", bound=Answering)


@contextmanager
def serving(model: M) -> Iterator[M]:
    """Serve a model on a free port of loopback while the block runs; status 422 where it has no answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            said = model.answer(request)
            given = {"error": {"message": NOT_RECORDED}} if said is None else _completion(said)
            body = json.dumps(given).encode()
            self.send_response(422 if said is None else 200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()


def _task(request: Mapping[str, Any]) -> str:
    return str(request["response_format"]["json_schema"]["name"]).lower()


def _offered(request: Mapping[str, Any]) -> dict[str, str]:
    """Return the titles by key of the last message that has some."""
    return dict(_LINE.findall(request["messages"][-1]["content"]))


def _asked(upstream: str, request: Mapping[str, Any]) -> str:
    given = urllib.request.Request(
        f"{upstream}/chat/completions",
        data=json.dumps(request).encode(),
        headers={"content-type": "application/json", "authorization": "Bearer none"},
    )
    with urllib.request.urlopen(given) as answer:
        body = json.load(answer)
    return str(body["choices"][0]["message"]["content"])


def _completion(text: str) -> dict[str, object]:
    """Return a chat completion without figures of use, so that the program counts itself."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": text},
        "finish_reason": "stop",
    }
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "recorded",
        "choices": [choice],
    }
