"""Limits on categories that have an order: "PG-13 at most", "nothing above R", "at least 4K", "size M or smaller".

The order is the catalogue's (`order` of a facet). A limit is read as the values that it lets through.
"""

from __future__ import annotations

from dataclasses import replace

from ....catalog.facets import Facet, Schema
from ....text import fold, stem, words
from .analysis import Analysis
from .bounds import Bound, Limit, bound_after, bound_before, bound_words
from .findings import Finding

_RANGING = frozenset({"to", "-", "–", "—", "through", "until", "till", "thru"})


def read_ordered(
    analysis: Analysis, schema: Schema, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Return the limits and ranges that stand around the values of ordered facets, each spanning all its words."""
    values = [
        (finding, facet)
        for finding in sorted(findings, key=lambda one: one.span.start)
        if finding.kind == "preference"
        and (facet := schema.get(finding.facet)) is not None
        and _step(facet, finding.value) is not None
    ]
    ranges = [
        made
        for (low, facet), (high, _) in zip(values, values[1:], strict=False)
        if low.facet == high.facet and (made := _range(analysis, low, high, facet)) is not None
    ]
    limits = [_limited(analysis, finding, facet) for finding, facet in values]
    return (*ranges, *(one for one in limits if one is not None))


def _limited(analysis: Analysis, finding: Finding, facet: Facet) -> Finding | None:
    first, last = analysis.tokens_of(finding.span)
    first = _after_name(analysis, first, facet)
    before, after = bound_before(analysis, first), bound_after(analysis, last)
    if before is not None and before.limit in ("about", "is"):
        before = None
    bound = before or after
    values = _within(facet, finding, bound) if bound is not None else ()
    if bound is None or not values:
        return None
    span = analysis.span(min(first, bound.first), max(last, bound.last))
    # A negation before the limit is a part of it; one before a value with its limit turns both down.
    polarity = "wanted" if bound is before else finding.polarity
    return replace(finding, span=span, operator="any_of", value=values, polarity=polarity)


def _range(analysis: Analysis, low: Finding, high: Finding, facet: Facet) -> Finding | None:
    """Return "S to L" or "between PG and R" as the values from one to the other."""
    first, end = analysis.tokens_of(low.span)[0], analysis.tokens_of(high.span)[1]
    between = analysis.keys[analysis.tokens_of(low.span)[1] : analysis.tokens_of(high.span)[0]]
    opened = analysis.keys[first - 1 : first] in bound_words().opening
    ranging = len(between) == 1 and (between[0] in _RANGING or (opened and between[0] == "and"))
    start, stop = _step(facet, low.value), _step(facet, high.value)
    if not ranging or start is None or stop is None or start >= stop:
        return None
    span = analysis.span(first - opened, end)
    return replace(low, span=span, operator="any_of", value=facet.order[start : stop + 1])


def _after_name(analysis: Analysis, first: int, facet: Facet) -> int:
    """Return the token where a value starts together with the name of its facet before it: "size M"."""
    names = " ".join((facet.name.replace("_", " "), facet.words, *facet.synonyms))
    stems = {stem(word) for word in words(names)}
    start = analysis.clause_at(first).first
    while first > start and analysis.stems[first - 1] in stems:
        first -= 1
    return first


def _within(facet: Facet, finding: Finding, bound: Bound) -> tuple[str, ...]:
    step = _step(facet, finding.value)
    if step is None:
        return ()
    ends: dict[Limit, tuple[int, int]] = {
        "<": (0, step),
        "<=": (0, step + 1),
        ">": (step + 1, len(facet.order)),
        ">=": (step, len(facet.order)),
    }
    start, stop = ends.get(bound.limit, (0, 0))
    return facet.order[start:stop]


def _step(facet: Facet, value: object) -> int | None:
    """Return the place of a value in the order of its facet, or None."""
    if not facet.order or not isinstance(value, str):
        return None
    known = [fold(one) for one in facet.order]
    return known.index(fold(value)) if fold(value) in known else None
