"""Flags named by the words of their label in any order: "do they allow dogs" of "dogs allowed"."""

from __future__ import annotations

from ....text import stem, words
from .asking import Asking
from .findings import Finding


def flags_named(asking: Asking) -> tuple[Finding, ...]:
    """Return the flags of which a sentence has every word of the label, as findings of yes."""
    taken = {
        place
        for one in asking.findings
        if one.kind in ("preference", "asked")
        for place in range(*asking.place_of(one))
    }
    free = {
        asking.analysis.stems[place]: place
        for place in range(asking.first, asking.last)
        if place not in taken
    }
    found: list[Finding] = []
    for facet in asking.vocabulary.schema:
        label = [stem(word) for word in words(facet.words)]
        if facet.type == "flag" and len(label) > 1 and all(one in free for one in label):
            places = sorted(free[one] for one in label)
            span = asking.analysis.span(places[0], places[-1] + 1)
            found.append(Finding(span, facet=facet.name, value=True))
    return tuple(found)
