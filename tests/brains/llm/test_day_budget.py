"""The money of a day: when it is spent the rules answer, and the trace says so."""

from __future__ import annotations

from pathlib import Path

from chatrec import Catalog
from chatrec.llm.calls import Call
from tests.brains.llm.scripted import opened, scoring


def test_a_spent_day_is_answered_by_the_rules(films: Catalog, tmp_path: Path) -> None:
    with opened(films, tmp_path, scoring(lambda _: 4), cost_per_day=1.0) as (bot, server):
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
    with opened(films, tmp_path, scoring(lambda _: 4), cost_per_day=0.0) as (bot, server):
        assert bot.session().say("a comedy").picks
    assert server.requests == []
