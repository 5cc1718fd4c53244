from __future__ import annotations

import asyncio

import pytest
from starlette.requests import ClientDisconnect, Request

from chatrec.web.disconnects import while_connected


def request_that(leaves_after: float | None) -> Request:
    async def receive() -> dict[str, str]:
        await asyncio.sleep(3600 if leaves_after is None else leaves_after)
        return {"type": "http.disconnect"}

    return Request({"type": "http", "method": "GET", "headers": []}, receive)


async def working(seconds: float, ended: list[str]) -> str:
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        ended.append("cancelled")
        raise
    return "done"


def test_work_returns_while_the_client_is_there() -> None:
    assert asyncio.run(while_connected(request_that(None), working(0.01, []))) == "done"


def test_work_is_cancelled_where_the_client_leaves() -> None:
    ended: list[str] = []

    async def leave() -> None:
        with pytest.raises(ClientDisconnect):
            await while_connected(request_that(0.01), working(3600, ended))
        await asyncio.sleep(0.01)

    asyncio.run(leave())
    assert ended == ["cancelled"]


def test_what_fails_fails_as_it_does() -> None:
    async def failing() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        asyncio.run(while_connected(request_that(None), failing()))
