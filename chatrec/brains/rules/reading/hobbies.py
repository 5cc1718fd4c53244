"""Hobbies: "he likes photography" asks for a camera; "a laptop for photography" says what a laptop is for.

A word can name a use of many things and hint at one kind of thing. Where the message names no kind, the kind is meant.
"""

from __future__ import annotations

from dataclasses import replace

from .findings import Finding
from .senses import Sense
from .strength import is_purpose
from .vocabulary import Vocabulary
from .words import phrase_key


def with_kinds_of_hobbies(
    findings: tuple[Finding, ...], vocabulary: Vocabulary
) -> tuple[Finding, ...]:
    """Return the findings, a use turned into the kind of thing it hints at where no kind is named."""
    if any(one.kind == "preference" and vocabulary.of_kinds(one.facet) for one in findings):
        return findings
    return tuple(_kind_of(one, vocabulary) for one in findings)


def _kind_of(finding: Finding, vocabulary: Vocabulary) -> Finding:
    if finding.kind != "preference" or not is_purpose(finding.facet):
        return finding
    sense = _hinted(phrase_key(finding.span.quote), vocabulary)
    if sense is None:
        return finding
    return replace(
        finding, facet=sense.facet, operator=sense.operator, value=sense.value, strength="prefer"
    )


def _hinted(phrase: str, vocabulary: Vocabulary) -> Sense | None:
    """Return the kind that a phrase hints at besides the use it names, or None."""
    for reading in vocabulary.phrases.get(phrase, ()):
        if len(reading) == 1 and reading[0].soft and vocabulary.of_kinds(reading[0].facet):
            return reading[0]
    return None
