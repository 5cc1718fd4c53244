"""The question about a facet in words."""

from __future__ import annotations

from ...catalog.facets import Facet
from .frames import fill
from .patterns import label, pattern


def word_question_about(facet: Facet, *, noun: str) -> str:
    """Return the question about a facet: "Which genre are you in the mood for?"."""
    ask = pattern(facet).ask
    if ask:
        return fill(ask, facet, "", noun=noun)
    if facet.type == "flag":
        return f"Should it be {label(facet)}?"
    return f"Do you have a preference for the {label(facet)}?"
