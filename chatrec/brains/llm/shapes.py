"""The shape of an answer about candidates: the fields that a prompt declares as its outputs, in their order.

So a strategy is a prompt file and nothing else: one that asks for thoughts first and one that asks for scores differ
in what they declare.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from ...errors import PromptError
from ...llm.prompts.prompt import Prompt


class Score(BaseModel):
    """How well one candidate fits."""

    key: str = Field(description="the key of a candidate")
    score: Literal[1, 2, 3, 4, 5] = Field(description="5 fits best, 1 not at all")


class Met(BaseModel):
    """Which wishes one candidate meets."""

    key: str = Field(description="the key of a candidate")
    meets: list[str] = Field(default_factory=list, description="ids of wishes it meets")


class Told(Met):
    """What is to be told of one candidate."""

    cite: list[str] = Field(default_factory=list, description="names of facts that tell why")
    caveat: str = Field(default_factory=str, description="name of a fact against it, or empty")


ORDERS = ("ranked", "scores")
"""The fields that order candidates; an answer of a judge has exactly one of them."""

_FIELDS: Mapping[str, tuple[Any, Any]] = {
    "thoughts": (str, Field(description="what speaks for which candidate, before the answer")),
    "matters": (list[str], Field(description="what matters to the person")),
    "shown_by": (list[str], Field(description="which of their items or words shows it")),
    "ranked": (list[str], Field(description="keys of candidates, the best first")),
    "scores": (list[Score], Field(description="every candidate once")),
    "met": (list[Met], Field(default_factory=list, description="wishes met by the best")),
    "tell": (list[Told], Field(default_factory=list, description="what to tell of the best")),
    "opening": (str, Field(default_factory=str, description="one line to the person")),
    "question": (str, Field(description="one question to the person")),
}


def shape_of(prompt: Prompt) -> type[BaseModel]:
    """Return the shape of the answers that a prompt asks for.

    Raises:
        PromptError: it declares none, one that is not known, or one that orders nothing.
    """
    known = ", ".join(_FIELDS)
    unknown = [name for name in prompt.outputs if name not in _FIELDS]
    if unknown or not prompt.outputs:
        said = f"declares the output {unknown[0]!r}" if unknown else "declares no outputs"
        raise PromptError(f"the prompt {prompt.id} {said}; known are: {known}")
    orders = [name for name in prompt.outputs if name in ORDERS]
    if prompt.task in ("judge", "recommend") and len(orders) != 1:
        raise PromptError(
            f"the prompt {prompt.id} must declare one of the outputs {' or '.join(ORDERS)}"
        )
    return _shape(prompt.task, prompt.outputs)


@cache
def _shape(task: str, outputs: tuple[str, ...]) -> type[BaseModel]:
    fields: dict[str, Any] = {name: _FIELDS[name] for name in outputs}
    return create_model(task.capitalize(), **fields)
