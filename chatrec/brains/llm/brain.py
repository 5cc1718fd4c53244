"""LLMBrain: reads and recommends by a language model, and by rules wherever that fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from ...cancelling import Cancellation
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import Preferences
from ...dialogue.reply import Draft, Fallback
from ...dialogue.understanding import Understanding
from ...llm.asking import Answer, Asker
from ...llm.budget import Budget
from ...llm.calls import Call
from ...llm.faults import AWAY, ModelFault
from ...retrieval.candidates import Candidate
from ..brain import Brain, Brief, Judgement, Record, Report
from ..rules.brain import RulesBrain
from ..rules.speaking.compose import compose
from ..rules.speaking.guidance import Guidance
from .keys import keyed, shuffled
from .lines import fitting_line
from .needs import is_read_surely, wants_items
from .prompting import reading_values, recommending_values
from .reading import Reading, understood
from .recommending import Recommendation, Recommended, recommended

T = TypeVar("T")
Shape = TypeVar("Shape", bound=BaseModel)

OFFERED = 24
"""How many candidates the model scores: the best by the rules."""
_READING = 0.5
"""The share of a turn's time that reading may take, so that some is left for recommending."""


@dataclass(frozen=True)
class LLMBrain:
    """The brain of one catalogue that asks a model. Every turn has one of its own, see for_turn()."""

    rules: RulesBrain
    asker: Asker
    calls: int
    """1: the model recommends; 2: it reads the message, too."""
    seconds: float
    """How long a turn may wait for models."""

    @property
    def record(self) -> Record:
        """What was called: nothing, outside of a turn."""
        return Record()

    def for_turn(self, report: Report, cancellation: Cancellation) -> Brain:
        """Return the brain of one turn."""
        return _TurnBrain(self, report, Budget.of(self.seconds, cancellation))

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


class _TurnBrain:
    """The brain of one turn: what it called and where it fell back is its record."""

    def __init__(self, brain: LLMBrain, report: Report, budget: Budget) -> None:
        self._brain = brain
        self._rules = brain.rules
        self._report = report
        self._budget = budget
        self._message = ""
        self._wanted = False
        """Whether the message is one that a model is to recommend for."""
        self._away: ModelFault | None = None
        self._recommended: Recommended | None = None
        self._calls: list[Call] = []
        self._fallbacks: list[Fallback] = []

    @property
    def record(self) -> Record:
        """What was called in this turn, and the steps that fell back to the rules."""
        return Record(tuple(self._calls), tuple(self._fallbacks))

    def for_turn(self, report: Report, cancellation: Cancellation) -> Brain:
        """Return the brain of another turn."""
        return self._brain.for_turn(report, cancellation)

    def understand(self, message: str, conversation: Conversation) -> Understanding:
        """Read a message by the model, unless the rules are sure of it."""
        read = self._rules.understand(message, conversation)
        if self._brain.calls > 1 and not is_read_surely(read, message):
            read = self._step("understand", lambda: self._read(message, conversation, read)) or read
        self._message, self._wanted = message, wants_items(read)
        return read

    def judge(
        self,
        candidates: tuple[Candidate, ...],
        preferences: Preferences,
        conversation: Conversation,
    ) -> tuple[Judgement, ...]:
        """Judge candidates by the model where the message wants items, else by the rules."""
        judged = self._rules.judge(candidates, preferences, conversation)
        if not self._wanted or not judged:
            return judged
        self._wanted = False
        self._recommended = self._step(
            "recommend", lambda: self._recommend(judged, preferences, conversation)
        )
        return judged if self._recommended is None else self._recommended.judged

    def compose(self, brief: Brief) -> Draft:
        """Word a reply by the rules, with the line and the facts that the model chose."""
        found = self._recommended
        if found is None or brief.action != "recommend" or not brief.slate:
            return self._rules.compose(brief)
        catalog = self._rules.catalog
        line = fitting_line(found.line, brief, catalog)
        if found.line and not line:
            self._note("compose", "unfounded", f"the opening {found.line!r}")
        return compose(brief, catalog, Guidance(line, found.facts, found.caveats))

    def _read(self, message: str, conversation: Conversation, read: Understanding) -> Understanding:
        values = reading_values(message, conversation, self._rules.vocabulary)
        answer = self._ask("understand", values, Reading, self._budget.share(_READING))
        return understood(answer.value, message, conversation, read, self._rules.vocabulary)

    def _recommend(
        self,
        judged: tuple[Judgement, ...],
        preferences: Preferences,
        conversation: Conversation,
    ) -> Recommended:
        best, others = judged[:OFFERED], judged[OFFERED:]
        self._report("judge", f"Judging {len(best)}")
        seed = f"{conversation.session_id}:{conversation.turn}"
        offered = keyed(shuffled(best, seed), "c")
        catalog = self._rules.catalog
        values = recommending_values(self._message, offered, preferences, conversation, catalog)
        answer = self._ask("recommend", values, Recommendation, self._budget)
        found = recommended(answer.value, offered, others, preferences, catalog.schema)
        if found.dropped:
            self._note("recommend", "unfounded", "; ".join(found.dropped))
        return found

    def _ask(
        self, task: str, values: dict[str, object], shape: type[Shape], budget: Budget
    ) -> Answer[Shape]:
        answer = self._brain.asker.ask(task, values, shape, budget=budget)
        self._calls += answer.calls
        return answer

    def _step(self, name: str, work: Callable[[], T]) -> T | None:
        """Return what a step by the model gives, or None where the rules must do it; once it is away it is not asked."""
        if self._away is not None:
            self._note(name, self._away.kind, "not asked again in this turn")
            return None
        try:
            return work()
        except ModelFault as fault:
            self._calls += fault.calls
            self._away = fault if fault.kind in AWAY else None
            self._note(name, fault.kind, fault.detail)
            return None

    def _note(self, step: str, kind: str, detail: str) -> None:
        self._fallbacks.append(Fallback(step=step, kind=kind, detail=detail))
