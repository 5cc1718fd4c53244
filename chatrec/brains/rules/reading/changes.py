"""Changes of the preference state, made from what was found and how it was said."""

from __future__ import annotations

from ....dialogue.preferences import TEXT, PreferenceValue
from ....dialogue.understanding import Change
from .alternatives import Wish, joined
from .analysis import Analysis, Span
from .findings import Finding
from .lasting import lasting_cues, scope_of
from .polarity import leanings
from .strength import cues_of_strength, head_of, strength_of
from .vocabulary import Vocabulary


def changes_of(
    analysis: Analysis, findings: tuple[Finding, ...], vocabulary: Vocabulary
) -> tuple[Change, ...]:
    """Make the changes of the state, wishes with the polarity and strength of their clause."""
    told = tuple(finding for finding in findings if finding.kind in {"preference", "item"})
    cues, lasting = cues_of_strength(analysis), lasting_cues(analysis)
    leaning = leanings(analysis, told)
    head = head_of(told, leaning, vocabulary)
    wishes = tuple(
        Wish(
            finding,
            leans,
            strength_of(
                finding, leans, analysis, cues, vocabulary, head=finding is head, others=told
            ),
            scope_of(analysis, lasting, analysis.tokens_of(finding.span)[0]),
        )
        for finding, leans in zip(told, leaning, strict=True)
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
            scope=first.scope,
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
        scope=first.scope,
        quote=analysis.text[start:end],
    )


def _texts(value: PreferenceValue) -> list[str]:
    many = value if isinstance(value, tuple) else (value,)
    return [one for one in many if isinstance(one, str)]


def free_changes(analysis: Analysis, wishes: tuple[Span, ...]) -> tuple[Change, ...]:
    """Make the changes that keep free wishes, with the polarity of their clause."""
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
