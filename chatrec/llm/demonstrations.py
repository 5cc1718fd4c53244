"""Demonstrations: answered examples that a prompt shows before the real case, those that are like it first.

In-context learning as in T. Brown and others, Language Models are Few-Shot Learners (2020); retrieved by likeness as in
J. Liu and others, What Makes Good In-Context Examples for GPT-3? (2022), and spread by maximal marginal relevance.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from ..errors import PromptError, Unavailable
from .prompts.prompt import Message, Prompt

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Turns texts into vectors of length 1, one row each."""

ALWAYS = ("negation", "retraction")
"""What models get wrong most often: one example of each is always shown where there is one."""
_LIKENESS = 0.7
"""How much being like the case counts against being unlike the examples that were chosen before it."""


class Demonstration(BaseModel):
    """An answered example."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tags: tuple[str, ...] = ()
    """What it is an example of: negation, retraction, ..."""
    values: dict[str, object]
    """The inputs of the prompt `demonstration`; `message` is among them."""
    answer: dict[str, object]

    @property
    def message(self) -> str:
        """What the person of the example says."""
        return str(self.values.get("message", ""))

    def render(self, prompt: Prompt, outputs: Sequence[str]) -> list[Message]:
        """Return it as what was asked and what was answered.

        Args:
            prompt: Words a demonstration.
            outputs: The fields that the real answer has; others are left out. All where none is named.

        Raises:
            PromptError: its values are not the inputs of the prompt.
        """
        said = {name: self.answer[name] for name in outputs or self.answer if name in self.answer}
        answer = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return prompt.render({**self.values, "answer": answer})


@dataclass(frozen=True)
class Bank:
    """The demonstrations of a task."""

    demonstrations: tuple[Demonstration, ...]
    vectors: NDArray[np.float32]
    """The vector of the message of each."""
    embed_query: Embed

    @classmethod
    def of(
        cls,
        demonstrations: tuple[Demonstration, ...],
        embed: Embed,
        *,
        embed_query: Embed | None = None,
    ) -> Bank:
        """Embed demonstrations; messages are embedded by `embed_query`, or `embed` where not given."""
        messages = [one.message for one in demonstrations]
        vectors = embed(messages) if messages else np.zeros((0, 0), dtype=np.float32)
        return cls(demonstrations, vectors, embed_query or embed)

    def choose(self, message: str, *, count: int) -> list[Demonstration]:
        """Return the demonstrations for a message, the one most like it last, where it weighs most.

        While the embedder is away, the first ones that differ from each other.

        Args:
            message: What the person says.
            count: How many; those that are always shown are among them.
        """
        bank = self.demonstrations
        if not bank or count < 1:
            return []
        alike = self._likeness(message)
        chosen: list[int] = []
        for tag in ALWAYS:
            tagged = [place for place, one in enumerate(bank) if tag in one.tags]
            if tagged and len(chosen) < count and not any(tag in bank[one].tags for one in chosen):
                chosen.append(max(tagged, key=lambda place: float(alike[place])))
        while len(chosen) < min(count, len(bank)):
            chosen.append(self._next(alike, chosen))
        return [bank[place] for place in sorted(chosen, key=lambda place: float(alike[place]))]

    def _next(self, alike: NDArray[np.float32], chosen: Sequence[int]) -> int:
        """Return the place of the one that is most like the case and least like those chosen."""
        gain = _LIKENESS * alike
        if chosen:
            among = self.vectors @ self.vectors[list(chosen)].T
            gain = gain - (1 - _LIKENESS) * among.max(axis=1)
        gain[list(chosen)] = -np.inf
        return int(np.argmax(gain))

    def _likeness(self, message: str) -> NDArray[np.float32]:
        try:
            likeness: NDArray[np.float32] = self.vectors @ self.embed_query([message])[0]
        except Unavailable:
            return np.zeros(len(self.demonstrations), dtype=np.float32)
        return likeness


def read_demonstrations(folders: Sequence[Path], kind: str) -> tuple[Demonstration, ...]:
    """Read `demonstration/KIND.jsonl` of the last folder that has one; none where no folder has.

    Raises:
        PromptError: a line is not a demonstration.
    """
    paths = [folder / "demonstration" / f"{kind}.jsonl" for folder in folders]
    found = [path for path in paths if path.is_file()]
    if not found:
        return ()
    lines = found[-1].read_text(encoding="utf-8").splitlines()
    return tuple(
        _demonstration(line, found[-1], number)
        for number, line in enumerate(lines, 1)
        if line.strip()
    )


def _demonstration(line: str, path: Path, number: int) -> Demonstration:
    try:
        return Demonstration.model_validate_json(line)
    except ValidationError as error:
        fault: Mapping[str, object] = dict(error.errors(include_url=False)[0])
        raise PromptError(
            f"line {number} of {str(path)!r} is no demonstration: {fault.get('msg')} at {fault.get('loc')}; "
            "it is one JSON object with tags, values and answer"
        ) from error
