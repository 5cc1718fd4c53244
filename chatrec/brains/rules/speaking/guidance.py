"""What another brain wants told: it chooses, the words are made here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Guidance:
    """The choices of a brain that judged the picks; empty where the rules choose themselves."""

    line: str = ""
    """The line above the picks."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By item id, the facets that tell best why it suits."""
    caveats: Mapping[str, str] = field(default_factory=dict)
    """By item id, the facet that speaks against it."""
    question: str = ""
    """The words of the question that is asked."""
