"""The brain of one turn: each step asks the model where that is worth a call, and the rules where it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from pydantic import BaseModel

from ...cancelling import Cancellation
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import Preferences
from ...dialogue.reply import Draft, Fallback, Thought
from ...dialogue.understanding import Understanding
from ...llm.budget import Budget
from ...llm.calls import Call
from ...llm.faults import AWAY, CutOff, ModelFault
from ...llm.prompts.prompt import Message, Prompt
from ...retrieval.candidates import Candidate
from ..brain import Brain, Brief, Judgement, Record, Report, TaskBrain
from ..rules.speaking.compose import compose
from ..rules.speaking.guidance import Guidance
from .keys import keyed, shuffled
from .lines import fitting_line, fitting_question
from .needs import is_read_surely, wants_items
from .opinions import Opinion
from .prompting import (
    asking_values,
    composing_values,
    in_seeded_order,
    reading_values,
    recommending_values,
)
from .reading import Reading, understood
from .recommending import Recommended, Telling, recommended, told_of
from .shapes import shape_of

if TYPE_CHECKING:
    from .brain import LLMBrain

T = TypeVar("T")
Shape = TypeVar("Shape", bound=BaseModel)

OFFERED = 24
"""How many candidates the model orders: the best by the rules."""
_READING = 0.5
"""The share of a turn's time and tokens that reading may take, so that some is left for recommending."""
_ANSWER = 600
"""Tokens that are kept for an answer."""
_EXAMPLES = {"understand": 4, "recommend": 3}
"""How many demonstrations are shown where a prompt takes them."""


class TurnBrain:
    """The brain of one turn: what it called and where it fell back is its record."""

    def __init__(self, brain: LLMBrain, report: Report, cancellation: Cancellation) -> None:
        self._brain = brain
        self._rules = brain.rules
        self._report = report
        self._budget = Budget.of(brain.manner.seconds, cancellation)
        self._message = ""
        self._known: tuple[str, ...] = ()
        """What is known of the person's taste beside the state, a line each."""
        self._wanted = False
        """Whether the message is one that a model is to recommend for."""
        self._away: ModelFault | None = None
        self._recommended: Recommended | None = None
        self._calls: list[Call] = []
        self._fallbacks: list[Fallback] = []
        self._thoughts: list[Thought] = []

    @property
    def record(self) -> Record:
        """What was called in this turn, and the steps that fell back to the rules."""
        return Record(tuple(self._calls), tuple(self._fallbacks), tuple(self._thoughts))

    def for_turn(self, report: Report, cancellation: Cancellation) -> Brain:
        """Return the brain of another turn."""
        return self._brain.for_turn(report, cancellation)

    def for_task(self, message: str, known: Sequence[str]) -> TaskBrain:
        """Return the brain of a task outside of this turn."""
        return self._brain.for_task(message, known)

    def understand(self, message: str, conversation: Conversation) -> Understanding:
        """Read a message by the model, unless the rules are sure of it."""
        self._message = message
        read = self._rules.understand(message, conversation)
        if self._brain.manner.calls > 1 and not is_read_surely(read, message):
            read = self._step("understand", lambda: self._read(message, conversation, read)) or read
        self._wanted = wants_items(read)
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
        task = "judge" if self._brain.manner.calls > 2 else "recommend"
        self._recommended = self._step(
            task, lambda: self._ordered(task, judged, preferences, conversation)
        )
        return judged if self._recommended is None else self._recommended.judged

    def compose(self, brief: Brief) -> Draft:
        """Word a reply by the rules, with the lines and the facts that the model chose."""
        if self._brain.manner.calls > 2 and self._wanted:
            return self._worded(brief)
        found = self._recommended
        if found is None or brief.action != "recommend" or not brief.slate:
            return self._rules.compose(brief)
        return self._told(brief, found.line, found.telling)

    def _read(self, message: str, conversation: Conversation, read: Understanding) -> Understanding:
        values = reading_values(message, conversation, self._rules.vocabulary)
        prompt = self._brain.asker.prompt("understand", self._brain.manner.strategy)
        answer = self._ask(prompt, values, Reading, share=_READING)
        return understood(answer, message, conversation, read, self._rules.vocabulary)

    def _ordered(
        self,
        task: str,
        judged: tuple[Judgement, ...],
        preferences: Preferences,
        conversation: Conversation,
    ) -> Recommended:
        best, others = judged[:OFFERED], judged[OFFERED:]
        self._report("judge", f"Judging {len(best)}")
        seed = f"{conversation.session_id}:{conversation.turn}"
        places = {id(one): key for key, one in keyed(shuffled(best, seed), "c").items()}
        offered = {places[id(one)]: one for one in best}
        catalog = self._rules.catalog
        values = recommending_values(self._message, offered, preferences, conversation, catalog)
        values["feelings"] = [*self._known, *cast("list[str]", values["feelings"])]
        prompt = self._brain.asker.prompt(task, self._brain.manner.strategy)
        opinion = Opinion.of(self._ask(prompt, values, shape_of(prompt)))
        if opinion.thoughts:
            self._thoughts.append(Thought(step=task, text=opinion.thoughts))
        found = recommended(opinion, offered, others, preferences, catalog.schema)
        if found.dropped:
            self._note(task, "unfounded", "; ".join(found.dropped))
        return found

    def _worded(self, brief: Brief) -> Draft:
        """Let the model name facts of the picks and write the line above them, or word the question."""
        if brief.action == "recommend" and brief.slate:
            said = self._step("compose", lambda: self._chosen(brief))
            return self._rules.compose(brief) if said is None else self._told(brief, *said)
        if brief.action == "ask" and brief.question is not None:
            asked = self._step("ask", lambda: self._asked(brief)) or ""
            question = fitting_question(asked, brief, self._rules.catalog)
            if asked and not question:
                self._note("ask", "unfounded", f"the question {asked!r}")
            return compose(brief, self._rules.catalog, Guidance(question=question))
        return self._rules.compose(brief)

    def _chosen(self, brief: Brief) -> tuple[str, Telling]:
        picks = keyed(brief.slate, "c")
        catalog = self._rules.catalog
        values = composing_values(
            self._message, picks, brief.preferences, brief.conversation, catalog
        )
        prompt = self._brain.asker.prompt("compose", self._brain.manner.strategy)
        opinion = Opinion.of(self._ask(prompt, values, shape_of(prompt)))
        items = {key: one.candidate.item for key, one in picks.items()}
        telling = told_of(opinion.told, items, catalog.schema)
        if telling.dropped:
            self._note("compose", "unfounded", "; ".join(telling.dropped))
        return opinion.line, telling

    def _asked(self, brief: Brief) -> str:
        assert brief.question is not None
        values = asking_values(
            self._message,
            brief.question,
            brief.preferences,
            brief.conversation,
            self._rules.catalog,
        )
        prompt = self._brain.asker.prompt("ask", self._brain.manner.strategy)
        answer = self._ask(prompt, values, shape_of(prompt))
        return str(getattr(answer, "question", ""))

    def _told(self, brief: Brief, said: str, telling: Telling) -> Draft:
        """Word picks with the line and the facts of a model."""
        catalog = self._rules.catalog
        line = fitting_line(said, brief, catalog)
        if said and not line:
            self._note("compose", "unfounded", f"the opening {said!r}")
        return compose(brief, catalog, Guidance(line, telling.facts, telling.caveats))

    def _ask(
        self,
        prompt: Prompt,
        values: dict[str, object],
        shape: type[Shape],
        *,
        share: float = 1.0,
    ) -> Shape:
        """Ask the model within what is left of the turn's time and tokens, and of the day's money."""
        spent = sum(call.prompt_tokens + call.completion_tokens for call in self._calls)
        limit = int((self._brain.manner.tokens - spent) * share) - _ANSWER
        given = {**values, **self._demonstrations(prompt)}
        asker = self._brain.asker
        trimmed = asker.trim(prompt, given, limit=limit)
        try:
            answer = asker.ask(
                prompt,
                in_seeded_order(trimmed.values),
                shape,
                budget=self._budget.share(share),
                left_out=trimmed.left_out,
            )
        except CutOff as cut:
            self._calls += cut.calls
            raise
        self._calls += answer.calls
        return answer.value

    def _demonstrations(self, prompt: Prompt) -> dict[str, list[Message]]:
        """Return the examples for the message, where a prompt takes some."""
        kind = "understand" if prompt.task == "understand" else "recommend"
        bank = self._brain.banks.get(kind)
        if bank is None or not prompt.takes("demonstrations"):
            return {}
        words = self._brain.asker.prompt("demonstration", kind)
        chosen = bank.choose(self._message, count=_EXAMPLES[kind])
        return {
            "demonstrations": [
                message for one in chosen for message in one.render(words, prompt.outputs)
            ]
        }

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
