from __future__ import annotations

import pytest

from chatrec.cancelling import Cancellation
from chatrec.errors import TurnCancelled


def test_what_waits_is_stopped_when_the_turn_is_given_up() -> None:
    cancellation, stopped = Cancellation(), []
    with cancellation.stopping(lambda: stopped.append("now")):
        cancellation.cancel()
    cancellation.cancel()
    assert stopped == ["now"]


def test_what_begins_to_wait_too_late_is_stopped_at_once() -> None:
    cancellation, stopped = Cancellation(), []
    cancellation.cancel()
    with cancellation.stopping(lambda: stopped.append("late")):
        pass
    assert stopped == ["late"]
    with pytest.raises(TurnCancelled):
        cancellation.check()
