"""Overlaps: of several readings of the same words, the longest and surest stays."""

from __future__ import annotations

from .analysis import Analysis
from .findings import Finding

_NEGATIONS = ("not", "no", "non")


def settle(analysis: Analysis, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that stay, in the order of the message.

    Longer ones win; of those as long the surer one, then the earlier in `findings`. Findings on the very same
    words stay together only where they say several values of one facet ("rom com": romance and comedy).
    """
    order = sorted(range(len(findings)), key=lambda number: _weight(analysis, findings[number]))
    kept: list[Finding] = []
    owners: dict[int, Finding] = {}
    for number in order:
        finding = findings[number]
        first, last = analysis.tokens_of(finding.span)
        others = {
            id(owners[place]): owners[place] for place in range(first, last) if place in owners
        }
        if all(_together(finding, other) for other in others.values()):
            kept.append(finding)
            owners.update(dict.fromkeys(range(first, last), finding))
    return tuple(sorted(kept, key=lambda finding: finding.span.start))


def without_figures_of_names(
    numbers: tuple[Finding, ...], links: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Return what was read of numbers less those that are a part of a value written as one word: "5G", "H264".

    A limit on one stays a number ("at least 5G"), and so does what may be a theme as well ("80s").
    """
    names = [
        one.span
        for one in links
        if one.kind == "preference"
        and one.certainty == 1.0
        and any(map(str.isdigit, one.span.quote))
        and any(map(str.isalpha, one.span.quote))
        and not any(map(str.isspace, one.span.quote))
    ]
    return tuple(
        one
        for one in numbers
        if not any(name.start <= one.span.start and one.span.end <= name.end for name in names)
    )


def without_swallowed_negations(
    analysis: Analysis, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Return the findings less the values whose name took up the negation of the value after them.

    "Not rated R" turns down R, also where "Not Rated" is a value of the same facet.
    """
    begins = {
        (analysis.tokens_of(one.span)[0], one.facet)
        for one in findings
        if one.kind == "preference" and one.facet
    }
    return tuple(
        one
        for one in findings
        if not (
            one.kind == "preference"
            and analysis.keys[analysis.tokens_of(one.span)[0]] in _NEGATIONS
            and (analysis.tokens_of(one.span)[1], one.facet) in begins
        )
    )


def _weight(analysis: Analysis, finding: Finding) -> float:
    first, last = analysis.tokens_of(finding.span)
    return -((last - first) * (0.5 + finding.certainty))


def _together(finding: Finding, other: Finding) -> bool:
    same = finding.span == other.span and finding.kind == other.kind == "preference"
    alike = finding.facet == other.facet and finding.operator == other.operator
    return same and alike and finding.value != other.value
