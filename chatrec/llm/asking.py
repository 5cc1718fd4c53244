"""Asking a model for an answer in a shape: within a deadline, repaired once, and every failure one ModelFault."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from ..errors import TurnCancelled
from ..model_settings import ModelSettings
from .answers import read_answer, text_of
from .background import run
from .budget import Budget
from .calls import Call
from .endpoint import Endpoint
from .faults import AWAY, PASSING, WITHHELD, CutOff, ModelFault, fault_of
from .hiding import hide, reveal
from .ledger import Ledger
from .metering import Meter, calls_of
from .models import open_model
from .prices import Prices
from .prompts.library import DEFAULT, PromptLibrary, prompt_folders
from .prompts.prompt import Message, Prompt
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
    usage_told: bool
    """Whether its server told plausible tokens of it."""


class Asker:
    """Asks models, the next one where one does not answer. Safe to use from several threads."""

    def __init__(
        self,
        endpoints: Sequence[Endpoint],
        prompts: PromptLibrary,
        *,
        retries: int,
        prices: Prices,
        ledger: Ledger | None = None,
    ) -> None:
        self._endpoints = tuple(endpoints)
        self._prompts = prompts
        self._retries = retries
        self._prices = prices
        self._ledger = ledger

    @classmethod
    def open(
        cls, settings: ModelSettings, *, prices: Prices, ledger: Ledger | None = None
    ) -> Asker:
        """Open the models of the settings; nothing is asked yet.

        Args:
            settings: Which models, and where.
            prices: What a call of a model costs.
            ledger: What calls may cost; None for anything, as where a model is tried by hand.

        Raises:
            ModelError: a model cannot be opened.
            PromptError: a prompt is not as it must be.
        """
        prompts = PromptLibrary.read(prompt_folders(settings.prompts))
        in_format = prompts.get("format")
        names = [name for name in (settings.model, settings.fallback_model) if name]
        endpoints = [Endpoint(name, open_model(name, settings), in_format) for name in names]
        return cls(endpoints, prompts, retries=settings.retries, prices=prices, ledger=ledger)

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
            ModelFault: no model answered as asked, or the money of the day allows no call; it holds the calls that were made.
            CutOff: the turn was given up while a model was asked.
            TurnCancelled: the turn was given up before.
            StoreError: what was spent today could not be read.
        """
        budget.cancellation.check()
        if self._ledger is not None:
            self._ledger.catch_up()
        messages, found = hide(prompt.render(values))
        meters = [self._meter(prompt, endpoint, left_out) for endpoint in self._endpoints]
        work = self._first_answer(messages, shape, budget, meters)
        try:
            answer = run(work, budget.cancellation)
        except TurnCancelled as cancelled:
            raise CutOff(str(cancelled), calls_of(meters)) from cancelled
        return replace(answer, value=reveal(answer.value, found))

    def _meter(self, prompt: Prompt, endpoint: Endpoint, left_out: Mapping[str, int]) -> Meter:
        price = self._prices.of(endpoint.name)
        return Meter(prompt, endpoint.name, price=price, ledger=self._ledger, left_out=left_out)

    async def _first_answer(
        self, messages: list[Message], shape: type[T], budget: Budget, meters: Sequence[Meter]
    ) -> Answer[T]:
        faults: list[ModelFault] = []
        for place, (endpoint, meter) in enumerate(zip(self._endpoints, meters, strict=True)):
            share = budget.share(1 / (len(self._endpoints) - place))
            if not endpoint.breaker.allows():
                faults.append(ModelFault("open_circuit", f"{endpoint.name} did not answer lately"))
                continue
            try:
                async with asyncio.timeout(share.left):
                    value = await self._answer(endpoint, messages, shape, meter, share)
            except Exception as error:
                faults.append(_noted(fault_of(error), endpoint))
            else:
                endpoint.breaker.succeeded()
                return Answer(value, calls_of(meters), meter.was_told)
        faults[0].calls = calls_of(meters)
        raise faults[0]

    async def _answer(
        self,
        endpoint: Endpoint,
        messages: list[Message],
        shape: type[T],
        meter: Meter,
        budget: Budget,
    ) -> T:
        """Ask one model; where its answer cannot be read, ask once more with what was wrong with it."""
        answer = await self._sent(endpoint, messages, shape, meter, budget)
        try:
            return read_answer(answer, shape)
        except ModelFault as fault:
            if fault.kind not in ("bad_json", "wrong_shape"):
                raise
            meter.repaired = True
            mend = self._prompts.get("repair").render({"problem": fault.detail})
            said = Message("assistant", text_of(answer)[:_LONGEST_QUOTE] or "{}")
        again = await self._sent(endpoint, [*messages, said, *mend], shape, meter, budget)
        return read_answer(again, shape)

    async def _sent(
        self,
        endpoint: Endpoint,
        messages: list[Message],
        shape: type[T],
        meter: Meter,
        budget: Budget,
    ) -> AIMessage:
        """Send messages, again where the server may answer a moment later and there is time for it."""
        for tried in range(self._retries + 1):
            try:
                answer = await endpoint.send(messages, shape, meter)
            except ModelFault as fault:
                pause = _PAUSE * 2**tried if fault.wait is None else fault.wait
                hopeless = fault.kind not in PASSING or tried == self._retries
                if hopeless or pause > budget.left / 2:
                    raise
                await asyncio.sleep(pause)
            else:
                return answer
        raise AssertionError("the last try either answers or raises")


def _noted(fault: ModelFault, endpoint: Endpoint) -> ModelFault:
    """Tell the breaker of a model whether a fault says that it is away."""
    if fault.kind in WITHHELD:
        return fault
    if fault.kind in AWAY:
        endpoint.breaker.failed()
    else:
        endpoint.breaker.succeeded()
    return fault
