"""Parts: "a phone with a good camera" wants a phone; the camera is a part of it, not a second kind of thing."""

from __future__ import annotations

from dataclasses import replace

from ...catalog.facets import Schema
from ...dialogue.preferences import TEXT
from .analysis import Analysis
from .findings import Finding
from .words import word_list


def with_parts(
    analysis: Analysis, findings: tuple[Finding, ...], schema: Schema
) -> tuple[Finding, ...]:
    """Return the findings, those that name a part of what is wished for turned into free wishes.

    A value of a category facet is a part where another value of that facet stands before it in its clause with
    "with" or the like between: an item has one value there.
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
        if place in heads and not opening.isdisjoint(analysis.keys[heads[place] : first]):
            wish = replace(finding, facet=TEXT, operator="matches", value=finding.span.quote)
            made.append(replace(wish, strength="prefer"))
        else:
            heads.setdefault(place, last)
            made.append(finding)
    return tuple(made)
