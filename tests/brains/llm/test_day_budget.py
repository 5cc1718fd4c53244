"""The money of a day: when it is spent the rules answer, and the trace says so, whatever the model's server tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chatrec import Catalog
from chatrec.llm.calls import Call
from tests.brains.llm.scripted import by_task, opened, scoring
from tests.llm import loopback as faults
from tests.llm.broken_usage import BROKEN, WORST
from tests.llm.loopback import Loopback

DOLLAR = {"tiny": 1.0}
"""A dollar for a million tokens."""
READ = {"intent": "recommend", "operations": []}
SAID = (
    "a comedy under 100 minutes please, for a night in",
    "rather something with trains that my aunt would like",
    "and nothing that ends sadly, if you can",
    "what would you take for a rainy evening",
)
ENDS = {
    "half an answer": faults.HALF_STALL,
    "an answer in pieces": faults.PIECES,
    "status 500": faults.failing(500),
    "no answer": faults.STALL,
    "a connection that is cut": faults.CUT,
    "a refusal": faults.REFUSAL,
    "a tool call": faults.TOOL_CALL,
    "no choices": faults.NO_CHOICES,
    "an empty answer": faults.EMPTY,
    "no JSON": "I would rather talk",
}


def dollars_of(server: Loopback) -> list[float]:
    """Return about what the prompt of each request cost."""
    return [len(text) / 4 / 1_000_000 for text in server.texts()]


def test_a_spent_day_is_answered_by_the_rules(films: Catalog, tmp_path: Path) -> None:
    model = scoring(lambda _: 4)
    with opened(films, tmp_path, model, prices=DOLLAR, cost_per_day=1.0) as (bot, server):
        first = bot.session("s1").say("a comedy")
        assert first.trace.fallbacks == ()
        spent = Call(task="recommend", prompt="recommend/direct@0", model="tiny", cost=1.0)
        bot.store.note_calls("s2", [spent])
        second = bot.session("s3").say("a comedy")
    assert [one.kind for one in second.trace.fallbacks] == ["day_budget"]
    assert "CHATREC_COST_PER_DAY" in second.trace.fallbacks[0].detail
    assert second.picks
    assert second.trace.calls == ()
    assert len(server.requests) == 1


def test_a_limit_of_nothing_asks_nothing(films: Catalog, tmp_path: Path) -> None:
    model = scoring(lambda _: 4)
    with opened(films, tmp_path, model, prices={"tiny": 0.0}, cost_per_day=0.0) as (bot, server):
        assert bot.session().say("a comedy").picks
    assert server.requests == []


def test_a_model_of_ones_own_that_costs_nothing_is_asked_under_any_other_limit(
    films: Catalog, tmp_path: Path
) -> None:
    model = scoring(lambda _: 4)
    with opened(films, tmp_path, model, prices={"tiny": 0.0}, cost_per_day=1e-4) as (bot, server):
        assert all(bot.session().say(one).trace.fallbacks == () for one in SAID)
    assert len(server.requests) >= len(SAID) - 1


def test_a_model_without_a_price_is_not_asked_where_there_is_a_limit(
    films: Catalog, tmp_path: Path
) -> None:
    with opened(films, tmp_path, scoring(lambda _: 4), cost_per_day=1.0) as (bot, server):
        reply = bot.session().say("a comedy")
    assert reply.picks
    assert [one.kind for one in reply.trace.fallbacks] == ["unknown_price"]
    assert "CHATREC_PRICES" in reply.trace.fallbacks[0].detail
    assert server.requests == []


@pytest.mark.parametrize("kind", WORST)
def test_whatever_usage_is_told_one_call_is_made_for_a_limit_below_its_cost(
    kind: str, films: Catalog, tmp_path: Path
) -> None:
    model = by_task(understand=READ, recommend=scoring(lambda _: 4))
    with opened(films, tmp_path, model, prices=DOLLAR, calls=2, cost_per_day=1e-4) as both:
        bot, server = both
        server.usage = BROKEN[kind]
        replies = [bot.session().say(message) for message in SAID]
        booked = sum(one.cost for one in bot.store.usage())
    assert len(server.requests) == 1
    assert booked >= dollars_of(server)[0] / 2
    for reply in replies[1:]:
        assert {one.kind for one in reply.trace.fallbacks} == {"day_budget"}
        assert reply.trace.calls == ()
        assert reply.text


@pytest.mark.parametrize("said", ENDS.values(), ids=list(ENDS))
def test_however_a_call_ends_one_is_made_for_a_limit_below_its_cost(
    said: object, films: Catalog, tmp_path: Path
) -> None:
    settings: dict[str, Any] = {"calls": 2, "cost_per_day": 1e-4, "retries": 2, "timeout": 1.0}
    with opened(films, tmp_path, lambda _: said, prices=DOLLAR, **settings) as (bot, server):
        replies = [bot.session().say(message) for message in SAID]
        booked = sum(one.cost for one in bot.store.usage())
    assert len(server.requests) == 1
    assert booked >= dollars_of(server)[0] / 2
    assert {one.kind for reply in replies[1:] for one in reply.trace.fallbacks} == {"day_budget"}


@pytest.mark.parametrize("kind", ["plausible", "zero", "absurdly large", "the answer alone"])
def test_whatever_usage_is_told_the_limit_is_passed_by_one_call_at_most(
    kind: str, films: Catalog, tmp_path: Path
) -> None:
    limit = 0.002
    model = by_task(understand=READ, recommend=scoring(lambda _: 4))
    with opened(films, tmp_path, model, prices=DOLLAR, calls=2, cost_per_day=limit) as both:
        bot, server = both
        server.usage = BROKEN.get(kind)
        replies = [bot.session().say(message) for message in (*SAID, *SAID)]
    costs = dollars_of(server)
    assert len(costs) > 1
    assert sum(costs[:-1]) < limit
    assert replies[-1].trace.fallbacks[0].kind == "day_budget"


def test_what_is_booked_stays_booked_when_the_chatbot_is_opened_again(
    films: Catalog, tmp_path: Path
) -> None:
    model = scoring(lambda _: 4)
    for _ in range(3):
        with opened(films, tmp_path, model, prices=DOLLAR, cost_per_day=1e-4) as (bot, server):
            bot.session().say("a comedy")
            calls = sum(one.calls for one in bot.store.usage())
    assert calls == 1
    assert server.requests == []
