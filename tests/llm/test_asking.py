"""Asking over real HTTP: the right fault for everything that can go wrong, within the deadline, and repair where it helps."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from pydantic import BaseModel

from chatrec.cancelling import Cancellation
from chatrec.errors import ModelError, TurnCancelled
from chatrec.llm.asking import Asker
from chatrec.llm.budget import Budget
from chatrec.llm.faults import ModelFault
from chatrec.llm.prices import Price, Prices
from chatrec.model_settings import ModelSettings
from tests.llm.loopback import (
    BABBLE,
    CUT,
    EMPTY,
    HALF_STALL,
    NO_CHOICES,
    REFUSAL,
    STALL,
    TOOL_CALL,
    Answer,
    Fault,
    Loopback,
    Request,
    failing,
    serving,
)

PROBLEM = {"problem": "a test"}
DEADLINE = 2.0
PRICES = Prices({"tiny": Price(input=1.0, cached=0.5, output=10.0)})


class Word(BaseModel):
    """A word."""

    word: str


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with serving(lambda _: {"word": "hello"}) as server:
        yield server


def asker(url: str, **settings: object) -> Asker:
    return Asker.open(
        ModelSettings(**{"model": "tiny", "base_url": url, "retries": 0, **settings}),  # type: ignore[arg-type]
        prices=PRICES,
    )


def ask(one: Asker, seconds: float = DEADLINE, cancellation: Cancellation | None = None) -> str:
    budget = Budget.of(seconds, cancellation or Cancellation())
    return one.ask(one.prompt("repair"), PROBLEM, Word, budget=budget).value.word


def in_turn(*answers: object) -> Answer:
    """Say the answers one after the other, the last one for ever."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_an_answer_comes_back_in_its_shape_with_what_it_took(loopback: Loopback) -> None:
    one = asker(loopback.url)
    answer = one.ask(
        one.prompt("repair"), PROBLEM, Word, budget=Budget.of(DEADLINE, Cancellation())
    )
    assert answer.value == Word(word="hello")
    (call,) = answer.calls
    assert (call.task, call.model, call.method) == ("repair", "tiny", "json_schema")
    assert (call.prompt_tokens, call.completion_tokens, call.cached_tokens) == (100, 20, 60)
    assert call.prompt.startswith("repair/default@")
    assert not call.repaired
    assert loopback.requests[0]["response_format"]["json_schema"]["schema"]["required"] == ["word"]


def test_a_call_costs_what_its_tokens_cost(loopback: Loopback) -> None:
    one = asker(loopback.url)
    (call,) = one.ask(
        one.prompt("repair"), PROBLEM, Word, budget=Budget.of(DEADLINE, Cancellation())
    ).calls
    # 40 fresh and 60 cached tokens of the prompt and 20 of the answer, by the million.
    assert call.cost == pytest.approx((40 * 1.0 + 60 * 0.5 + 20 * 10.0) / 1_000_000)
    assert not call.estimated


def test_no_address_or_number_of_a_person_leaves_the_machine_and_the_answer_has_it_again() -> None:
    secret = "ann@example.org"
    with serving(lambda _: {"word": "write to [e-mail 1]"}) as server:
        one = asker(server.url)
        answer = one.ask(
            one.prompt("repair"),
            {"problem": f"mail {secret} or call +44 20 7946 0958"},
            Word,
            budget=Budget.of(DEADLINE, Cancellation()),
        )
        (sent,) = server.texts()
    assert secret not in sent
    assert "7946" not in sent
    assert "[e-mail 1]" in sent
    assert answer.value.word == f"write to {secret}"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (failing(401), "unauthorized"),
        (failing(404), "unknown_model"),
        (failing(408), "timeout"),
        (failing(429), "rate_limited"),
        (failing(429, retry_after="60"), "rate_limited"),
        (failing(500), "server_error"),
        (failing(503), "server_error"),
        (failing(400), "bad_request"),
        (STALL, "stall"),
        (HALF_STALL, "stall"),
        (CUT, "cut"),
        (EMPTY, "empty"),
        (REFUSAL, "refusal"),
        (BABBLE, "too_long"),
        (TOOL_CALL, "wrong_shape"),
        (NO_CHOICES, "wrong_shape"),
        ("{'word': hello", "bad_json"),
        ({"words": ["hello"]}, "wrong_shape"),
        ("[1, 2]", "bad_json"),
    ],
    ids=str,
)
@pytest.mark.parametrize("retries", [0, 1])
def test_everything_that_goes_wrong_is_one_fault_within_the_deadline(
    fault: Fault | str, kind: str, retries: int, loopback: Loopback
) -> None:
    loopback.answer = lambda _: fault
    one = asker(loopback.url, retries=retries)
    start = time.monotonic()
    with pytest.raises(ModelFault) as raised:
        ask(one, seconds=0.8)
    assert raised.value.kind == kind
    assert len(raised.value.calls) == 1
    assert time.monotonic() - start < 1.6


def test_a_server_that_is_not_there_refuses_the_connection() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(ModelFault) as raised:
        ask(asker(f"http://127.0.0.1:{port}/v1"))
    assert raised.value.kind == "refused_connection"


def test_a_name_that_nobody_knows_is_a_fault_of_dns(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ModelFault) as raised:
        ask(asker("http://models.invalid/v1"))
    assert raised.value.kind == "dns"


@pytest.mark.parametrize(
    "first",
    ["no JSON at all", {"words": "another shape"}, '{"word": "broken', TOOL_CALL],
    ids=str,
)
def test_an_answer_that_cannot_be_read_is_asked_for_once_more(
    first: object, loopback: Loopback
) -> None:
    loopback.answer = in_turn(first, {"word": "mended"})
    one = asker(loopback.url)
    answer = one.ask(
        one.prompt("repair"), PROBLEM, Word, budget=Budget.of(DEADLINE, Cancellation())
    )
    assert answer.value.word == "mended"
    assert answer.calls[0].repaired
    assert answer.calls[0].prompt_tokens == 200
    assert "could not be read" in loopback.requests[1]["messages"][-1]["content"]


def test_a_shape_in_words_or_a_fence_is_read_as_well(loopback: Loopback) -> None:
    loopback.answer = lambda _: 'Here you are {you}:\n```json\n{"word": "fenced"}\n```'
    assert ask(asker(loopback.url)) == "fenced"


@pytest.mark.parametrize(
    ("refuses", "refusal", "method", "requests"),
    [
        (("response_format",), 400, "function_calling", 2),
        (("response_format", "tools"), 422, "text", 3),
        (("response_format", "tool_choice"), 500, "text", 3),
    ],
)
def test_a_way_that_the_server_turns_down_is_not_tried_again(
    refuses: tuple[str, ...], refusal: int, method: str, requests: int
) -> None:
    with serving(lambda _: {"word": "hello"}, refuses=refuses, refusal=refusal) as server:
        one = asker(server.url)
        budget = Budget.of(DEADLINE, Cancellation())
        assert one.ask(one.prompt("repair"), PROBLEM, Word, budget=budget).calls[0].method == method
        assert len(server.requests) == requests
        if method == "function_calling":
            assert server.requests[-1]["tool_choice"]["function"]["name"] == "Word"
        assert ask(one) == "hello"
        assert len(server.requests) == requests + 1


@pytest.mark.parametrize("fault", [failing(503), failing(429, retry_after="0.1"), CUT], ids=str)
def test_a_busy_server_is_asked_again(fault: Fault, loopback: Loopback) -> None:
    loopback.answer = in_turn(fault, {"word": "later"})
    assert ask(asker(loopback.url, retries=1)) == "later"


def test_the_second_model_answers_where_the_first_one_does_not(loopback: Loopback) -> None:
    def by_model(request: Request) -> object:
        return {"word": "second"} if request["model"] == "spare" else STALL

    loopback.answer = by_model
    one = asker(loopback.url, fallback_model="spare")
    answer = one.ask(one.prompt("repair"), PROBLEM, Word, budget=Budget.of(1.0, Cancellation()))
    assert answer.value.word == "second"
    assert [call.model for call in answer.calls] == ["tiny", "spare"]


def test_a_dead_model_is_left_alone_after_three_failures(loopback: Loopback) -> None:
    loopback.answer = lambda _: failing(500)
    one = asker(loopback.url)
    kinds = [_kind(lambda: ask(one)) for _ in range(5)]
    assert kinds == ["server_error"] * 3 + ["open_circuit"] * 2
    assert len(loopback.requests) == 3


def test_a_wrong_answer_is_no_sign_of_a_dead_model(loopback: Loopback) -> None:
    loopback.answer = lambda _: "babble"
    one = asker(loopback.url)
    assert {_kind(lambda: ask(one)) for _ in range(5)} == {"bad_json"}


def test_giving_the_turn_up_ends_the_call_at_once(loopback: Loopback) -> None:
    loopback.answer = lambda _: STALL
    cancellation, one = Cancellation(), asker(loopback.url)

    def give_up() -> None:
        while not loopback.requests:
            time.sleep(0.02)
        time.sleep(0.1)
        cancellation.cancel()

    threading.Thread(target=give_up).start()
    with pytest.raises(TurnCancelled):
        ask(one, seconds=20, cancellation=cancellation)
    assert loopback.gone.wait(5)
    with pytest.raises(TurnCancelled):
        ask(asker(loopback.url), cancellation=cancellation)


def test_a_limit_of_requests_a_second_is_kept(loopback: Loopback) -> None:
    one = asker(loopback.url, rate=5.0)
    start = time.monotonic()
    for _ in range(8):
        ask(one)
    assert time.monotonic() - start > 0.5


def test_a_model_of_a_provider_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match="anthropic:some"):
        Asker.open(ModelSettings(model="anthropic:some"), prices=PRICES)


def test_what_is_set_of_the_model_is_sent(loopback: Loopback) -> None:
    ask(asker(loopback.url, model="qwen3:8b", temperature=0.5, reasoning="low"))
    (request,) = loopback.requests
    assert request["model"] == "qwen3:8b"
    assert request["temperature"] == 0.5
    assert request["reasoning_effort"] == "low"


def _kind(work: Callable[[], object]) -> str:
    with pytest.raises(ModelFault) as raised:
        work()
    return raised.value.kind
