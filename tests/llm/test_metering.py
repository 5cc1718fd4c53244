"""What is booked for requests over real HTTP, whatever becomes of them, and that each is reserved before it leaves."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import BaseModel

from chatrec.cancelling import Cancellation
from chatrec.llm.asking import Asker
from chatrec.llm.budget import Budget
from chatrec.llm.calls import Call
from chatrec.llm.faults import CutOff, ModelFault
from chatrec.llm.ledger import Ledger
from chatrec.llm.prices import Price, Prices
from chatrec.llm.usage import UNKNOWN_ANSWER
from chatrec.model_settings import ModelSettings
from tests.llm.broken_usage import BROKEN, Usage
from tests.llm.loopback import (
    BABBLE,
    CUT,
    EMPTY,
    HALF_STALL,
    NO_CHOICES,
    PIECES,
    REFUSAL,
    STALL,
    TOOL_CALL,
    Fault,
    Loopback,
    Request,
    failing,
    serving,
)

PRICES = Prices({"tiny": Price(input=1.0, cached=0.5, output=1.0)})
PROBLEM = {"problem": "the answer is not of the shape that was asked for"}
SECONDS = 1.0
BELOW_ANY_CALL = 0.000_001


class Word(BaseModel):
    """A word."""

    word: str


class Nothing:
    """Books in which nothing is written."""

    def spent(self, day: date) -> float:
        """Return nothing."""
        return 0.0


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with serving(lambda _: {"word": "hello"}) as server:
        yield server


def asker(url: str, limit: float | None = None, **settings: object) -> Asker:
    given = {"model": "tiny", "base_url": url, "retries": 0, **settings}
    ledger = Ledger(Nothing(), cost_per_day=limit)
    return Asker.open(ModelSettings(**given), prices=PRICES, ledger=ledger)  # type: ignore[arg-type]


def ask(
    one: Asker, seconds: float = SECONDS, cancellation: Cancellation | None = None
) -> tuple[str, tuple[Call, ...]]:
    """Ask once; return the kind of fault, empty where there was none, and the calls."""
    budget = Budget.of(seconds, cancellation or Cancellation())
    try:
        return "", one.ask(one.prompt("repair"), PROBLEM, Word, budget=budget).calls
    except ModelFault as fault:
        return fault.kind, fault.calls


@pytest.mark.parametrize("usage", BROKEN.values(), ids=list(BROKEN))
def test_usage_that_cannot_be_is_booked_by_our_own_count(usage: Usage, loopback: Loopback) -> None:
    loopback.usage = usage
    _, (call,) = ask(asker(loopback.url))
    assert call.estimated
    assert call.prompt_tokens > 20
    assert 1 <= call.completion_tokens <= UNKNOWN_ANSWER
    assert call.cost is not None
    assert call.cost > 20 / 1_000_000


WHOLE, PROMPT, ANSWERED, NOTHING = "the most it may take", "the prompt", "what came", "nothing"


@pytest.mark.parametrize(
    ("fault", "booked"),
    [
        (failing(500), PROMPT),
        (failing(503), PROMPT),
        (failing(408), PROMPT),
        (failing(400), PROMPT),
        (failing(413), PROMPT),
        (failing(401), NOTHING),
        (failing(404), NOTHING),
        (failing(429), NOTHING),
        (STALL, WHOLE),
        (HALF_STALL, WHOLE),
        (CUT, WHOLE),
        (NO_CHOICES, WHOLE),
        (EMPTY, ANSWERED),
        (REFUSAL, ANSWERED),
        (BABBLE, ANSWERED),
        (TOOL_CALL, ANSWERED),
        ("{'word': hello", ANSWERED),
    ],
    ids=str,
)
def test_a_call_that_failed_is_booked_as_far_as_it_may_have_been_paid_for(
    fault: Fault | str, booked: str, loopback: Loopback
) -> None:
    loopback.answer = lambda _: fault
    _, (call,) = ask(asker(loopback.url))
    counted = (call.prompt_tokens > 20, call.completion_tokens > 0)
    assert counted == {NOTHING: (False, False), PROMPT: (True, False)}.get(booked, (True, True))
    if booked == WHOLE:
        assert call.completion_tokens == UNKNOWN_ANSWER
    if booked in (WHOLE, PROMPT):
        assert call.estimated


def test_a_server_that_was_not_reached_costs_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    kind, (call,) = ask(asker(f"http://127.0.0.1:{port}/v1"))
    assert kind == "refused_connection"
    assert (call.prompt_tokens, call.cost) == (0, 0.0)


def test_an_answer_in_pieces_that_were_not_asked_for_is_booked(loopback: Loopback) -> None:
    loopback.answer = lambda _: PIECES
    kind, (call,) = ask(asker(loopback.url))
    assert kind
    assert call.completion_tokens == UNKNOWN_ANSWER


def test_an_answer_that_was_cut_short_is_booked_whole(loopback: Loopback) -> None:
    loopback.finish, loopback.usage = "length", BROKEN["missing"]
    kind, (call,) = ask(asker(loopback.url))
    assert kind == "too_long"
    assert call.completion_tokens == UNKNOWN_ANSWER


def test_every_request_is_booked_also_those_before_the_last(loopback: Loopback) -> None:
    loopback.usage = BROKEN["missing"]
    _, (once,) = ask(asker(loopback.url))
    told = [failing(500), "no JSON", {"word": "hello"}]
    loopback.answer = lambda _: told.pop(0)
    _, (call,) = ask(asker(loopback.url, retries=1), seconds=5.0)
    assert len(loopback.requests) == 1 + 3
    assert call.prompt_tokens > 3 * once.prompt_tokens


@pytest.mark.parametrize(
    "first",
    [failing(500), failing(503), CUT, "no JSON", TOOL_CALL, failing(400), NO_CHOICES],
    ids=str,
)
def test_no_second_request_of_any_kind_is_made_for_money_that_is_spent(
    first: object, loopback: Loopback
) -> None:
    loopback.answer = lambda _: first
    one = asker(loopback.url, BELOW_ANY_CALL, retries=2, fallback_model="tiny")
    kinds = [ask(one, seconds=4.0)[0] for _ in range(4)]
    assert len(loopback.requests) == 1
    assert kinds[1:] == ["day_budget"] * 3


def test_money_that_is_spent_is_no_sign_of_a_dead_model(loopback: Loopback) -> None:
    one = asker(loopback.url, BELOW_ANY_CALL)
    assert {ask(one)[0] for _ in range(6)} == {"", "day_budget"}


def test_a_model_without_a_price_is_not_asked_while_there_is_a_limit(loopback: Loopback) -> None:
    assert ask(asker(loopback.url, 100.0, model="dear")) == ("unknown_price", ())
    assert loopback.requests == []
    kind, (call,) = ask(asker(loopback.url, 100.0, model="dear", fallback_model="tiny"))
    assert (kind, call.model) == ("", "tiny")
    assert ask(asker(loopback.url, None, model="dear"))[1][0].cost is None


def test_requests_under_way_are_held_back_from_the_limit(loopback: Loopback) -> None:
    def slowly(_: Request) -> object:
        time.sleep(0.3)
        return {"word": "hello"}

    loopback.answer = slowly
    one, kinds = asker(loopback.url, BELOW_ANY_CALL), []
    threads = [
        threading.Thread(target=lambda: kinds.append(ask(one, seconds=10.0)[0])) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kinds) == ["", *["day_budget"] * 19]
    assert len(loopback.requests) == 1


def test_a_call_that_was_given_up_is_booked_with_all_that_was_asked_before(
    loopback: Loopback,
) -> None:
    told: list[object] = ["no JSON", STALL]
    loopback.answer = lambda _: told.pop(0)
    cancellation, one = Cancellation(), asker(loopback.url, BELOW_ANY_CALL * 500)

    def give_up() -> None:
        while len(loopback.requests) < 2:
            time.sleep(0.02)
        cancellation.cancel()

    threading.Thread(target=give_up).start()
    with pytest.raises(CutOff) as raised:
        ask(one, seconds=20.0, cancellation=cancellation)
    (call,) = raised.value.calls
    assert call.estimated
    assert call.repaired
    assert call.completion_tokens > UNKNOWN_ANSWER
    assert loopback.gone.wait(5)
    loopback.answer = lambda _: {"word": "hello"}
    assert ask(one)[0] == "day_budget"


def test_nothing_is_booked_for_a_turn_that_was_given_up_before(loopback: Loopback) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Exception, match="given up") as raised:
        ask(asker(loopback.url), cancellation=cancellation)
    assert not isinstance(raised.value, CutOff)
