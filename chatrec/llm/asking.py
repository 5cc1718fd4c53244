"""Asking a model for an answer in a shape: within a deadline, repaired once, and every failure one ModelFault."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from ..model_settings import ModelSettings
from .answers import read_answer, text_of
from .background import run
from .budget import Budget
from .calls import Call, Method
from .endpoint import METHODS, Endpoint
from .faults import AWAY, PASSING, ModelFault, fault_of
from .hiding import hide, reveal
from .models import open_model
from .prices import Price, Prices
from .prompts.library import DEFAULT, PromptLibrary, prompt_folders
from .prompts.prompt import Message, Prompt
from .tokens import count
from .trimming import Trimmed, trim

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

T = TypeVar("T", bound=BaseModel)

_PAUSE = 0.25
"""The seconds before a question is asked a second time; twice as long before each further time."""
_LONGEST_QUOTE = 4_000
"""So many characters of a wrong answer are shown to the model that it came from."""


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What a model answered, and what it took."""

    value: T
    calls: tuple[Call, ...]


@dataclass
class _Tally:
    """What one question to one model takes, added up over its repair."""

    method: Method = METHODS[0]
    prompt: int = 0
    completion: int = 0
    cached: int = 0
    repaired: bool = False
    estimated: bool = False
    left_out: Mapping[str, int] = field(default_factory=dict)
    start: float = field(default_factory=time.perf_counter)

    def add(self, answer: AIMessage, messages: Sequence[Message], endpoint: Endpoint) -> None:
        """Add what an answer took, counted here where the server does not say it."""
        self.method = endpoint.method
        usage = answer.usage_metadata
        if usage is not None:
            self.prompt += usage["input_tokens"]
            self.completion += usage["output_tokens"]
            self.cached += usage.get("input_token_details", {}).get("cache_read") or 0
            return
        self.estimated = True
        self.prompt += count(messages, endpoint.name).tokens
        self.completion += count(text_of(answer), endpoint.name).tokens

    def call(self, prompt: Prompt, endpoint: Endpoint, price: Price | None) -> Call:
        """Return it as a call, with its cost where the price of the model is known."""
        cost = (
            None
            if price is None
            else price.cost(
                prompt_tokens=self.prompt,
                cached_tokens=self.cached,
                completion_tokens=self.completion,
            )
        )
        return Call(
            task=prompt.task,
            prompt=prompt.id,
            model=endpoint.name,
            method=self.method,
            ms=round((time.perf_counter() - self.start) * 1000, 3),
            prompt_tokens=self.prompt,
            completion_tokens=self.completion,
            cached_tokens=self.cached,
            estimated=self.estimated,
            cost=cost,
            repaired=self.repaired,
            left_out=dict(self.left_out),
        )


class Asker:
    """Asks models, the next one where one does not answer. Safe to use from several threads."""

    def __init__(
        self,
        endpoints: Sequence[Endpoint],
        prompts: PromptLibrary,
        *,
        retries: int,
        prices: Prices,
    ) -> None:
        self._endpoints = tuple(endpoints)
        self._prompts = prompts
        self._retries = retries
        self._prices = prices

    @classmethod
    def open(cls, settings: ModelSettings, *, prices: Prices) -> Asker:
        """Open the models of the settings; nothing is asked yet.

        Args:
            settings: Which models, and where.
            prices: What a call of a model costs.

        Raises:
            ModelError: a model cannot be opened.
            PromptError: a prompt is not as it must be.
        """
        prompts = PromptLibrary.read(prompt_folders(settings.prompts))
        in_format = prompts.get("format")
        names = [name for name in (settings.model, settings.fallback_model) if name]
        endpoints = [Endpoint(name, open_model(name, settings), in_format) for name in names]
        return cls(endpoints, prompts, retries=settings.retries, prices=prices)

    def prompt(self, task: str, variant: str = DEFAULT) -> Prompt:
        """Return the prompt of a task in a variant, or in the default one where the task has no such variant.

        Raises:
            PromptError: the task has no prompt.
        """
        return self._prompts.get(task, variant)

    def variants(self, task: str) -> list[str]:
        """Return the variants in which the prompt of a task is there."""
        return self._prompts.variants(task)

    def trim(self, prompt: Prompt, values: Mapping[str, object], *, limit: int) -> Trimmed:
        """Shorten the inputs of a prompt until it has at most `limit` tokens, as the first model counts them.

        Raises:
            ModelFault: it does not fit even so.
        """
        return trim(prompt, values, limit=limit, model=self._endpoints[0].name)

    def ask(
        self,
        prompt: Prompt,
        values: Mapping[str, object],
        shape: type[T],
        *,
        budget: Budget,
        left_out: Mapping[str, int] = MappingProxyType({}),
    ) -> Answer[T]:
        """Return the answer of the first model that gives one.

        Args:
            prompt: What is asked.
            values: Its inputs.
            shape: What the answer must be.
            budget: The time that is left, and whether the turn was given up.
            left_out: What was left out of the inputs, for the record.

        Raises:
            ModelFault: no model answered as asked; it holds the calls that were made.
            TurnCancelled: the turn was given up.
        """
        budget.cancellation.check()
        messages, found = hide(prompt.render(values))
        answer = run(
            self._first_answer(prompt, messages, shape, budget, left_out), budget.cancellation
        )
        return Answer(reveal(answer.value, found), answer.calls)

    def cut_off(self, prompt: Prompt, values: Mapping[str, object]) -> Call:
        """Return a call that was given up under way as far as it is known: what was sent, by an estimate."""
        name = self._endpoints[0].name
        tally = _Tally(method=self._endpoints[0].method, estimated=True)
        tally.prompt = count(prompt.render(values), name).tokens
        return tally.call(prompt, self._endpoints[0], self._prices.of(name))

    async def _first_answer(
        self,
        prompt: Prompt,
        messages: list[Message],
        shape: type[T],
        budget: Budget,
        left_out: Mapping[str, int],
    ) -> Answer[T]:
        calls: list[Call] = []
        faults: list[ModelFault] = []
        for place, endpoint in enumerate(self._endpoints):
            share = budget.share(1 / (len(self._endpoints) - place))
            if not endpoint.breaker.allows():
                faults.append(ModelFault("open_circuit", f"{endpoint.name} did not answer lately"))
                continue
            tally = _Tally(left_out=left_out)
            try:
                async with asyncio.timeout(share.left):
                    value = await self._answer(endpoint, messages, shape, tally, share)
            except Exception as error:
                faults.append(_noted(fault_of(error), endpoint))
                calls.append(tally.call(prompt, endpoint, self._prices.of(endpoint.name)))
            else:
                endpoint.breaker.succeeded()
                made = tally.call(prompt, endpoint, self._prices.of(endpoint.name))
                return Answer(value, (*calls, made))
        faults[0].calls = tuple(calls)
        raise faults[0]

    async def _answer(
        self,
        endpoint: Endpoint,
        messages: list[Message],
        shape: type[T],
        tally: _Tally,
        budget: Budget,
    ) -> T:
        """Ask one model; where its answer cannot be read, ask once more with what was wrong with it."""
        answer = await self._sent(endpoint, messages, shape, tally, budget)
        try:
            return read_answer(answer, shape)
        except ModelFault as fault:
            if fault.kind not in ("bad_json", "wrong_shape"):
                raise
            tally.repaired = True
            mend = self._prompts.get("repair").render({"problem": fault.detail})
            said = Message("assistant", text_of(answer)[:_LONGEST_QUOTE] or "{}")
        again = await self._sent(endpoint, [*messages, said, *mend], shape, tally, budget)
        return read_answer(again, shape)

    async def _sent(
        self,
        endpoint: Endpoint,
        messages: list[Message],
        shape: type[T],
        tally: _Tally,
        budget: Budget,
    ) -> AIMessage:
        """Send messages, again where the server may answer a moment later and there is time for it."""
        for tried in range(self._retries + 1):
            try:
                answer = await endpoint.send(messages, shape)
            except ModelFault as fault:
                pause = _PAUSE * 2**tried if fault.wait is None else fault.wait
                hopeless = fault.kind not in PASSING or tried == self._retries
                if hopeless or pause > budget.left / 2:
                    raise
                await asyncio.sleep(pause)
            else:
                tally.add(answer, messages, endpoint)
                return answer
        raise AssertionError("the last try either answers or raises")


def _noted(fault: ModelFault, endpoint: Endpoint) -> ModelFault:
    """Tell the breaker of a model whether a fault says that it is away."""
    if fault.kind in AWAY:
        endpoint.breaker.failed()
    else:
        endpoint.breaker.succeeded()
    return fault
