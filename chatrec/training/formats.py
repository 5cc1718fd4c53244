"""Training examples as lines of JSONL, in the forms that OpenAI's fine-tuning takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..well_formed import json_text
from .examples import Example

Form = Literal["chat", "pairs"]
"""chat: the messages with the answer to learn; pairs: the messages with the better and the worse answer."""


def lines_of(examples: Iterable[Example], form: Form) -> list[str]:
    """Return examples as lines; as pairs only those that have a worse answer."""
    if form == "chat":
        return [_line(_chat(one)) for one in examples]
    return [_line(_pair(one, one.rejected)) for one in examples if one.rejected is not None]


def _chat(example: Example) -> dict[str, object]:
    return {"messages": [*_messages(example), _answer(example.preferred)]}


def _pair(example: Example, worse: str) -> dict[str, object]:
    return {
        "input": {"messages": _messages(example), "tools": [], "parallel_tool_calls": True},
        "preferred_output": [_answer(example.preferred)],
        "non_preferred_output": [_answer(worse)],
    }


def _messages(example: Example) -> list[dict[str, str]]:
    return [{"role": one.role, "content": one.content} for one in example.messages]


def _answer(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


def _line(value: object) -> str:
    return json_text(value)
