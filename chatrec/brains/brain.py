"""The three steps of a turn that read and speak. Everything else of a turn is plain code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..cancelling import Cancellation
from ..catalog.items import Item
from ..dialogue.conversation import Conversation, Question, Relaxation
from ..dialogue.lookup import Lookup
from ..dialogue.preferences import Preference, Preferences
from ..dialogue.reply import ActionKind, Draft, Evidence, Fallback, Thought
from ..dialogue.understanding import Understanding
from ..llm.calls import Call
from ..retrieval.candidates import Candidate

Report = Callable[[str, str], None]
"""Hears of each step before it starts: its name and a line for a person."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well a candidate fits what a person wants."""

    candidate: Candidate
    score: float
    """Higher is better: orders the candidates."""
    match: float
    """How much of what was asked for it meets, 0 to 1."""
    because: tuple[Evidence, ...] = ()
    caveats: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """An item that comes near to what is wanted, and the one must that it breaks."""

    item: Item
    misses: Preference


@dataclass(frozen=True, slots=True)
class Brief:
    """All that `compose` may speak of: the decision, the state, the slate and its evidence."""

    action: ActionKind
    understanding: Understanding
    conversation: Conversation
    """As it was before this message."""
    preferences: Preferences
    """As they are after this message."""
    slate: tuple[Judgement, ...] = ()
    items: tuple[Item, ...] = ()
    """The items asked about, compared or explained, in the order asked."""
    evidence: tuple[tuple[Evidence, ...], ...] = ()
    """For each of `items`, what speaks for and against it."""
    again: tuple[Item, ...] = ()
    """Items shown before that fit what is wanted now, too."""
    nearest: tuple[Near, ...] = ()
    """Where nothing fits, what comes near: to be named only with what it misses."""
    lookup: Lookup = Lookup()
    """What was looked up for a question: counts, a yes or no for each item, passages, who is first."""
    question: Question | None = None
    relaxations: tuple[Relaxation, ...] = ()
    declined: bool = False
    """Whether the relaxations name each wish by itself, because what was offered was turned down."""
    fitting: int = 0
    """How many items fit in all."""
    notices: tuple[str, ...] = ()
    """What must be said whatever else is said: a confirmation to ask, a wish that could not be checked."""
    dropped: tuple[str, ...] = ()
    """Entries this turn superseded, in words."""
    seed: int = 0
    """Chooses among phrasings; the same brief and seed give the same words."""
    rule: int | None = None
    """The index of the house rule that asks for confirmation; its words are among the notices."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a brain called in a turn, and the steps that fell back to the rules."""

    calls: tuple[Call, ...] = ()
    fallbacks: tuple[Fallback, ...] = ()
    thoughts: tuple[Thought, ...] = ()


class Brain(Protocol):
    """Reads a message, judges candidates, and words the reply."""

    @property
    def record(self) -> Record:
        """What was called so far in this turn."""
        ...

    def for_turn(self, report: Report, cancellation: Cancellation) -> Brain:
        """Return the brain of one turn, which reports what takes long and stops where the turn is given up."""
        ...

    def for_task(self, message: str, known: Sequence[str]) -> TaskBrain:
        """Return the brain of a task outside of a chat.

        Args:
            message: What the person said, as far as it bears on the task; may be empty.
            known: What is known of their taste, a line each.
        """
        ...

    def understand(self, message: str, conversation: Conversation) -> Understanding:
        """Read what a message says, given the conversation before it."""
        ...

    def judge(
        self,
        candidates: tuple[Candidate, ...],
        preferences: Preferences,
        conversation: Conversation,
    ) -> tuple[Judgement, ...]:
        """Judge every candidate against the state, best first."""
        ...

    def compose(self, brief: Brief) -> Draft:
        """Word the reply from the facts of the brief and nothing else."""
        ...


class TaskBrain(Brain, Protocol):
    """The brain of a task outside of a chat: rating, explaining, carrying a taste over to another catalogue."""

    def score(
        self, candidate: Candidate, preferences: Preferences, conversation: Conversation
    ) -> float | None:
        """Return how well a model thinks that an item fits a person, 1 to 5; None where none is asked or it fails."""
        ...

    def reasons(
        self, judgement: Judgement, preferences: Preferences, conversation: Conversation
    ) -> tuple[str, ...]:
        """Return the facets that a model would tell of an item, best first; none where none is asked or it fails."""
        ...
