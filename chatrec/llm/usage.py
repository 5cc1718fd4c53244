"""The tokens that a request took: by the word of its server where that is plausible, else by our own count.

Servers leave usage out, send zeros, or numbers that cannot be. A limit of money must hold with those as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from .answers import finish_of, is_cut_short, text_of
from .prompts.prompt import Message
from .tokens import count

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

UNKNOWN_ANSWER: Final = 4_096
"""The tokens that an answer is taken to have which is not known: what is written in 20 seconds at 200 a second."""
_FACTOR: Final = 2
"""A server may count fewer tokens than we do by this factor: tokenisers differ, and our count may be an estimate."""
_HIDDEN_PROMPT: Final = 16_384
"""Tokens that a server may add to a prompt, beside one for each byte of it: no tokeniser makes more of a text."""
_LONGEST_ANSWER: Final = 131_072
"""The tokens of the longest answer that is believed, reasoning included: 128 thousand are the most that models give."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that a request took."""

    prompt: int = 0
    """Cached ones included."""
    completion: int = 0
    cached: int = 0
    estimated: bool = False
    """Whether any of them is our own count or an estimate."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How large a request is, by our own count."""

    messages: int
    """Tokens of the messages: what a prompt is shortened by, and what is booked where the server does not tell."""
    schema: int
    """Tokens of the shape that is asked for, which some servers add to the prompt and others do not."""
    size: int
    """Bytes of both."""

    @classmethod
    def of(cls, messages: Sequence[Message], shape: type[BaseModel], model: str) -> Sent:
        """Measure a request.

        Args:
            messages: What is sent.
            shape: The shape that is asked for; its schema is sent along.
            model: The name of the model that counts.
        """
        size = sum(_bytes(one.content) for one in messages) + _bytes(_schema(shape))
        return cls(count(messages, model).tokens, _schema_tokens(shape, model), size)

    @property
    def at_most(self) -> Tokens:
        """The tokens that the request is taken to have while nothing is known of its answer."""
        return Tokens(self.messages + self.schema, UNKNOWN_ANSWER, estimated=True)

    @property
    def unanswered(self) -> Tokens:
        """The tokens that the request is taken to have where no answer was written."""
        return Tokens(self.messages, estimated=True)


def tokens_of(answer: AIMessage, sent: Sent, model: str) -> Tokens:
    """Return the tokens that an answered request took.

    Each number is believed for itself. Where it is not whole, or is implausible, our own count stands in for it.

    Args:
        answer: The answer, with the usage that its server told.
        sent: How large the request was.
        model: The name of the model.
    """
    usage: Mapping[str, Any] = answer.usage_metadata or {}
    written = count(_written(answer), model).tokens
    most_sent = sent.size + _HIDDEN_PROMPT
    prompt = _believed(usage.get("input_tokens"), sent.messages / _FACTOR, most_sent)
    completion = _believed(usage.get("output_tokens"), max(1, written / _FACTOR), _LONGEST_ANSWER)
    cached = None
    if prompt is not None:
        details = usage.get("input_token_details") or {}
        cached = _believed(details.get("cache_read"), 0, prompt)
    # Of an answer without text, or that was cut short, there may be any amount of reasoning.
    hidden = not written or is_cut_short(finish_of(answer))
    guess = max(written, UNKNOWN_ANSWER) if hidden else written
    return Tokens(
        prompt=sent.messages if prompt is None else prompt,
        completion=guess if completion is None else completion,
        cached=cached or 0,
        estimated=prompt is None or completion is None,
    )


def _believed(told: object, least: float, most: float) -> int | None:
    """Return what a server told where it is a whole number within bounds; else None."""
    if not isinstance(told, int) or isinstance(told, bool):
        return None
    return told if least <= told <= most else None


def _written(answer: AIMessage) -> str:
    """Return all that is known of what a model wrote: text, arguments of tools, and a refusal."""
    called = [json.dumps(one["args"], ensure_ascii=False) for one in answer.tool_calls]
    broken = [str(one.get("args") or "") for one in answer.invalid_tool_calls]
    refusal = str(answer.additional_kwargs.get("refusal") or "")
    return "\n".join(part for part in (text_of(answer), *called, *broken, refusal) if part)


@lru_cache(maxsize=256)
def _schema(shape: type[BaseModel]) -> str:
    return json.dumps(shape.model_json_schema(), ensure_ascii=False)


@lru_cache(maxsize=256)
def _schema_tokens(shape: type[BaseModel], model: str) -> int:
    return count(_schema(shape), model).tokens


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
