"""The tokens of a request: the server's word where it can be, else our own count."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage
from pydantic import BaseModel

from chatrec.llm.prompts.prompt import Message
from chatrec.llm.usage import UNKNOWN_ANSWER, Sent, Tokens, tokens_of

ASKED = [
    Message("system", "You read what a person says."),
    Message("user", "a comedy, please " * 40),
]
TEXT = "These should do nicely for a night in. " * 5


class Word(BaseModel):
    """A word."""

    word: str


SENT = Sent.of(ASKED, Word, "tiny")
NUMBERS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)


def answer(text: str = TEXT, usage: Any = None, finish: str = "stop", **more: Any) -> AIMessage:
    said = AIMessage(content=text, response_metadata={"finish_reason": finish}, **more)
    said.usage_metadata = usage
    return said


def took(**given: Any) -> Tokens:
    return tokens_of(answer(**given), SENT, "tiny")


OWN = took()


def test_what_a_server_tells_is_believed_where_it_can_be() -> None:
    usage = {"input_tokens": 200, "output_tokens": 50, "input_token_details": {"cache_read": 128}}
    assert took(usage=usage) == Tokens(200, 50, 128, estimated=False)


def test_without_usage_the_messages_and_the_text_are_counted() -> None:
    assert OWN.estimated
    assert OWN.prompt == SENT.messages > 100
    assert 20 < OWN.completion < 100
    assert OWN.cached == 0


@given(NUMBERS, NUMBERS, NUMBERS)
def test_no_word_of_a_server_brings_a_call_below_half_of_our_own_count(
    prompt: Any, completion: Any, cached: Any
) -> None:
    usage = {
        "input_tokens": prompt,
        "output_tokens": completion,
        "input_token_details": {"cache_read": cached},
    }
    found = took(usage=usage)
    assert found.prompt >= SENT.messages / 2
    assert found.completion >= OWN.completion / 2
    assert 0 <= found.cached <= found.prompt
    assert max(found.prompt, found.completion) < 200_000
    assert all(type(one) is int for one in (found.prompt, found.completion, found.cached))


@pytest.mark.parametrize("wrong", [0, -1, 10**30, 0.5, 150.0, math.nan, "150", None, True, [150]])
def test_each_number_is_believed_for_itself(wrong: Any) -> None:
    assert took(usage={"input_tokens": wrong, "output_tokens": 50}) == Tokens(
        OWN.prompt, 50, 0, estimated=True
    )
    assert took(usage={"input_tokens": 200, "output_tokens": wrong}) == Tokens(
        200, OWN.completion, 0, estimated=True
    )


def test_tokens_are_cached_only_of_a_prompt_that_is_believed() -> None:
    usage = {"input_tokens": 1, "output_tokens": 50, "input_token_details": {"cache_read": 1}}
    assert took(usage=usage).cached == 0
    usage = {"input_tokens": 200, "output_tokens": 50, "input_token_details": {"cache_read": 201}}
    assert took(usage=usage).cached == 0


@pytest.mark.parametrize("finish", ["length", "max_tokens"])
@pytest.mark.parametrize("usage", [None, {"input_tokens": 200, "output_tokens": 0}])
def test_an_answer_that_was_cut_short_is_taken_to_be_as_long_as_any(
    finish: str, usage: Any
) -> None:
    assert took(finish=finish, usage=usage).completion == UNKNOWN_ANSWER
    assert took(finish=finish, usage={"input_tokens": 200, "output_tokens": 90}).completion == 90


def test_an_answer_without_text_is_taken_to_have_been_thought_about() -> None:
    assert took(text="").completion == UNKNOWN_ANSWER


def test_reasoning_that_is_not_shown_is_believed() -> None:
    assert took(usage={"input_tokens": 200, "output_tokens": 9_000}).completion == 9_000


def test_the_arguments_of_a_tool_and_a_refusal_are_counted_as_written() -> None:
    call = {"name": "Word", "args": {"word": TEXT}, "id": "1"}
    assert took(text="", tool_calls=[call]).completion > 20
    refused = took(text="", additional_kwargs={"refusal": "I will not do that."})
    assert 3 <= refused.completion < 20


def test_what_is_held_back_for_a_request_has_room_for_its_schema_and_its_answer() -> None:
    assert SENT.at_most.prompt > SENT.messages
    assert SENT.at_most.completion == UNKNOWN_ANSWER
