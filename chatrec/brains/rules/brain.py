"""RulesBrain: reads, judges and speaks with no model at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...cancelling import Cancellation
from ...catalog.catalog import Catalog
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import Preferences
from ...dialogue.reply import Draft
from ...dialogue.understanding import Understanding
from ...errors import Unavailable
from ...retrieval.candidates import Candidate
from ..brain import Brief, Judgement, Record, Report
from .judging.judge import judge
from .reading.intent_examples import Embed, IntentExamples, learnt_examples
from .reading.understand import understand
from .reading.vocabulary import Vocabulary
from .speaking.compose import compose


@dataclass(frozen=True)
class RulesBrain:
    """The brain of one catalogue that works without any model."""

    catalog: Catalog
    vocabulary: Vocabulary
    examples: IntentExamples

    @classmethod
    def of(cls, catalog: Catalog, *, embed: Embed, embed_query: Embed | None = None) -> RulesBrain:
        """Learn the words of a catalogue.

        Args:
            catalog: What is talked about.
            embed: Embeds the examples that messages are compared with.
            embed_query: Embeds the messages, by the same model; `embed` where not given.
        """
        examples = learnt_examples(embed).embedding_by(embed_query or embed)
        return cls(catalog, Vocabulary(catalog), examples)

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
        """Read what a message says, given the conversation before it; by its words alone while the embedder is away."""
        try:
            return understand(message, conversation, self.vocabulary, examples=self.examples)
        except Unavailable as away:
            by_words = self.examples.embedding_by(None)
            read = understand(message, conversation, self.vocabulary, examples=by_words)
            return read.model_copy(update={"outage": away.outage})

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
