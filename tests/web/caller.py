"""A browser as the server sees it: a cookie, a place, calls, and what they told it to change."""

from __future__ import annotations

import json
import secrets
from typing import Any

import httpx
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from chatrec.web.bots import Bots
from chatrec.web.guard import COOKIE, owner_of
from chatrec.web.place import Place, new_place
from chatrec.web.swap import Change, merged
from chatrec.web.visits import Visit, visit_of

ADDRESS = "http://127.0.0.1"


class Caller:
    """Somebody in a browser of their own, in a chat where nothing was said yet."""

    def __init__(self, bots: Bots, app: ASGIApp, catalog: str = "films") -> None:
        self.bots = bots
        self.cookies = {COOKIE: secrets.token_hex(32)}
        self.client = TestClient(app, base_url=ADDRESS, cookies=self.cookies)
        self.owner = owner_of(self.cookies) or ""
        self.place: Place = new_place(bots, self.owner, catalog)

    @property
    def told(self) -> dict[str, str]:
        """What the page tells of itself with every call."""
        return {"session": self.place.session, "catalog": self.place.catalog}

    @property
    def visit(self) -> Visit:
        return visit_of(self.bots, self.place)

    def say(self, message: str) -> None:
        """Say something beside the page."""
        self.visit.chat.say(message)

    def post(self, name: str, **arguments: Any) -> httpx.Response:
        """Make a call, and return its answer as it came."""
        return self.client.post(f"/calls/{name}", json={**self.told, **arguments})

    def call(self, name: str, **arguments: Any) -> Change:
        """Make a call that is answered at once."""
        change: Change = self.post(name, **arguments).json()
        return change

    def stream(self, name: str, **arguments: Any) -> list[Change]:
        """Make a call that is answered piece by piece; where it was refused, the one change that says so."""
        answer = self.post(name, **arguments)
        if not answer.headers["content-type"].startswith("text/event-stream"):
            return [answer.json()]
        return changes_in(answer.text)

    def at_last(self, name: str, **arguments: Any) -> Change:
        """Make the same call, and return all its changes as one."""
        return merged(self.stream(name, **arguments))


def changes_in(stream: str) -> list[Change]:
    """Return the changes of a stream that came to its end."""
    *events, end = [one for one in stream.split("\n\n") if one and not one.startswith(":")]
    assert end.startswith("event: end"), stream[-200:]
    return [json.loads(one.removeprefix("data: ")) for one in events]


def swapped(change: Change) -> dict[str, str]:
    """Return the HTML of each region that a change is about."""
    swaps = change["swaps"]
    assert isinstance(swaps, list)
    return {one["region"]: one["html"] for one in swaps}
