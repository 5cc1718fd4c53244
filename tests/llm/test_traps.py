"""Traps of LangChain, OpenAI's client and tiktoken that were measured: each would change what is sent, where or how often."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from chatrec.cancelling import Cancellation
from chatrec.llm.asking import Answer, Asker
from chatrec.llm.budget import Budget
from chatrec.llm.models import open_model
from chatrec.llm.prices import Prices
from chatrec.llm.tokens import count
from chatrec.model_settings import DEFAULT_MODEL, ModelSettings
from chatrec.settings import Settings
from tests.llm.loopback import Loopback, failing, serving


class Word(BaseModel):
    """A word."""

    word: str


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with serving(lambda _: {"word": "hello"}) as server:
        yield server


def ask(url: str, **settings: Any) -> Answer[Word]:
    given = {"model": "tiny", "base_url": url, "retries": 0, **settings}
    asker = Asker.open(ModelSettings(**given), prices=Prices({}))
    prompt = asker.prompt("repair")
    return asker.ask(prompt, {"problem": "a test"}, Word, budget=Budget.of(5.0, Cancellation()))


def test_tokens_are_told_by_a_server_of_one_s_own(loopback: Loopback) -> None:
    (call,) = ask(loopback.url).calls
    assert (call.prompt_tokens, call.cached_tokens, call.estimated) == (100, 60, False)


def test_the_same_question_is_asked_anew_and_never_taken_from_a_cache(loopback: Loopback) -> None:
    from langchain_core.caches import InMemoryCache
    from langchain_core.globals import set_llm_cache

    set_llm_cache(InMemoryCache())
    try:
        calls = [*ask(loopback.url).calls, *ask(loopback.url).calls]
    finally:
        set_llm_cache(None)
    assert len(loopback.requests) == 2
    assert all(call.prompt_tokens == 100 for call in calls)


@pytest.mark.parametrize("model", ["gpt-5-pro", "gpt-5.1-codex", "o3-pro"])
def test_no_name_of_a_model_leads_away_from_chat_completions(
    model: str, loopback: Loopback
) -> None:
    ask(loopback.url, model=model)
    assert "messages" in loopback.requests[0]


def test_the_temperature_of_the_default_model_is_sent(loopback: Loopback) -> None:
    ask(loopback.url, model=DEFAULT_MODEL, temperature=0.2)
    assert loopback.requests[0]["temperature"] == 0.2


def test_where_only_a_key_is_given_the_model_is_named_and_not_the_client_s_default(
    loopback: Loopback,
) -> None:
    settings = Settings.from_environment({"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": loopback.url})
    assert settings.llm.model is not None
    ask(loopback.url, model=settings.llm.model)
    assert loopback.requests[0]["model"] == "gpt-6-luna"


@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (1, 2), (2, 3)])
def test_the_client_retries_nothing_by_itself(retries: int, requests: int) -> None:
    with serving(lambda _: failing(503)) as server, pytest.raises(Exception, match="server_error"):
        ask(server.url, retries=retries)
    assert len(server.requests) == requests


def test_no_limit_of_tokens_is_sent_under_any_name(loopback: Loopback) -> None:
    ask(loopback.url)
    assert not {"max_tokens", "max_completion_tokens"} & set(loopback.requests[0])


def test_no_trace_of_a_call_goes_to_langsmith(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(lambda _: {}) as smith:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", smith.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "k")
        ask(loopback.url)
    assert len(loopback.requests) == 1
    assert smith.requests == []


def test_no_call_goes_by_a_gateway_that_chatrec_was_not_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGSMITH_GATEWAY", "https://gateway.example")
    monkeypatch.setenv("LANGSMITH_GATEWAY_API_KEY", "other")
    opened: Any = open_model("openai:gpt-6-luna", ModelSettings(api_key="mine"))
    assert "gateway" not in str(opened.openai_api_base)
    assert "gateway" not in str(opened.root_async_client.base_url)
    assert opened.openai_api_key.get_secret_value() == "mine"


@pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-6.1-sol", "qwen3:8b"])
def test_a_model_that_tiktoken_does_not_know_never_fails_a_count(model: str) -> None:
    counted = count("a film that is not too long", model)
    assert counted.tokens > 0
    assert counted.estimated
