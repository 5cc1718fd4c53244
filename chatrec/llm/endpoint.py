"""One model: how its answers are asked for in a shape, and whether it answers at all."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from ..breaker import Breaker
from .calls import Method
from .faults import ModelFault, fault_of
from .metering import Meter
from .models import OPENAI, provider_of
from .prompts.prompt import Message, Prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage
    from langchain_core.runnables import Runnable

METHODS: tuple[Method, ...] = ("json_schema", "function_calling", "text")
"""The ways to ask for an answer in a shape, the strictest first."""


@dataclass
class Endpoint:
    """A model that is asked, with what was learned of it."""

    name: str
    model: BaseChatModel
    in_format: Prompt
    """Asks for JSON in words, where the server knows no other way; its input is `schema`."""
    breaker: Breaker = field(default_factory=Breaker)
    method: Method = METHODS[0]
    """The strictest way that the server did not turn down."""
    _bound: dict[tuple[type[BaseModel], Method], Runnable[Any, Any]] = field(default_factory=dict)

    async def send(
        self, messages: list[Message], shape: type[BaseModel], meter: Meter
    ) -> AIMessage:
        """Send messages and return the answer as it came; a way that the server turns down is not tried again.

        Args:
            messages: What is sent.
            shape: The shape that the answer is asked for in.
            meter: What every request is counted by.

        Raises:
            ModelFault: there is no answer, or no request may be made.
        """
        for method in METHODS[METHODS.index(self.method) :]:
            try:
                bound = self._runnable(shape, method)
                with meter.request(messages, shape, method) as request:
                    answer = await self._send(messages, shape, method, bound)
                    request.answered(answer)
            except Exception as error:
                fault = fault_of(error)
                if fault.kind == "bad_request" and method != METHODS[-1]:
                    continue
                raise fault from error
            self.method = meter.method = method
            return answer
        raise AssertionError("the last way either answers or raises")

    async def _send(
        self,
        messages: list[Message],
        shape: type[BaseModel],
        method: Method,
        bound: Runnable[Any, Any],
    ) -> AIMessage:
        from langsmith import tracing_context

        asked = messages
        if method == "text":
            schema = json.dumps(shape.model_json_schema(), ensure_ascii=False)
            asked = [*messages, *self.in_format.render({"schema": schema})]
        given = [(one.role, one.content) for one in asked]
        # Nothing is to leave this machine but to the model, whatever the environment says of tracing.
        with tracing_context(enabled=False):
            answer: AIMessage = await bound.ainvoke(given)
        return answer

    def _runnable(self, shape: type[BaseModel], method: Method) -> Runnable[Any, Any]:
        found = self._bound.get((shape, method))
        if found is None:
            found = self._bound[shape, method] = self._bind(shape, method)
        return found

    def _bind(self, shape: type[BaseModel], method: Method) -> Runnable[Any, Any]:
        """Return the model bound to ask in a way.

        Its answer is read by us and not by the client, whose parsers refuse a wrong answer unread and take minutes for a
        long one.
        """
        from langchain_core.utils.function_calling import convert_to_openai_function

        if method == "text":
            return self.model
        openai = provider_of(self.name)[0] == OPENAI
        strict = {"strict": True} if openai else {}
        described = convert_to_openai_function(shape.model_json_schema(), **strict)
        try:
            if method == "function_calling":
                # By its name: some servers hold the model to a tool that is named, and only then.
                name = described["name"]
                return self.model.bind_tools([described], tool_choice=name, **strict)
        except (NotImplementedError, ValueError, TypeError) as error:
            raise ModelFault("bad_request", f"{method} is not known here: {error}") from error
        if not openai:
            raise ModelFault(
                "bad_request", f"{method} is asked for in another way by each provider"
            )
        schema = {"name": described["name"], "schema": described["parameters"], **strict}
        return self.model.bind(response_format={"type": method, "json_schema": schema})
