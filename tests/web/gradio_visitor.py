"""A program that does over HTTP what the page of the Gradio chat does in a browser."""

from __future__ import annotations

import json
import re
import secrets
from contextlib import suppress
from typing import Any

import httpx

_CONFIG = re.compile(r"window\.gradio_config = (\{.*?\});</script>", re.DOTALL)
Json = Any


class GradioVisitor:
    """Somebody in a browser of their own who has opened the page."""

    def __init__(self, address: str, *, session: str | None = None) -> None:
        self.http = httpx.Client(base_url=address, trust_env=False, timeout=60)
        self.session = session or secrets.token_hex(5)
        page = self.http.get("/").text
        found = _CONFIG.search(page)
        assert found is not None
        self.functions: list[Json] = json.loads(found.group(1))["dependencies"]

    def close(self) -> None:
        self.http.close()

    def on(self, event: str) -> int:
        """Return the function that an event of a component calls first."""
        return next(
            int(one["id"])
            for one in self.functions
            if any(target[1] == event for target in one["targets"]) and one["backend_fn"]
        )

    def after(self, function: int) -> int:
        """Return the first function with arguments that is called after another one."""
        return next(
            int(one["id"])
            for one in self.functions
            if one["trigger_after"] == function and one["inputs"] and one["backend_fn"]
        )

    def run(self, function: int, data: Json, *, event_data: Json = None) -> httpx.Response:
        """Call a function that does not wait in the queue."""
        return self.http.post("/gradio_api/run/predict", json=self.call(function, data, event_data))

    def join(self, function: int, data: Json, *, event_data: Json = None) -> httpx.Response:
        """Put a call in the queue."""
        return self.http.post("/gradio_api/queue/join", json=self.call(function, data, event_data))

    def call(self, function: int, data: Json, event_data: Json = None) -> Json:
        return {
            "data": data,
            "event_data": event_data,
            "fn_index": function,
            "trigger_id": None,
            "session_hash": self.session,
        }

    def replies(self) -> str:
        """Return what the stream of this visit tells, until it is closed, or breaks off."""
        params = {"session_hash": self.session}
        told: list[str] = []
        with (
            suppress(httpx.RemoteProtocolError),
            self.http.stream("GET", "/gradio_api/queue/data", params=params) as stream,
        ):
            told.extend(stream.iter_text())
        return "".join(told)

    @property
    def answering(self) -> int:
        """The function that answers what was put in the box."""
        save = self.on("submit")
        append = next(
            one["id"]
            for one in self.functions
            if one["trigger_after"] == save and len(one["inputs"]) == 2
        )
        return self.after(append)

    def write(self, message: str) -> None:
        """Put a message in the box and send it, without waiting for the answer."""
        self.run(self.on("submit"), [message]).raise_for_status()
        self.join(self.answering, [None, None, None]).raise_for_status()

    def conversation(self) -> list[Json]:
        """Return the messages as they stand when the answer is there, which the page then tells the server."""
        events = [
            json.loads(line[6:]) for line in self.replies().splitlines() if line[:6] == "data: "
        ]
        done = next(one for one in reversed(events) if one["msg"] == "process_completed")
        messages: list[Json] = done["output"]["data"][1]
        self.run(self.after(self.answering), [messages]).raise_for_status()
        return messages

    def say(self, message: str) -> str:
        """Say a message as the page does; return the answer as it is shown, in HTML."""
        self.write(message)
        return str(self.conversation()[-1]["content"][0]["text"])

    def retry(self) -> str:
        """Ask for the last answer once more, as its button does; return it."""
        first = self.on("retry")
        self.run(first, [None]).raise_for_status()
        self.join(self.answering, [None, None, None]).raise_for_status()
        return str(self.conversation()[-1]["content"][0]["text"])
