"""How many items are asked for: "show me five", "top 10", "just one"."""

from __future__ import annotations

from ....catalog.catalog import Catalog
from .analysis import Analysis
from .findings import Finding
from .measurements import Measurement, read_measurements
from .numbers import touches
from .question_words import question_words

_DIRECT = frozenset({"top", "me", "us", "recommend", "suggest"})
"""Words right after which a small number is how many, whatever follows ("recommend three thrillers")."""


def read_counts(analysis: Analysis, catalog: Catalog) -> tuple[Finding, ...]:
    """Return how many items were asked for ("show me five", "top 10", "just one"), 1 to 20, as a "count"."""
    words, keys = question_words(), analysis.keys
    nouns = words.nouns | {catalog.noun.casefold(), catalog.nouns.casefold()}
    for read in read_measurements(analysis):
        if read.units or not read.whole or not 1 <= read.value <= words.most:
            continue
        first = read.first - (keys[read.first - 1 : read.first] in (("a",), ("an",)))
        before = keys[first - 1] if first else ""
        following = keys[read.last] if read.last < len(keys) else "."
        if _counts_items(analysis, read, before, following, nouns):
            span = analysis.span(read.first, read.last)
            return (Finding(span, "count", value=read.value, certainty=0.8),)
    return ()


def _counts_items(
    analysis: Analysis, read: Measurement, before: str, following: str, nouns: frozenset[str]
) -> bool:
    words = question_words()
    listed = following in nouns
    ends = not following.isalnum() or following in ("instead", "now", "then", "only")
    if read.weak:
        return before in ("just", "only", "exactly") and (listed or ends)
    if before in words.verbs and (listed or ends):
        return True
    if before in _DIRECT and not following.isdigit() and not touches(analysis, read.last):
        return True
    return listed and read.value > 1 and before in words.openers and following not in words.vague
