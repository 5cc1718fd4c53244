"""RulesBrain: reads, judges and speaks with no model at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...cancelling import Cancellation
from ...catalog.catalog import Catalog
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import Preferences
from ...dialogue.reply import Draft
from ...dialogue.understanding import Understanding
from ...retrieval.candidates import Candidate
from ..brain import Brief, Judgement, Record, Report
from .judging.judge import judge
from .reading.understand import understand
from .reading.vocabulary import Vocabulary
from .speaking.compose import compose

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Turns texts into vectors of length 1, one row each."""


@dataclass(frozen=True)
class RulesBrain:
    """The brain of one catalogue that works without any model."""

    catalog: Catalog
    vocabulary: Vocabulary
    embed: Embed

    @classmethod
    def of(cls, catalog: Catalog, *, embed: Embed) -> RulesBrain:
        """Learn the words of a catalogue."""
        return cls(catalog, Vocabulary(catalog), embed)

    @property
    def record(self) -> Record:
        """What was called: nothing, ever."""
        return Record()

    def for_turn(self, report: Report, cancellation: Cancellation) -> RulesBrain:
        """Return this brain: it keeps nothing of a turn and takes no time worth telling."""
        return self

    def for_task(self, message: str, known: Sequence[str]) -> RulesBrain:
        """Return this brain: the rules need no telling of what the state holds."""
        return self

    def understand(self, message: str, conversation: Conversation) -> Understanding:
        """Read what a message says, given the conversation before it."""
        return understand(message, conversation, self.vocabulary, embed=self.embed)

    def judge(
        self,
        candidates: tuple[Candidate, ...],
        preferences: Preferences,
        conversation: Conversation,
    ) -> tuple[Judgement, ...]:
        """Judge every candidate against the state, best first."""
        return judge(candidates, preferences, conversation, self.catalog)

    def compose(self, brief: Brief) -> Draft:
        """Word the reply from the facts of the brief and nothing else."""
        return compose(brief, self.catalog)

    def score(
        self, candidate: Candidate, preferences: Preferences, conversation: Conversation
    ) -> None:
        """Return None: the rules have no opinion beyond what ratings say."""

    def reasons(
        self, judgement: Judgement, preferences: Preferences, conversation: Conversation
    ) -> tuple[str, ...]:
        """Return none: what speaks for an item is in its judgement."""
        return ()
