from __future__ import annotations

from chatrec.breaker import COOL_DOWN, FAILURES, Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock=clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed()
    return breaker


def test_it_opens_after_some_failures_in_a_row() -> None:
    assert not opened(Clock()).allows()


def test_a_success_between_failures_keeps_it_closed() -> None:
    breaker = Breaker(clock=Clock())
    for _ in range(3 * FAILURES):
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()


def test_after_a_pause_one_question_is_let_through_and_a_success_closes_it() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = COOL_DOWN
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert [breaker.allows() for _ in range(3)] == [True, True, True]


def test_a_failed_trial_doubles_the_pause() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = COOL_DOWN
    assert breaker.allows()
    breaker.failed()
    clock.now += COOL_DOWN
    assert not breaker.allows()
    clock.now += COOL_DOWN
    assert breaker.allows()


def test_a_trial_that_never_ends_is_followed_by_another() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = COOL_DOWN
    assert breaker.allows()
    clock.now += COOL_DOWN
    assert breaker.allows()


def test_questions_that_were_under_way_when_it_opened_do_not_lengthen_the_pause() -> None:
    clock = Clock()
    breaker = opened(clock)
    for _ in range(10):
        breaker.failed()
    clock.now = COOL_DOWN
    assert breaker.allows()
