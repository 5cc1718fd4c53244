from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from chatrec.time_limiter import TimeLimiter


@pytest.fixture
def freed() -> Iterator[threading.Event]:
    """An event that stuck calls wait for; it comes at the end of the test at the latest."""
    event = threading.Event()
    yield event
    event.set()


def test_a_call_gives_what_it_returns_and_raises_what_it_raises() -> None:
    limiter = TimeLimiter(30.0)
    assert limiter.call(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        limiter.call(lambda: 1 / 0)


def test_a_call_that_is_stuck_is_not_waited_for(freed: threading.Event) -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        TimeLimiter(0.1).call(lambda: freed.wait(60))
    assert time.monotonic() - began < 30


def test_a_stuck_call_does_not_keep_another_from_its_answer(freed: threading.Event) -> None:
    limiter = TimeLimiter(30.0)
    stuck = threading.Thread(target=limiter.call, args=(freed.wait,))
    stuck.start()
    assert limiter.call(lambda: 7) == 7
    assert stuck.is_alive()
    freed.set()
    stuck.join()


def test_no_more_calls_are_started_than_may_be_stuck(freed: threading.Event) -> None:
    limiter = TimeLimiter(0.1, at_once=2)
    before = threading.active_count()
    for _ in range(5):
        with pytest.raises(TimeoutError):
            limiter.call(freed.wait)
    assert threading.active_count() <= before + 2
    freed.set()
    until = time.monotonic() + 30
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert limiter.call(lambda: 7) == 7
