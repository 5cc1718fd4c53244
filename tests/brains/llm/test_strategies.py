"""Strategies: the same choice asked for in five ways, each a set of prompts and no code of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatrec import Catalog
from chatrec.brains.llm.opinions import Opinion
from chatrec.brains.llm.shapes import shape_of
from chatrec.errors import PromptError
from chatrec.llm.prompts.library import PromptLibrary, package_folder
from tests.brains.llm.scripted import by_task, opened, scoring, task_of
from tests.llm.loopback import EMPTY, usage_of

STRATEGIES = ("direct", "few_shot", "chain_of_thought", "stepwise", "score_then_sort")
PROMPTS = PromptLibrary.read([package_folder()])
READ = {
    "intent": "recommend",
    "operations": [
        {
            "op": "add",
            "facet": "genres",
            "operator": "contains",
            "value": "Thriller",
            "quote": "thriller",
        }
    ],
}


def liking(title: str) -> int:
    return 5 if title.startswith("Long Way Down") else 2


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("calls", [1, 2, 3])
def test_every_strategy_in_every_mode_orders_the_picks(
    strategy: str, calls: int, films: Catalog, tmp_path: Path
) -> None:
    said = scoring(liking, cite=["director"])
    answer = by_task(understand=READ, recommend=said, judge=said, compose=said)
    with opened(films, tmp_path, answer, strategy=strategy, calls=calls) as (bot, server):
        reply = bot.session().say("I want to see a thriller")
    assert reply.picks[0].item.title == "Long Way Down"
    assert "Ivo Marsh" in reply.picks[0].reason
    assert "These should do nicely." in reply.text
    assert reply.trace.fallbacks == ()
    tasks = {
        1: ["recommend"],
        2: ["understand", "recommend"],
        3: ["understand", "judge", "compose"],
    }
    assert [task_of(request) for request in server.requests] == tasks[calls]
    ordering = next(one for one in reply.trace.calls if one.task in ("recommend", "judge"))
    assert ordering.prompt.startswith(f"{ordering.task}/{strategy}@")


@pytest.mark.parametrize(
    "strategy, thoughts",
    [
        ("chain_of_thought", "One of them is far ahead."),
        ("stepwise", "matters: a long one\nshown_by: said so"),
    ],
)
def test_what_it_reasons_stays_in_the_trace(
    strategy: str, thoughts: str, films: Catalog, tmp_path: Path
) -> None:
    with opened(films, tmp_path, scoring(liking), strategy=strategy) as (bot, _):
        reply = bot.session().say("I want to see a thriller")
    assert [(one.step, one.text) for one in reply.trace.thoughts] == [("recommend", thoughts)]
    shown = reply.model_dump_json(exclude={"trace"})
    assert "far ahead" not in shown
    assert "said so" not in shown


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_reasons_come_before_the_order_and_the_order_before_the_words(strategy: str) -> None:
    outputs = PROMPTS.get("recommend", strategy).outputs
    order = next(place for place, name in enumerate(outputs) if name in ("ranked", "scores"))
    assert set(outputs[:order]) <= {"thoughts", "matters", "shown_by"}
    assert outputs[order + 1 :] == ("tell", "opening")


def test_examples_stand_before_the_case_and_among_them_a_negation_and_a_retraction(
    films: Catalog, tmp_path: Path
) -> None:
    answer = by_task(understand=READ, recommend=scoring(liking))
    with opened(films, tmp_path, answer, strategy="few_shot", calls=2) as (bot, server):
        bot.session().say("I want to see a thriller")
    for request in server.requests:
        roles = [one["role"] for one in request["messages"]]
        assert roles[0] == "system"
        assert roles[-1] == "user"
        examples = [one for one in request["messages"][1:-1] if one["role"] == "assistant"]
        assert len(examples) == (4 if task_of(request) == "understand" else 3)
        assert all(json.loads(one["content"]) for one in examples)
    reading = [
        json.loads(one["content"])
        for one in server.requests[0]["messages"]
        if one["role"] == "assistant"
    ]
    operations = [one for answered in reading for one in answered["operations"]]
    assert any(one["polarity"] == "unwanted" for one in operations)
    assert any(one["op"] == "remove" for one in operations)


def test_a_prompt_is_shortened_to_the_tokens_of_a_turn_and_the_trace_says_so(
    films: Catalog, tmp_path: Path
) -> None:
    with opened(films, tmp_path, scoring(liking), strategy="few_shot", tokens_per_turn=1_350) as (
        bot,
        server,
    ):
        reply = bot.session().say("I want to see a thriller")
    (call,) = reply.trace.calls
    assert call.left_out["demonstrations"] > 0
    examples = [one for one in server.requests[0]["messages"] if one["role"] == "assistant"]
    assert len(examples) < 3
    assert reply.picks[0].item.title == "Long Way Down"


def test_where_the_tokens_of_a_turn_are_too_few_the_rules_answer(
    films: Catalog, tmp_path: Path
) -> None:
    with opened(films, tmp_path, scoring(liking), tokens_per_turn=700) as (bot, server):
        reply = bot.session().say("I want to see a thriller")
    assert server.requests == []
    assert [(one.step, one.kind) for one in reply.trace.fallbacks] == [("recommend", "turn_budget")]
    assert reply.picks


def test_what_reading_took_is_no_longer_there_for_recommending(
    films: Catalog, tmp_path: Path
) -> None:
    answer = by_task(understand=READ, recommend=scoring(liking))
    with opened(films, tmp_path, answer, calls=2, tokens_per_turn=6_000) as (bot, server):
        server.usage = lambda request, text: {**usage_of(request, text), "completion_tokens": 20}
        whole = bot.session().say("I want to see a thriller")
        server.usage = lambda request, text: {**usage_of(request, text), "completion_tokens": 4_900}
        cut = bot.session().say("I want to see a thriller")
    assert [one.task for one in whole.trace.calls] == ["understand", "recommend"]
    assert [one.task for one in cut.trace.calls] == ["understand"]
    assert [(one.step, one.kind) for one in cut.trace.fallbacks] == [("recommend", "turn_budget")]


@pytest.mark.parametrize(
    "question, shown",
    [
        ("Which kind of evening are you planning?", True),
        ("Do you like Long Way Down?", False),
        ("Which of these 60?", False),
        ("Tell me the kind.", False),
        ("What kind? And how long?", False),
    ],
)
def test_a_question_is_worded_by_the_model_where_it_names_and_counts_nothing(
    question: str, shown: bool, films: Catalog, tmp_path: Path
) -> None:
    answer = by_task(understand={"intent": "recommend"}, ask={"question": question})
    with opened(films, tmp_path, answer, calls=3) as (bot, server):
        reply = bot.session().say("I would like to watch a film")
    assert reply.action == "ask"
    assert task_of(server.requests[-1]) == "ask"
    assert reply.question is not None
    assert (question.rstrip("?.") in reply.text) == shown
    assert ("unfounded" in [one.kind for one in reply.trace.fallbacks]) != shown


def test_where_wording_fails_the_order_of_the_model_stays(films: Catalog, tmp_path: Path) -> None:
    answer = by_task(understand=READ, judge=scoring(liking), compose=EMPTY)
    with opened(films, tmp_path, answer, calls=3) as (bot, _):
        reply = bot.session().say("I want to see a thriller")
    assert reply.picks[0].item.title == "Long Way Down"
    assert [one.step for one in reply.trace.fallbacks] == ["compose"]


def test_ranks_become_scores_that_fall_evenly() -> None:
    shape = shape_of(PROMPTS.get("judge", "direct"))
    opinion = Opinion.of(shape.model_validate({"ranked": ["c03", "c01", "c03", "c02"]}))
    assert opinion.scores == {"c03": 5.0, "c01": 4.0, "c02": 3.0}


def test_a_folder_of_ones_own_adds_a_strategy(films: Catalog, tmp_path: Path) -> None:
    own = tmp_path / "prompts" / "recommend"
    own.mkdir(parents=True)
    text = (package_folder() / "recommend" / "direct.prompty").read_text(encoding="utf-8")
    (own / "terse.prompty").write_text(text.replace("You help", "In haste: you help"))
    answer = scoring(liking)
    settings = {"strategy": "terse", "prompts": own.parent}
    with opened(films, tmp_path / "home", lambda request: answer(request), **settings) as (
        bot,
        server,
    ):
        reply = bot.session().say("I want to see a thriller")
    assert server.requests[0]["messages"][0]["content"].startswith("In haste")
    assert reply.trace.calls[0].prompt.startswith("recommend/terse@")


def test_an_unknown_strategy_is_refused_with_those_that_are_known(
    films: Catalog, tmp_path: Path
) -> None:
    with (
        pytest.raises(PromptError, match=r"no strategy 'wise'.*direct.*score_then_sort"),
        opened(films, tmp_path, scoring(liking), strategy="wise"),
    ):
        pass


@pytest.mark.parametrize(
    "outputs, fault",
    [
        ("outputs: [{name: ranked}, {name: poem}]", "'poem'"),
        ("outputs: [{name: opening}]", "ranked or scores"),
        ("outputs: [{name: ranked}, {name: scores}]", "ranked or scores"),
        ("", "declares no outputs"),
    ],
)
def test_a_prompt_that_asks_for_an_unknown_shape_is_refused_at_opening(
    outputs: str, fault: str, films: Catalog, tmp_path: Path
) -> None:
    own = tmp_path / "prompts" / "recommend"
    own.mkdir(parents=True)
    text = (package_folder() / "recommend" / "direct.prompty").read_text(encoding="utf-8")
    head, rest = text.split("outputs:\n")
    (own / "direct.prompty").write_text(f"{head}{outputs}\n---\n{rest.split('---', 1)[1].lstrip()}")
    with (
        pytest.raises(PromptError, match=fault),
        opened(films, tmp_path / "home", scoring(liking), prompts=own.parent),
    ):
        pass
