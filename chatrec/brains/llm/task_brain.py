"""The brain of a task outside of a chat: the same prompts, the same checks, and the rules where the model fails."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from ...cancelling import Cancellation
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import Preferences
from ...retrieval.candidates import Candidate
from ..brain import Judgement
from .fencing import fenced
from .opinions import Opinion
from .prompting import composing_values, recommending_values
from .recommending import told_of
from .shapes import shape_of
from .turn_brain import TurnBrain

if TYPE_CHECKING:
    from .brain import LLMBrain

_SCORES = "score_then_sort"
"""The variant of judging that scores on five steps."""
_KEY = "c01"
_LINE = 160
_MOST_KNOWN = 40


class LLMTaskBrain(TurnBrain):
    """A brain that is told of a person instead of hearing them."""

    def __init__(self, brain: LLMBrain, message: str, known: Sequence[str]) -> None:
        super().__init__(brain, _hear_nothing, Cancellation())
        self._message = message
        self._known = tuple(fenced(one, limit=_LINE) for one in known[-_MOST_KNOWN:])
        self._wanted = True

    def score(
        self, candidate: Candidate, preferences: Preferences, conversation: Conversation
    ) -> float | None:
        """Return the score that the model gives an item, 1 to 5."""

        def ask() -> float | None:
            judged = self._rules.judge((candidate,), preferences, conversation)
            values = recommending_values(
                self._message, {_KEY: judged[0]}, preferences, conversation, self._rules.catalog
            )
            values["feelings"] = [*self._known, *cast("list[str]", values["feelings"])]
            prompt = self._brain.asker.prompt("judge", _SCORES)
            scores = Opinion.of(self._ask(prompt, values, shape_of(prompt))).scores
            if _KEY not in scores:
                self._note("judge", "unfounded", "it did not score the item")
            return scores.get(_KEY)

        return self._step("judge", ask)

    def reasons(
        self, judgement: Judgement, preferences: Preferences, conversation: Conversation
    ) -> tuple[str, ...]:
        """Return the facets that the model cites of an item, those alone that its record holds."""

        def ask() -> tuple[str, ...]:
            catalog = self._rules.catalog
            values = composing_values(
                self._message, {_KEY: judgement}, preferences, conversation, catalog
            )
            values["feelings"] = [*self._known, *cast("list[str]", values["feelings"])]
            prompt = self._brain.asker.prompt("compose", self._brain.manner.strategy)
            opinion = Opinion.of(self._ask(prompt, values, shape_of(prompt)))
            item = judgement.candidate.item
            telling = told_of(opinion.told, {_KEY: item}, catalog.schema)
            if telling.dropped:
                self._note("compose", "unfounded", "; ".join(telling.dropped))
            return telling.facts.get(item.id, ())

        return self._step("compose", ask) or ()


def _hear_nothing(step: str, text: str) -> None:
    """Report to nobody."""
