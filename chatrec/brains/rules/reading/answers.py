"""Answers to the question that the last reply asked: an answer by its label or its place, yes or no to a flag.

Words that name a value ("comedy") need nothing here: they are read like everywhere, the facet asked about first.
"""

from __future__ import annotations

from functools import cache

from ....catalog.facets import Schema
from ....dialogue.conversation import Answer, Conversation
from ....dialogue.preferences import Operator, PreferenceValue
from .analysis import Analysis
from .cues import Lexicon
from .findings import Finding
from .words import phrase_key, read_list

_SHORT = 4
"""The longest message, in words, that can be a place in the list of answers."""


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("answers.toml", "yes", "no")


@cache
def _consent() -> Lexicon:
    return Lexicon.of("answers.toml", "agreeing", "declining")


def agrees(analysis: Analysis) -> bool:
    """Tell whether a message holds a word of agreement."""
    return any(cue.kind == "agreeing" for cue in _consent().find(analysis))


def declines(analysis: Analysis) -> bool:
    """Tell whether a message holds a word of refusal."""
    return any(cue.kind == "declining" for cue in _consent().find(analysis))


def read_answer(
    analysis: Analysis, schema: Schema, conversation: Conversation
) -> tuple[Finding, ...]:
    """Return the answer that the message gives to a pending question, or nothing."""
    question = conversation.pending.question if conversation.pending else None
    if question is None or not analysis.words:
        return ()
    answer = (
        _by_label(analysis, question.answers)
        or _by_place(analysis, question.answers, shown=bool(conversation.slate))
        or _by_yes(analysis, question.answers)
    )
    if answer is None:
        return ()
    operator, value = _meaning(answer, schema)
    whole = analysis.span(0, len(analysis.tokens))
    return (Finding(whole, facet=answer.facet, operator=operator, value=value, polarity="wanted"),)


def _by_label(analysis: Analysis, answers: tuple[Answer, ...]) -> Answer | None:
    said = phrase_key(analysis.text)
    return next((answer for answer in answers if phrase_key(answer.label) == said), None)


def _by_place(analysis: Analysis, answers: tuple[Answer, ...], *, shown: bool) -> Answer | None:
    """Return the answer at the place that is named; beside items shown, only where "option" or the like is said."""
    words = [key for key in analysis.keys if key.isalnum()]
    named = any(_lexicon().has("list_words", word) for word in words)
    if len(words) > _SHORT or (shown and not named):
        return None
    places = [place for word in words if (place := _place(word, len(answers))) is not None]
    if len(places) != 1 or any(
        not _lexicon().has("around", word) and _place(word, len(answers)) is None for word in words
    ):
        return None
    return answers[places[0]]


def _place(word: str, count: int) -> int | None:
    if word == "last":
        return count - 1 if count else None
    for place, name in enumerate(read_list("answers.toml", "places")):
        if word == name or word == str(place + 1) or word == f"{place + 1}.":
            return place if place < count else None
    return None


def _by_yes(analysis: Analysis, answers: tuple[Answer, ...]) -> Answer | None:
    cues = _lexicon().find(analysis)
    if not cues or cues[0].first > 0 or analysis.words > _SHORT:
        return None
    wanted = cues[0].kind == "yes"
    return next((answer for answer in answers if answer.value is wanted), None)


def _meaning(answer: Answer, schema: Schema) -> tuple[Operator, PreferenceValue]:
    facet = schema.get(answer.facet)
    if isinstance(answer.value, tuple):
        return "between", answer.value
    if facet is not None and facet.type == "many":
        return "contains", answer.value
    if facet is not None and facet.numeric:
        return "about", answer.value
    return "is", answer.value
