"""Reading a message by rules: every reader finds what it can, and this settles what was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...dialogue.conversation import Conversation
from ...dialogue.understanding import Intent, Mention, Stance, Understanding
from .analysis import Analysis, Span, analyse
from .answers import read_answer
from .changes import changes_of, free_changes
from .contexts import without_descriptions
from .dates import read_dates
from .dependent_readers import read_dependent
from .findings import Finding
from .free_wishes import facet_names, read_names, read_wishes
from .intent_examples import IntentExamples
from .intents import read_intent
from .languages import language_of
from .links import read_links
from .overlaps import settle
from .parts import with_parts
from .quantities import read_quantities
from .references import read_references
from .title_stances import title_stances
from .vocabulary import Vocabulary

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Turns texts into vectors of length 1, one row each."""

_WISHFUL: frozenset[Intent] = frozenset(
    {"recommend", "refine", "more", "reject", "unclear", "no_preference"}
)
"""The intents under which words that no facet holds are kept as free wishes."""

_TOLD: frozenset[Stance | None] = frozenset({"liked", "disliked", "seen", "not_seen", "accepted"})
"""The stances that tell something of an item."""


def understand(
    message: str,
    conversation: Conversation,
    vocabulary: Vocabulary,
    *,
    embed: Embed | None = None,
) -> Understanding:
    """Read a message. Never raises; takes time linear in the (cut) length of the message.

    Without `embed` the intent is read from what was found alone.
    """
    analysis = analyse(message)
    if not analysis.words:
        return Understanding(intent="unclear", notes=analysis.notes)
    findings = find(analysis, conversation, vocabulary)
    intent = _intent(analysis, findings, conversation, vocabulary, embed)
    taken = _covered(analysis, tuple(finding.span for finding in findings))
    names = read_names(analysis, taken)
    taken |= _covered(analysis, names)
    language = language_of(analysis, findings)
    wishes: tuple[Span, ...] = ()
    if language is None and intent in _WISHFUL:
        told = _covered(analysis, tuple(one.span for one in findings if one.stance in _TOLD))
        named = facet_names(analysis, findings, vocabulary.schema)
        wishes = read_wishes(analysis, taken | named, told)
    if intent in {"unclear", "no_preference"} and wishes:
        intent = "refine" if conversation.slate else "recommend"
    return Understanding(
        intent=intent,
        changes=(*changes_of(analysis, findings, vocabulary), *free_changes(analysis, wishes)),
        mentions=_mentions(findings),
        asked_facets=_facets_asked(findings),
        unread=tuple(span.quote for span in wishes),
        unknown_names=tuple(span.quote for span in names),
        count=_count(findings),
        language=language,
        notes=analysis.notes,
    )


def find(
    analysis: Analysis, conversation: Conversation, vocabulary: Vocabulary
) -> tuple[Finding, ...]:
    """Run every reader and return the findings that stay, with the stance of each item."""
    first = settle(
        analysis,
        (
            *read_answer(analysis, vocabulary.schema, conversation),
            *read_references(analysis, vocabulary.catalog, conversation),
            *read_quantities(analysis, vocabulary.scales, vocabulary.facet_words, conversation),
            *read_dates(analysis, vocabulary.scales),
            *read_links(analysis, vocabulary, conversation),
        ),
    )
    dependent = read_dependent(analysis, vocabulary, vocabulary.questions, conversation, first)
    settled = with_parts(analysis, settle(analysis, (*dependent, *first)), vocabulary.schema)
    wished = without_descriptions(analysis, settled, vocabulary)
    items = tuple(finding for finding in wished if finding.kind == "item")
    stances = dict(zip(map(id, items), title_stances(analysis, items), strict=True))
    return tuple(
        replace(finding, stance=stances[id(finding)]) if finding.kind == "item" else finding
        for finding in wished
    )


def _intent(
    analysis: Analysis,
    findings: tuple[Finding, ...],
    conversation: Conversation,
    vocabulary: Vocabulary,
    embed: Embed | None,
) -> Intent:
    if embed is None:
        return "recommend" if findings else "unclear"
    examples = _examples(embed)
    return read_intent(analysis, findings, vocabulary.catalog, conversation, examples).intent


@lru_cache(maxsize=4)
def _examples(embed: Embed) -> IntentExamples:
    return IntentExamples.learn(embed)


def _count(findings: tuple[Finding, ...]) -> int | None:
    for finding in findings:
        if finding.kind == "count" and isinstance(finding.value, int | float):
            return int(finding.value)
    return None


def _facets_asked(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.facet for one in findings if one.kind == "asked"))


def _covered(analysis: Analysis, spans: tuple[Span, ...]) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(*analysis.tokens_of(span)))


def _mentions(findings: tuple[Finding, ...]) -> tuple[Mention, ...]:
    """Make one mention of each item: what is said of it last counts, a mere name says nothing."""
    found: dict[str, Mention] = {}
    for one in findings:
        if one.kind != "item" or not one.item_ids:
            continue
        before = found.get(one.item_ids[0])
        if before is None:
            stance = one.stance or "named"
            mention = Mention(item_ids=one.item_ids, quote=one.span.quote, stance=stance)
            found[one.item_ids[0]] = mention
        elif one.stance not in {None, "named"}:
            found[one.item_ids[0]] = before.model_copy(update={"stance": one.stance})
    return tuple(found.values())
