"""What a reader found at one place of a message, before polarity, strength and overlaps are settled.

A reader is a function

    read_x(analysis: Analysis, vocabulary: Vocabulary, conversation: Conversation) -> tuple[Finding, ...]

and `understand` runs them all, keeps the longest and surest of those that overlap, and makes of them the
changes and mentions of an `Understanding`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ....dialogue.preferences import Operator, Polarity, PreferenceValue, Strength
from ....dialogue.understanding import Stance
from .analysis import Span

FindingKind = Literal["preference", "item", "removal", "asked", "count", "name"]
"""preference: a facet has a value; item: an item is meant; removal: entries on `facet` ("*": all) are taken
back, those with `value` where one is given; asked: the words name `facet` without a value; count: `value` items
are asked for; name: a capitalised name that the catalogue does not hold."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was read.

    `polarity`, `strength` and `stance` are None where the words of the finding do not settle them: then the
    clause around it does. Where a reader settles them ("cheaper" is a wish whatever stands before it), it gives them.
    """

    span: Span
    kind: FindingKind = "preference"
    facet: str = ""
    operator: Operator = "is"
    value: PreferenceValue = None
    certainty: float = 1.0
    """0 to 1: how sure it is that the words mean this; of two findings as long, the surer wins."""
    polarity: Polarity | None = None
    strength: Strength | None = None
    item_ids: tuple[str, ...] = ()
    """For items: those it can mean, likeliest first."""
    each: bool = False
    """For items: whether every one of `item_ids` is meant ("both", "none of these") rather than one of them."""
    stance: Stance | None = None
    soft: bool = False
    """Whether the value was named by a mood or theme word rather than its own name: "funny" for comedy."""
