from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from chatrec.web.handlers.pacing import paced


async def coming(*values: tuple[float, str]) -> AsyncIterator[str]:
    """Yield values, each after a pause."""
    for pause, value in values:
        await asyncio.sleep(pause)
        yield value


def seen(values: AsyncIterator[str], seconds: float) -> list[str]:
    async def collect() -> list[str]:
        return [one async for one in paced(values, seconds)]

    return asyncio.run(collect())


def test_of_what_comes_at_once_only_the_last_is_sent() -> None:
    assert seen(coming((0, "a"), (0, "b"), (0, "c")), 5.0) == ["c"]


def test_what_nothing_follows_is_sent_before_the_end() -> None:
    assert seen(coming((0, "a"), (0, "b"), (0.2, "c")), 0.02) == ["b", "c"]


def test_what_keeps_coming_is_sent_again_and_again() -> None:
    found = seen(coming(*((0.01, str(at)) for at in range(40))), 0.05)
    assert 2 < len(found) < 40
    assert found[-1] == "39"


def test_nothing_comes_of_nothing() -> None:
    assert seen(coming(), 0.1) == []


def test_a_failure_comes_through() -> None:
    async def failing() -> AsyncIterator[str]:
        yield "a"
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        seen(failing(), 0.0)
