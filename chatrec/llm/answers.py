"""Reading what a model answered into the shape that was asked for, however it came: as JSON, a tool call or text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from .faults import ModelFault

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

T = TypeVar("T", bound=BaseModel)

LONGEST = 40_000
"""The longest answer that is read, in characters."""
_TRIES = 20
_REFUSED = frozenset({"content_filter", "refusal"})
_CUT_SHORT = frozenset({"length", "max_tokens"})
_MOST_FAULTS = 4


def read_answer(message: AIMessage, shape: type[T]) -> T:
    """Return an answer as a value of a shape.

    Raises:
        ModelFault: it is a refusal, empty, too long, no JSON, or JSON of another shape.
    """
    text = text_of(message)
    ended = finish_of(message)
    refusal = message.additional_kwargs.get("refusal")
    if refusal or ended in _REFUSED:
        raise ModelFault("refusal", str(refusal or ended))
    if is_cut_short(ended) or len(text) > LONGEST:
        raise ModelFault("too_long", f"{len(text):,} characters, ended by {ended}")
    if message.tool_calls:
        return _shaped(message.tool_calls[0]["args"], shape)
    if message.invalid_tool_calls:
        raise ModelFault("bad_json", str(message.invalid_tool_calls[0].get("error")))
    if not text.strip():
        raise ModelFault("empty", "there is no text in the answer")
    return _shaped(_json_in(text), shape)


def text_of(message: AIMessage) -> str:
    """Return the text of an answer."""
    return str(message.text)


def finish_of(message: AIMessage) -> str:
    """Return why an answer ended, in the words of its provider; empty where it does not say."""
    told = message.response_metadata
    return str(told.get("finish_reason") or told.get("stop_reason") or "")


def is_cut_short(finish: str) -> bool:
    """Tell whether an answer ended because it was as long as it may be."""
    return finish in _CUT_SHORT


def _json_in(text: str) -> object:
    """Return the first JSON object in a text, whatever stands around it."""
    decoder = json.JSONDecoder()
    place, fault = text.find("{"), "there is no JSON object"
    for _ in range(_TRIES):
        if place < 0:
            break
        try:
            found, _end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            fault = str(error)
            place = text.find("{", place + 1)
        else:
            return found
    raise ModelFault("bad_json", f"{fault}: {text[:60]!r}")


def _shaped(value: object, shape: type[T]) -> T:
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        raise ModelFault("wrong_shape", _in_words(error)) from error


def _in_words(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{_place(one)}: {one['msg']}" for one in faults[:_MOST_FAULTS])


def _place(fault: Mapping[str, Any]) -> str:
    return ".".join(str(part) for part in fault["loc"]) or "the answer"
