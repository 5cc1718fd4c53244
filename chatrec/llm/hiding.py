"""Messages without a person's addresses and numbers, and an answer with those put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from .masking import mask, restore
from .prompts.prompt import Message

T = TypeVar("T", bound=BaseModel)


def hide(messages: Iterable[Message]) -> tuple[list[Message], Mapping[str, str]]:
    """Return messages with placeholders for what must not leave the machine, and what each stands for."""
    hidden: list[Message] = []
    found: Mapping[str, str] = {}
    for message in messages:
        masked = mask(message.content, found)
        found = masked.found
        hidden.append(replace(message, content=masked.text))
    return hidden, found


def reveal(answer: T, found: Mapping[str, str]) -> T:
    """Return an answer with what its placeholders stand for."""
    if not found:
        return answer
    return type(answer).model_validate(_revealed(answer.model_dump(), found))


def _revealed(value: object, found: Mapping[str, str]) -> object:
    match value:
        case str():
            return restore(value, found)
        case dict():
            return {name: _revealed(one, found) for name, one in value.items()}
        case list():
            return [_revealed(one, found) for one in value]
        case _:
            return value
