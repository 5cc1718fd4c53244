"""A prompt: what a file says, checked, and rendered into messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import jinja2

from ...errors import PromptError

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a model."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Input:
    """A value that a prompt is rendered with."""

    name: str
    required: bool = False
    default: object = None
    thread: bool = False
    """Whether it stands for messages of a conversation rather than for text."""


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one role, or the place of a thread of messages."""

    role: Role
    template: jinja2.Template | None
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of a task, in one variant."""

    task: str
    variant: str
    digest: str
    """The first 12 hexadecimal digits of the SHA-256 of the file as read."""
    description: str
    inputs: tuple[Input, ...]
    options: Mapping[str, object]
    """What the file says of the model: temperature, maxOutputTokens, ..."""
    blocks: tuple[Block, ...]
    outputs: tuple[str, ...] = ()
    """The fields that the answer has, in their order."""

    @property
    def id(self) -> str:
        """The identity of the prompt in logs and traces: "recommend/few_shot@1a2b3c4d5e6f"."""
        return f"{self.task}/{self.variant}@{self.digest}"

    def takes(self, name: str) -> bool:
        """Tell whether it has an input."""
        return any(one.name == name for one in self.inputs)

    def render(self, values: Mapping[str, object]) -> list[Message]:
        """Return the messages of the prompt.

        Roles are those of the file: a value is text of the message it stands in, whatever it says. An input that
        has no value renders empty.

        Args:
            values: By the name of the input; a thread is a list of Message.

        Raises:
            PromptError: a required input is missing, or a value is no input of the prompt.
        """
        given = self._complete(values)
        messages: list[Message] = []
        for block in self.blocks:
            if block.thread:
                messages += _thread(given.get(block.thread), self.id)
            elif block.template is not None:
                text = block.template.render(given).strip()
                messages += [Message(block.role, text)] if text else []
        return messages

    def _complete(self, values: Mapping[str, object]) -> dict[str, object]:
        known = {one.name for one in self.inputs}
        unknown = sorted(set(values) - known)
        if unknown:
            raise PromptError(
                f"the prompt {self.id} has no input {unknown[0]!r}; it has: {', '.join(sorted(known))}"
            )
        complete = {one.name: values.get(one.name, one.default) for one in self.inputs}
        given = {name: value for name, value in complete.items() if value is not None}
        missing = [one.name for one in self.inputs if one.required and one.name not in given]
        if missing:
            raise PromptError(
                f"the prompt {self.id} needs a value for {missing[0]!r}; give it one or mark it as not required"
            )
        return given


def _thread(messages: object, prompt: str) -> list[Message]:
    if messages is None:
        return []
    if not isinstance(messages, list | tuple) or not all(
        isinstance(one, Message) for one in messages
    ):
        raise PromptError(
            f"the prompt {prompt} takes messages where {type(messages).__name__} was given"
        )
    return list(messages)
