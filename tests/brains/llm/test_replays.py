"""Conversations with the answers that a chat model gave to them, replayed: grounded in every turn, and cheap."""

from __future__ import annotations

import pytest

from benchmarks.replaying import Model, Script, read_exchanges, read_scripts
from benchmarks.tokens import hold

pytestmark = pytest.mark.slow

EXCHANGES = read_exchanges()
SCRIPTS = read_scripts()


def test_there_are_twenty_conversations_with_answers_to_most_of_their_turns() -> None:
    assert len(SCRIPTS) >= 20
    answered = sum(bool(EXCHANGES.get(one.name)) for one in SCRIPTS)
    assert answered == len(SCRIPTS)


@pytest.mark.parametrize("script", [pytest.param(one, id=one.name) for one in SCRIPTS])
def test_a_replayed_conversation_keeps_every_promise_within_two_calls(script: Script) -> None:
    held = hold(Model(script, None, dict(EXCHANGES[script.name])))
    assert held.problems == ()
    assert len(held.replies) == len(script.messages)
    for reply in held.replies:
        assert len(reply.trace.calls) <= 2
        assert sum(call.prompt_tokens for call in reply.trace.calls) <= 1_700, (
            "an estimate, which is no lower than what a tokenizer counts"
        )


def test_a_model_answers_most_of_what_it_is_asked() -> None:
    held = [hold(Model(one, None, dict(EXCHANGES[one.name]))) for one in SCRIPTS[:6]]
    turns = [reply for one in held for reply in one.replies if reply.trace.calls]
    fell_back = sum(bool(reply.trace.fallbacks) for reply in turns)
    assert fell_back <= len(turns) / 4
