"""Which characters of a message some findings cover, so that those that overlap are told in linear time."""

from __future__ import annotations

from collections.abc import Iterable

from .analysis import Span
from .findings import Finding


class Covered:
    """The characters of spans that were added."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._places: set[int] = set()
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Cover a span as well."""
        self._places.update(range(span.start, span.end))

    def overlaps(self, span: Span) -> bool:
        """Tell whether any character of a span is covered."""
        return not self._places.isdisjoint(range(span.start, span.end))


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in the order of the message, less those that overlap one given before them."""
    covered = Covered()
    kept: list[Finding] = []
    for finding in findings:
        if not covered.overlaps(finding.span):
            covered.add(finding.span)
            kept.append(finding)
    return sorted(kept, key=lambda one: one.span.start)
