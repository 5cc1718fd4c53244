"""LLMBrain: reads and recommends by a language model, and by rules wherever that fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...cancelling import Cancellation
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import Preferences
from ...dialogue.reply import Draft
from ...dialogue.understanding import Understanding
from ...errors import PromptError
from ...llm.asking import Asker
from ...llm.demonstrations import Bank, Embed, read_demonstrations
from ...retrieval.candidates import Candidate
from ..brain import Brain, Brief, Judgement, Record, Report, TaskBrain
from ..rules.brain import RulesBrain
from .shapes import shape_of

_SHOWN = ("understand", "recommend")
"""The kinds of demonstrations; those of recommending are of judging, too."""


@dataclass(frozen=True)
class Manner:
    """How the model is asked: the same for every catalogue."""

    calls: int
    """1: the model recommends; 2: it reads the message, too; 3: it judges and words in two calls."""
    strategy: str
    """The variant of the prompts."""
    seconds: float
    """How long a turn may wait for models."""
    tokens: int
    """How many tokens the calls of a turn may take."""


@dataclass(frozen=True)
class LLMBrain:
    """The brain of one catalogue that asks a model. Every turn has one of its own, see for_turn()."""

    rules: RulesBrain
    asker: Asker
    manner: Manner
    banks: Mapping[str, Bank]
    """Demonstrations by their kind."""

    @property
    def record(self) -> Record:
        """What was called: nothing, outside of a turn."""
        return Record()

    def for_turn(self, report: Report, cancellation: Cancellation) -> Brain:
        """Return the brain of one turn."""
        from .turn_brain import TurnBrain

        return TurnBrain(self, report, cancellation)

    def for_task(self, message: str, known: Sequence[str]) -> TaskBrain:
        """Return the brain of a task: the model may be asked whatever the mode of the chat."""
        from .task_brain import LLMTaskBrain

        return LLMTaskBrain(self, message, known)

    def understand(self, message: str, conversation: Conversation) -> Understanding:
        """Read a message by the rules: outside of a turn no model is asked."""
        return self.rules.understand(message, conversation)

    def judge(
        self,
        candidates: tuple[Candidate, ...],
        preferences: Preferences,
        conversation: Conversation,
    ) -> tuple[Judgement, ...]:
        """Judge by the rules."""
        return self.rules.judge(candidates, preferences, conversation)

    def compose(self, brief: Brief) -> Draft:
        """Word by the rules."""
        return self.rules.compose(brief)


def read_banks(
    folders: list[Path], embed: Embed, *, embed_query: Embed | None = None
) -> dict[str, Bank]:
    """Read and embed the demonstrations of each kind; messages are embedded by `embed_query` where it is given.

    Raises:
        IndexingError: they cannot be embedded.
        PromptError: a line of a file is not a demonstration.
    """
    return {
        kind: Bank.of(read_demonstrations(folders, kind), embed, embed_query=embed_query)
        for kind in _SHOWN
    }


def check_strategy(asker: Asker, manner: Manner) -> None:
    """Check that the prompts of a strategy are there and ask for answers of a known shape.

    Raises:
        PromptError: they are not.
    """
    tasks = ("judge", "compose", "ask") if manner.calls > 2 else ("recommend",)
    known = asker.variants(tasks[0])
    if manner.strategy not in known:
        raise PromptError(
            f"there is no strategy {manner.strategy!r}; CHATREC_STRATEGY may be: {', '.join(known)}"
        )
    for task in tasks:
        shape_of(asker.prompt(task, manner.strategy))
