"""Reading a message by rules: every reader finds what it can, and this settles what was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...dialogue.conversation import Conversation
from ...dialogue.preferences import TEXT, PreferenceValue
from ...dialogue.understanding import Change, Intent, Mention, Understanding
from .alternatives import Wish, joined
from .analysis import Analysis, Span, analyse
from .contexts import without_descriptions
from .dates import read_dates
from .findings import Finding
from .free_wishes import read_names, read_wishes
from .intent_examples import IntentExamples
from .intents import read_intent
from .links import read_links
from .overlaps import settle
from .polarity import leanings
from .quantities import read_quantities
from .references import read_references
from .strength import cues_of_strength, strength_of
from .title_stances import title_stances
from .vocabulary import Vocabulary

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Turns texts into vectors of length 1, one row each."""

_WISHFUL: frozenset[Intent] = frozenset({"recommend", "refine", "more", "reject"})
"""The intents under which words that no facet holds are kept as free wishes."""


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
    findings = find(analysis, conversation, vocabulary)
    intent = _intent(analysis, findings, conversation, vocabulary, embed)
    taken = _covered(analysis, tuple(finding.span for finding in findings))
    names = read_names(analysis, taken)
    taken |= _covered(analysis, names)
    wishes = read_wishes(analysis, taken) if intent in _WISHFUL else ()
    return Understanding(
        intent=intent,
        changes=(*changes_of(analysis, findings, vocabulary), *_free(analysis, wishes)),
        mentions=_mentions(findings),
        asked_facets=_facets_asked(findings),
        unread=tuple(span.quote for span in wishes),
        unknown_names=tuple(span.quote for span in names),
        count=_count(findings),
        notes=analysis.notes,
    )


def find(
    analysis: Analysis, conversation: Conversation, vocabulary: Vocabulary
) -> tuple[Finding, ...]:
    """Run every reader and return the findings that stay, with the stance of each item."""
    scales = vocabulary.scales
    settled = settle(
        analysis,
        (
            *read_references(analysis, vocabulary.catalog, conversation),
            *read_quantities(analysis, scales, vocabulary.facet_words, conversation),
            *read_dates(analysis, scales),
            *read_links(analysis, vocabulary, conversation),
        ),
    )
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


def changes_of(
    analysis: Analysis, findings: tuple[Finding, ...], vocabulary: Vocabulary
) -> tuple[Change, ...]:
    """Make the changes of the state, wishes with the polarity and strength of their clause."""
    told = tuple(finding for finding in findings if finding.kind in {"preference", "item"})
    cues = cues_of_strength(analysis)
    wishes = tuple(
        Wish(finding, leans, strength_of(finding, leans, analysis, cues, vocabulary))
        for finding, leans in zip(told, leanings(analysis, told), strict=True)
        if finding.kind == "preference"
    )
    removed = (
        Change(op="remove", facet=one.facet, value=one.value, quote=one.span.quote)
        for one in findings
        if one.kind == "removal"
    )
    made = (_change(analysis, group) for group in joined(analysis, wishes, vocabulary.schema))
    return tuple(dict.fromkeys((*removed, *made)))


def _change(analysis: Analysis, group: tuple[Wish, ...]) -> Change:
    first = group[0]
    if len(group) == 1:
        return Change(
            op="add",
            facet=first.finding.facet,
            operator=first.finding.operator,
            value=first.finding.value,
            polarity=first.finding.polarity or first.leaning.polarity,
            strength=first.strength,
            quote=first.finding.span.quote,
        )
    values: list[str] = []
    for wish in group:
        values += _texts(wish.finding.value)
    start, end = first.finding.span.start, group[-1].finding.span.end
    musts = all(wish.strength == "must" for wish in group)
    return Change(
        op="add",
        facet=first.finding.facet,
        operator="any_of",
        value=tuple(dict.fromkeys(values)),
        strength="must" if musts else "prefer",
        quote=analysis.text[start:end],
    )


def _texts(value: PreferenceValue) -> list[str]:
    many = value if isinstance(value, tuple) else (value,)
    return [one for one in many if isinstance(one, str)]


def _mentions(findings: tuple[Finding, ...]) -> tuple[Mention, ...]:
    found = (
        Mention(item_ids=one.item_ids, quote=one.span.quote, stance=one.stance or "named")
        for one in findings
        if one.kind == "item" and one.item_ids
    )
    return tuple(dict.fromkeys(found))


def _free(analysis: Analysis, wishes: tuple[Span, ...]) -> tuple[Change, ...]:
    findings = tuple(Finding(span, facet=TEXT, operator="matches") for span in wishes)
    return tuple(
        Change(
            op="add",
            facet=TEXT,
            operator="matches",
            value=finding.span.quote,
            polarity=leaning.polarity,
            quote=finding.span.quote,
        )
        for finding, leaning in zip(findings, leanings(analysis, findings), strict=True)
    )
