"""Intents fitted to what was found in the message and to the state of the conversation.

Scores of examples alone would take "the kids will watch too" for taking an item, a question about an item for a
wish, or noise for a yes: here a few plain rules have the last word.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....dialogue.conversation import Conversation
from ....dialogue.understanding import Intent
from .analysis import Analysis
from .answers import agrees, declines
from .findings import Finding
from .question_words import is_question

LEAST = 0.18
"""Below this score nothing was understood."""
_SURE = 0.38
"""From this score on a statement without anything known in it is out of domain."""
_TAKEN = 0.3
"""Below this score nothing is taken by words that point at no item: "the kids will watch too"."""


@dataclass(frozen=True, slots=True)
class IntentReading:
    """An intent and how sure it is, about 0 to 1."""

    intent: Intent
    score: float


def settled(
    analysis: Analysis,
    reading: IntentReading,
    findings: tuple[Finding, ...],
    conversation: Conversation,
) -> IntentReading:
    """Fit the intent to what was found and to the state: nothing is refined or added to before items were shown."""
    shown = bool(conversation.slate)
    kinds = frozenset(one.kind for one in findings)
    wanting: Intent = "refine" if shown else "recommend"
    reading = _consented(analysis, reading)
    intent = reading.intent
    if intent in ("accept", "confirm") and _only_names(analysis, findings):
        return IntentReading("recommend", reading.score)
    if intent == "accept" and "item" not in kinds and reading.score < _TAKEN:
        return IntentReading(wanting, reading.score)
    if intent == "out_of_domain" and not findings and _is_doubtful(analysis, reading):
        return IntentReading("unclear", reading.score)
    asking = _asking(analysis, intent, kinds, shown=shown)
    if asking is not None:
        return IntentReading(asking, reading.score)
    if intent in ("inform", "compare") and kinds.isdisjoint({"asked", "item"}):
        return IntentReading(wanting if "preference" in kinds else intent, reading.score)
    if not shown and intent in ("refine", "more"):
        return IntentReading("recommend", reading.score)
    if shown and "preference" in kinds and intent == "recommend":
        return IntentReading("refine", reading.score)
    if intent == "unclear" and not kinds.isdisjoint({"preference", "item"}):
        return IntentReading(wanting if "preference" in kinds else "recommend", LEAST)
    return reading


def _consented(analysis: Analysis, reading: IntentReading) -> IntentReading:
    """Agree to and refuse an offer only by words that do: it may be a confirmation of age."""
    agreed = reading.intent != "confirm" or agrees(analysis)
    refused = reading.intent != "deny" or declines(analysis)
    return reading if agreed and refused else IntentReading("unclear", reading.score)


def _asking(
    analysis: Analysis, intent: Intent, kinds: frozenset[str], *, shown: bool
) -> Intent | None:
    """Return what a message asks that was taken for a wish, or None: a question wishes for nothing by itself."""
    if intent not in ("refine", "recommend", "more", "unclear"):
        return None
    if shown and _opens_with_why(analysis) and intent in ("refine", "recommend"):
        return "explain"
    if "asked" in kinds and kinds.isdisjoint({"preference", "removal"}) and _all_ask(analysis):
        return "inform"
    return None


def _opens_with_why(analysis: Analysis) -> bool:
    """Tell whether a message asks for a reason: "why a comedy?" wishes for none."""
    keys = [key for key in analysis.keys if key.isalnum()]
    place = 1 if keys[:1] and keys[0] in ("and", "but", "so", "ok", "okay") else 0
    return keys[place : place + 1] == ["why"] and keys[place + 1 : place + 2] not in (
        ["not"],
        ["dont"],
    )


def _all_ask(analysis: Analysis) -> bool:
    """Tell whether every sentence of a message is a question."""
    sentences = {analysis.sentence_at(clause.first) for clause in analysis.clauses}
    return all(is_question(analysis, first, last) for first, last in sentences)


def _only_names(analysis: Analysis, findings: tuple[Finding, ...]) -> bool:
    """Tell whether a message is no more than the name of one item that was not said anything of."""
    if (
        len(findings) != 1
        or findings[0].kind != "item"
        or findings[0].stance not in (None, "named")
    ):
        return False
    first, last = analysis.tokens_of(findings[0].span)
    others = (*analysis.keys[:first], *analysis.keys[last:])
    return not any(key[:1].isalnum() for key in others)


def _is_doubtful(analysis: Analysis, reading: IntentReading) -> bool:
    """Tell whether a message that asks nothing may well wish what the catalogue does not know: "time travel"."""
    return reading.score < _SURE and not is_question(analysis, 0, len(analysis.tokens))
