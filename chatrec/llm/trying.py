"""Trying a model with one tiny call: whether it answers, and what its server supports."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from pydantic import BaseModel

from ..cancelling import Cancellation
from ..model_settings import ModelSettings
from .asking import Asker
from .background import run
from .budget import Budget
from .calls import Method
from .faults import ModelFault, fault_of
from .models import OPENAI, open_model, provider_of
from .prices import Prices
from .prompts.library import PromptLibrary, prompt_folders
from .prompts.prompt import Message

_LONGEST = 20.0
"""The seconds that a try may take."""
_NOT_ASKED = 5.0
"""The seconds that a server has to tell of its models."""


class Ready(BaseModel):
    """The answer of a try."""

    word: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What a try of one model found."""

    name: str
    ms: float
    method: Method
    """The strictest way to ask for an answer in a shape that its server takes."""
    usage: bool
    """Whether it tells the tokens that a call took, and plausibly."""
    streams: bool
    priced: bool
    """Whether its price is known here, so that a budget of money can hold it."""
    shutdown: str = ""
    """The day on which its server says that it will be switched off, if it says so."""


def try_model(name: str, settings: ModelSettings, prices: Prices) -> Tried:
    """Ask a model for one word, once in a shape and once as a stream.

    Args:
        name: The model, as in CHATREC_MODEL.
        settings: Where it is and how it is asked.
        prices: What is known of prices.

    Raises:
        ModelError: It cannot be opened, or it does not answer; the message says why.
    """
    alone = replace(settings, model=name, fallback_model=None, retries=0)
    asker = Asker.open(alone, prices=prices)
    prompt = asker.prompt("try")
    start = time.perf_counter()
    budget = Budget.of(min(settings.timeout, _LONGEST), Cancellation())
    answer = asker.ask(prompt, {}, Ready, budget=budget)
    ms = (time.perf_counter() - start) * 1000
    call = answer.calls[-1]
    return Tried(
        name=name,
        ms=ms,
        method=call.method,
        usage=answer.usage_told,
        streams=_streams(name, alone),
        priced=prices.of(name) is not None,
        shutdown=_shutdown(name, alone),
    )


def _streams(name: str, settings: ModelSettings) -> bool:
    """Tell whether a model answers piece by piece."""
    library = PromptLibrary.read(prompt_folders(settings.prompts))
    messages = library.get("try").render({})
    try:
        return run(_pieces(name, settings, messages), Cancellation()) > 0
    except ModelFault:
        return False


async def _pieces(name: str, settings: ModelSettings, messages: list[Message]) -> int:
    from langsmith import tracing_context

    model, pieces = open_model(name, settings), 0
    try:
        with tracing_context(enabled=False):
            async for piece in model.astream([(one.role, one.content) for one in messages]):
                pieces += bool(piece.text)
    except Exception as error:
        raise fault_of(error) from error
    return pieces


def _shutdown(name: str, settings: ModelSettings) -> str:
    """Return the shutdown date that an OpenAI-compatible server gives of a model; empty where it gives none."""
    provider, model = provider_of(name)
    if provider != OPENAI:
        return ""
    import openai

    client = openai.OpenAI(
        api_key=settings.api_key or "none",
        base_url=settings.base_url,
        timeout=_NOT_ASKED,
        max_retries=0,
    )
    try:
        told = client.models.retrieve(model)
    except openai.OpenAIError:
        return ""
    finally:
        client.close()
    return str(getattr(told, "shutdown_date", None) or "")
