"""Parts: "a phone with a good camera" wants a phone; the camera is a part of it, not a second kind of thing."""

from __future__ import annotations

from dataclasses import replace

from ....catalog.facets import Schema
from ....dialogue.preferences import TEXT
from .analysis import Analysis
from .filler import is_content
from .findings import Finding
from .words import word_list


def with_parts(
    analysis: Analysis, findings: tuple[Finding, ...], schema: Schema
) -> tuple[Finding, ...]:
    """Return the findings, those that name a part of what is wished for turned into free wishes.

    A value of a category facet is a part where another value of that facet stands before it in its clause with
    "with" or the like between: an item has one value there. So is what it is for: "a mouse for my laptop".
    """
    opening = word_list("parts.toml", "opening")
    heads: dict[tuple[str, int], int] = {}
    made: list[Finding] = []
    for finding in findings:
        facet = schema.get(finding.facet)
        if finding.kind != "preference" or facet is None or facet.type != "category":
            made.append(finding)
            continue
        first, last = analysis.tokens_of(finding.span)
        place = (facet.name, analysis.clause_at(first).first)
        between = analysis.keys[heads[place] : first] if place in heads else ()
        if not opening.isdisjoint(between) or _is_companion(analysis, first):
            wish = replace(finding, facet=TEXT, operator="matches", value=finding.span.quote)
            made.append(replace(wish, strength="prefer"))
        else:
            heads.setdefault(place, last)
            made.append(finding)
    return tuple(made)


def _is_companion(analysis: Analysis, place: int) -> bool:
    """Tell whether a value is what something named before it is used with: "a sleeve for my old laptop"."""
    start = analysis.clause_at(place).first
    for at in range(place - 2, max(start, place - 4), -1):
        if analysis.keys[at] == "for":
            owned = analysis.keys[at + 1] in word_list("parts.toml", "owners")
            return owned and any(is_content(analysis, before) for before in range(start, at))
    return False
