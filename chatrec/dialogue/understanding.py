"""What was said in one message: the intent, the changes of the preference state, and the items meant."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from ..outage import Outage
from .preferences import Operator, Polarity, PreferenceValue, Scope, Strength

Intent = Literal[
    "recommend",
    "more",
    "refine",
    "inform",
    "explain",
    "why_not",
    "compare",
    "choose",
    "accept",
    "reject",
    "reset",
    "show_state",
    "just_show",
    "no_preference",
    "confirm",
    "deny",
    "greet",
    "thanks",
    "goodbye",
    "small_talk",
    "help",
    "out_of_domain",
    "hand_off",
    "unclear",
]
"""recommend: wants items, may say which; more: other items of the same wish; refine: changes the wish after
items were shown; inform: asks a fact about an item or the catalogue; choose: asks which of the items shown to take; just_show, no_preference: the answers that
always stand beside a question; confirm, deny: yes and no to what was asked; show_state: asks what is remembered;
unclear: nothing could be read."""

Stance = Literal[
    "named", "liked", "disliked", "seen", "not_seen", "like_this", "asked", "accepted", "rejected"
]
"""What a person says of an item. named: no more than its name; like_this: wants others like it;
asked: a question is about it."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(_Value):
    """One change of the preference state.

    add: a preference, all fields as in Preference. remove: the entries on `facet`, only those that hold `value`
    where one is given, and those about every facet where `facet` is "*".
    """

    op: Literal["add", "remove"]
    facet: str
    operator: Operator = "is"
    value: PreferenceValue = None
    polarity: Polarity = "wanted"
    strength: Strength = "prefer"
    scope: Scope = "chat"
    quote: str = ""
    """The exact words of the message that it was read from; empty for an answer chip."""


class Mention(_Value):
    """An item that a message speaks of."""

    item_ids: tuple[str, ...]
    """The items it can mean, likeliest first; more than one where the words leave it open."""
    quote: str
    stance: Stance = "named"


InquiryKind = Literal["values", "count", "first", "whether", "mention", "choice"]
"""values: which values a facet has; count: how many items there are; first: which has the least or most of a
number; whether: a yes or no; mention: what the records say of words that no facet holds; choice: which to take."""


class Inquiry(_Value):
    """What a question asks, where it asks more than the facts of an item."""

    kind: InquiryKind
    about: Literal["items", "slate", "catalogue"] = "items"
    """The items named or spoken of last, all that were shown, or all that the catalogue holds."""
    facet: str = ""
    direction: Literal["low", "high"] = "high"
    """For first: whether the least or the most of `facet` is asked for."""
    tests: tuple[Change, ...] = ()
    """For whether: what is asked of each item; for values and count: what they are asked within."""
    within_state: bool = True
    """For values and count: whether the musts of the state hold too ("how many are on Hulu?")."""
    words: str = ""
    """For mention: the words asked about, as they were said."""


class Understanding(_Value):
    """What was said in one message."""

    intent: Intent
    changes: tuple[Change, ...] = ()
    mentions: tuple[Mention, ...] = ()
    asked_facets: tuple[str, ...] = ()
    """The facets that a question is about: "how long is it?" asks `runtime`."""
    inquiry: Inquiry | None = None
    """What a question asks beyond the facts of an item; None for anything else."""
    unread: tuple[str, ...] = ()
    """Wishes in the message that no facet holds, word for word: they are kept as free wishes and said so."""
    unheld: tuple[str, ...] = ()
    """Limits on a measure that no facet holds, word for word: nothing can be found by them, in no text either."""
    unknown_names: tuple[str, ...] = ()
    """Names that look like an item or a person and that the catalogue does not hold."""
    same_need: bool = False
    """Whether what is asked for now is to serve the need spoken of before: "a tablet would do as well"."""
    anew: bool = False
    """Whether the list is to be made anew, also of what was shown: the answer to a wish corrected by hand."""
    count: int | None = None
    """How many items were asked for ("show me five")."""
    language: str | None = None
    """The language or script, where it is plainly not English: "Spanish", "Chinese script"."""
    notes: tuple[str, ...] = ()
    """What was done to the message before it was read: "cut to 4,000 characters"."""
    outage: Outage | None = None
    """What was away, so that the message was read without meaning; None where nothing was."""
