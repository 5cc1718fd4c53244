from __future__ import annotations

import logging
import threading

import pytest

from chatrec.breaker import COOL_DOWN, FAILURES, Breaker
from chatrec.dependency import Dependency
from chatrec.errors import IndexingError, Unavailable
from chatrec.outage import Outage
from tests.test_breaker import Clock

ADDRESS = "http://vectors.example:8000"


def fail() -> int:
    raise IndexingError(f"no Chroma server answers at {ADDRESS!r}")


def outage_of(dependency: Dependency) -> Outage:
    with pytest.raises(Unavailable) as away:
        dependency.ask(fail)
    return away.value.outage


def test_what_fails_is_left_alone_after_some_failures_in_a_row() -> None:
    dependency = Dependency("vector store", breaker=Breaker(clock=Clock()))
    reasons = [outage_of(dependency).reason for _ in range(FAILURES + 2)]
    assert reasons == ["failed"] * FAILURES + ["paused"] * 2


def test_it_is_asked_again_after_a_pause_and_an_answer_brings_it_back() -> None:
    clock = Clock()
    dependency = Dependency("vector store", breaker=Breaker(clock=clock))
    for _ in range(FAILURES):
        outage_of(dependency)
    clock.now = COOL_DOWN
    assert dependency.ask(lambda: 7) == 7
    assert [dependency.ask(lambda: 7) for _ in range(3)] == [7, 7, 7]


def test_what_does_not_answer_in_time_is_unavailable() -> None:
    freed = threading.Event()
    dependency = Dependency("embedder", seconds=0.1)
    with pytest.raises(Unavailable) as away:
        dependency.ask(freed.wait)
    freed.set()
    assert away.value.outage == Outage(source="embedder", reason="timeout")


def test_the_failure_of_another_dependency_is_not_held_against_this_one() -> None:
    embedder, store = Dependency("embedder"), Dependency("vector store")
    for _ in range(2 * FAILURES):
        with pytest.raises(Unavailable) as away:
            store.ask(lambda: embedder.ask(fail))
        assert away.value.outage.source == "embedder"
    assert store.ask(lambda: 7) == 7


def test_a_bug_is_not_taken_for_an_outage() -> None:
    with pytest.raises(ZeroDivisionError):
        Dependency("vector store").ask(lambda: 1 / 0)


def test_the_log_has_the_address_and_what_people_are_told_has_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    dependency = Dependency("vector store")
    with caplog.at_level(logging.WARNING):
        outage = outage_of(dependency)
        dependency.ask(lambda: 7)
    assert ADDRESS in caplog.messages[0]
    assert "answers again" in caplog.messages[1]
    assert ADDRESS not in outage.model_dump_json()
