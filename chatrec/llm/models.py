"""Opening a chat model of any provider through LangChain."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..errors import ModelError
from ..model_settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

OPENAI = "openai"
"""The provider of a bare name."""
_PROVIDERS = frozenset(
    [
        "anthropic",
        "azure_ai",
        "azure_openai",
        "bedrock",
        "bedrock_converse",
        "cohere",
        "deepseek",
        "fireworks",
        "google_genai",
        "google_vertexai",
        "groq",
        "huggingface",
        "ibm",
        "litellm",
        "mistralai",
        "nvidia",
        "ollama",
        "openai",
        "openrouter",
        "perplexity",
        "together",
        "upstage",
        "xai",
    ]
)
"""What may stand before the colon of a model; any other colon belongs to its name, as in "qwen3:8b"."""
_GATEWAY = "LANGSMITH_GATEWAY"
_NO_KEY = "none"
"""Servers of one's own want no key, but the client wants one."""


def open_model(name: str, settings: ModelSettings) -> BaseChatModel:
    """Open a model; nothing is asked of it yet.

    Args:
        name: PROVIDER:NAME, or a bare name, which is one of OpenAI or of the server at `settings.base_url`.
        settings: Where it is and how it is asked.

    Raises:
        ModelError: its provider is not known, a package is missing, or a key.
    """
    from langchain.chat_models import init_chat_model

    provider, model = provider_of(name)
    # An answer from a cache of the host would be counted as if it had been paid for.
    options: dict[str, Any] = {"max_retries": 0, "timeout": settings.timeout, "cache": False}
    if settings.temperature is not None:
        options["temperature"] = settings.temperature
    if settings.rate is not None:
        options["rate_limiter"] = _limiter(settings.rate)
    if provider == OPENAI:
        options |= _of_openai(settings)
    try:
        with _straight():
            opened: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except Exception as error:
        raise ModelError(
            f"cannot open the model {name!r}: {error}; see CHATREC_MODEL, CHATREC_API_KEY and CHATREC_BASE_URL"
        ) from error
    return opened


@contextmanager
def _straight() -> Iterator[None]:
    """Open a model that talks to its provider itself: LangChain sends everything by LangSmith where this variable says so."""
    gateway = os.environ.pop(_GATEWAY, None)
    try:
        yield
    finally:
        if gateway is not None:
            os.environ[_GATEWAY] = gateway


def provider_of(name: str) -> tuple[str, str]:
    """Return the provider of a model and its name there."""
    provider, colon, model = name.partition(":")
    return (provider, model) if colon and provider in _PROVIDERS else (OPENAI, name)


def _of_openai(settings: ModelSettings) -> dict[str, Any]:
    options: dict[str, Any] = {"api_key": settings.api_key or _NO_KEY}
    if settings.reasoning is not None:
        options["reasoning_effort"] = settings.reasoning
    if settings.base_url is not None:
        # Other servers know /chat/completions only, whatever the model is called.
        options |= {"base_url": settings.base_url, "use_responses_api": False}
    return options


def _limiter(rate: float) -> Any:
    from langchain_core.rate_limiters import InMemoryRateLimiter

    return InMemoryRateLimiter(
        requests_per_second=rate, check_every_n_seconds=0.02, max_bucket_size=max(1.0, rate)
    )
