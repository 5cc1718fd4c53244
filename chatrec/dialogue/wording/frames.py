"""Filling the patterns of facets with words."""

from __future__ import annotations

from collections.abc import Mapping

from ...catalog.facets import Facet
from .patterns import label
from .values import noun_phrase, with_article


def fill(
    frame: str,
    facet: Facet,
    value: str,
    *,
    noun: str = "item",
    adj: str = "",
    more: Mapping[str, str] | None = None,
) -> str:
    """Put words into the slots of a pattern; the words themselves are never read as a pattern."""
    slots = {"value": value, "adj": adj or value, "label": label(facet), "noun": noun}
    if "{a_" in frame:
        slots["a_value"] = noun_phrase(value)
        slots["a_adj"] = with_article(adj or value)
        slots["a_label"] = with_article(label(facet))
    return frame.format_map(slots | dict(more or {}))


def plain(text: str) -> str:
    """Return a text with single spaces and none at its ends."""
    return " ".join(text.split())
