"""The fault table: whatever the model does, the person gets a valid reply in time, and the trace names what fell back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatrec import Catalog, Chatbot, Reply, breaker
from chatrec.llm.faults import AWAY
from tests.brains.llm.scripted import by_task, opened, scoring
from tests.llm import loopback as faults
from tests.llm.loopback import Loopback

FAULTS = {
    "unauthorized": faults.failing(401),
    "unknown_model": faults.failing(404),
    "timeout": faults.failing(408),
    "rate_limited": faults.failing(429),
    "rate_limited, wait a minute": faults.failing(429, retry_after="60"),
    "server_error 500": faults.failing(500),
    "server_error 503": faults.failing(503),
    "stall": faults.STALL,
    "stall in mid-body": faults.HALF_STALL,
    "cut": faults.CUT,
    "empty": faults.EMPTY,
    "refusal": faults.REFUSAL,
    "bad_json": "{'items': ",
    "wrong_shape": {"films": ["Heat"]},
    "wrong_shape, no choices": faults.NO_CHOICES,
    "wrong_shape, a tool call": faults.TOOL_CALL,
    "too_long": faults.BABBLE,
    "unfounded, keys never offered": {
        "opening": "",
        "ranked": ["c77", "f1"],
    },
    "unfounded, facts not in the record": scoring(lambda _: 4, cite=["oscars", "budget"]),
}
MESSAGE = "a comedy under 100 minutes please, for a night in"


SECONDS = 1.5
READ = {
    "intent": "recommend",
    "operations": [
        {
            "op": "add",
            "facet": "genres",
            "value": "Comedy",
            "strength": "must",
            "quote": "comedy",
        },
        {
            "op": "add",
            "facet": "minutes",
            "operator": "<=",
            "value": "100",
            "strength": "must",
            "quote": "under 100 minutes",
        },
    ],
}


@pytest.fixture(scope="module")
def open_bot(
    films: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Chatbot, Loopback]]:
    """Open a chatbot whose model may fail as often as a test wants."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(breaker, "FAILURES", 10_000)
        with opened(films, home, lambda _: None, calls=2, timeout=SECONDS) as both:
            yield both


def answered(open_bot: tuple[Chatbot, Loopback], **answers: object) -> Reply:
    """Answer a message in a new session, in time, by a model that answers each task in one way."""
    bot, server = open_bot
    server.answer = by_task(**answers)
    start = time.monotonic()
    reply = bot.session().say(MESSAGE)
    assert time.monotonic() - start < SECONDS + 1
    assert {one.item.title for one in reply.picks} == {"Night Train North", "Orbit of Fools"}
    return reply


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_in_recommending_ends_in_a_valid_reply(
    name: str, open_bot: tuple[Chatbot, Loopback]
) -> None:
    reply = answered(open_bot, understand=READ, recommend=FAULTS[name])
    assert all(word not in reply.text for word in ("oscars", "c77", "Heat"))
    (fallback,) = reply.trace.fallbacks
    assert fallback.step == "recommend"
    assert name.startswith(fallback.kind)
    assert [one.task for one in reply.trace.calls] == ["understand", "recommend"]


@pytest.mark.parametrize("name", [name for name in FAULTS if not name.startswith("unfounded")])
def test_every_fault_in_reading_ends_in_a_valid_reply(
    name: str, open_bot: tuple[Chatbot, Loopback]
) -> None:
    reply = answered(open_bot, understand=FAULTS[name], recommend=scoring(lambda _: 4))
    fallback = reply.trace.fallbacks[0]
    assert fallback.step == "understand"
    assert name.startswith(fallback.kind)
    # A model that is away is not asked again in the turn; one that answered wrongly is, where it left tokens for it.
    over = fallback.kind in AWAY or fallback.kind == "too_long"
    assert [one.step for one in reply.trace.fallbacks[1:]] == ["recommend"] * over
    assert len(reply.trace.calls) == (1 if over else 2)


def test_a_server_that_is_gone_ends_in_a_valid_reply(films: Catalog, tmp_path: Path) -> None:
    gone = "http://127.0.0.1:9/v1"
    with opened(films, tmp_path, scoring(lambda _: 5), base_url=gone) as (bot, _):
        reply = bot.session().say(MESSAGE)
    assert reply.picks
    assert [one.kind for one in reply.trace.fallbacks] == ["refused_connection"]


def test_a_dead_model_is_not_hammered_and_is_used_again_when_it_recovers(
    films: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "COOL_DOWN", 0.5)
    monkeypatch.setattr(breaker, "FAILURES", 3)
    with opened(films, tmp_path, lambda _: faults.failing(503)) as (bot, server):
        kinds = [bot.session().say(MESSAGE).trace.fallbacks[0].kind for _ in range(5)]
        assert kinds == ["server_error"] * 3 + ["open_circuit"] * 2
        assert len(server.requests) == 3
        server.answer = scoring(lambda _: 5)
        time.sleep(0.6)
        replies = [bot.session().say(MESSAGE) for _ in range(2)]
        assert [one.trace.fallbacks for one in replies] == [(), ()]
