"""What one question to one model takes: each request is reserved before it leaves, and settled when it ended."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from pydantic import BaseModel

from .calls import Call, Method
from .faults import NOT_PAID, fault_of
from .ledger import Ledger
from .prices import Price
from .prompts.prompt import Message, Prompt
from .spending import Reservation
from .usage import Sent, Tokens, tokens_of

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage


class Meter:
    """Adds up what one question to one model takes: its first request, tries again, other ways to ask, and a repair."""

    def __init__(
        self,
        prompt: Prompt,
        model: str,
        *,
        price: Price | None,
        ledger: Ledger | None,
        left_out: Mapping[str, int],
    ) -> None:
        """Begin at nothing.

        Args:
            prompt: What is asked.
            model: The name of the model.
            price: What it costs; None where nobody told it.
            ledger: What may be spent; None for anything.
            left_out: What was left out of the prompt, for the record.
        """
        self.model = model
        self.price = price
        self.ledger = ledger
        self.method: Method | None = None
        """The last way in which an answer was asked for."""
        self.repaired = False
        self._prompt = prompt
        self._left_out = left_out
        self._requests: list[MeteredRequest] = []

    @property
    def was_told(self) -> bool:
        """Whether the server told plausible tokens of the last request."""
        return bool(self._requests) and not self._requests[-1].took.estimated

    def request(
        self, messages: Sequence[Message], shape: type[BaseModel], method: Method
    ) -> MeteredRequest:
        """Return the block in which a request is made; what it may cost is held back from its beginning to its end."""
        return MeteredRequest(self, Sent.of(messages, shape, self.model), method)

    def add(self, request: MeteredRequest) -> None:
        """Count a request that is about to be made."""
        self._requests.append(request)

    def cost(self, took: Tokens) -> float | None:
        """Return what tokens cost in US dollars; None where the price is not known."""
        if self.price is None:
            return None
        return self.price.cost(
            prompt_tokens=took.prompt,
            cached_tokens=took.cached,
            completion_tokens=took.completion,
        )

    def call(self) -> Call | None:
        """Return it as a call; None where no request was made. One that is under way counts as the most it may take."""
        requests = tuple(self._requests)
        if not requests:
            return None
        took = [one.took for one in requests]
        costs = [self.cost(one) for one in took]
        ended = max(one.ended or time.perf_counter() for one in requests)
        return Call(
            task=self._prompt.task,
            prompt=self._prompt.id,
            model=self.model,
            method=self.method or requests[-1].method,
            ms=round((ended - requests[0].began) * 1000, 3),
            prompt_tokens=sum(one.prompt for one in took),
            completion_tokens=sum(one.completion for one in took),
            cached_tokens=sum(one.cached for one in took),
            estimated=any(one.estimated for one in took),
            cost=None if self.price is None else sum(one or 0.0 for one in costs),
            repaired=self.repaired,
            left_out=dict(self._left_out),
        )


class MeteredRequest:
    """One request to a model, as a block: whatever ends it, what it took is settled."""

    def __init__(self, meter: Meter, sent: Sent, method: Method) -> None:
        self.method = method
        self.took = sent.at_most
        """What it took; until it ended, the most that it may take."""
        self.began = time.perf_counter()
        self.ended: float | None = None
        self._meter = meter
        self._sent = sent
        self._held: Reservation | None = None

    def __enter__(self) -> MeteredRequest:
        """Hold back what it may cost.

        Raises:
            ModelFault: the limit of the day does not allow it; then nothing is to be sent.
        """
        if self._meter.ledger is not None:
            most = self._meter.cost(self.took)
            self._held = self._meter.ledger.reserve(self._meter.model, most)
        self._meter.add(self)
        return self

    def answered(self, answer: AIMessage) -> None:
        """Take what its answer took in place of the most that it may take."""
        self.took = tokens_of(answer, self._sent, self._meter.model)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Settle it."""
        if error is not None:
            self.took = _took_in_vain(error, self._sent)
        self.ended = time.perf_counter()
        if self._held is not None and self._meter.ledger is not None:
            self._meter.ledger.settle(self._held, self._meter.cost(self.took) or 0.0)


def calls_of(meters: Iterable[Meter]) -> tuple[Call, ...]:
    """Return the calls of the models that were asked."""
    return tuple(call for call in (one.call() for one in meters) if call is not None)


def _took_in_vain(error: BaseException, sent: Sent) -> Tokens:
    """Return what a request is taken to have cost that gave no answer we could read.

    Nothing where no model can have seen it; the prompt where the server answered with an error, as it may have been
    read; else, at a deadline, where the turn was given up or an answer broke off, the most that it may have cost.
    """
    if isinstance(error, asyncio.CancelledError):
        return sent.at_most
    fault = fault_of(error)
    if fault.kind in NOT_PAID:
        return Tokens()
    return sent.at_most if fault.status is None else sent.unanswered
