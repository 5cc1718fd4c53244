"""The conversation so far: the only thing that lives from turn to turn, as one immutable value."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ..catalog.items import Value
from .preferences import Operator, Preference, Preferences, PreferenceValue


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(_Value):
    """One answer that a question offers, with how many items it leaves."""

    label: str
    facet: str
    operator: Operator = "is"
    value: PreferenceValue = None
    count: int


class Question(_Value):
    """A clarifying question about one facet. "No preference" and "just show me" always stand beside its answers."""

    facet: str
    answers: tuple[Answer, ...] = ()
    text: str = ""


class Relaxation(_Value):
    """A smallest set of musts to give up or loosen so that something fits."""

    drop: tuple[str, ...] = ()
    """Ids of the preferences given up."""
    replace: tuple[Preference, ...] = ()
    """Preferences loosened, under the ids they have."""
    count: int
    """How many items fit then."""
    label: str = ""
    """In words: "100 minutes instead of 90"."""


class Pending(_Value):
    """What the last reply asked and a plain yes or no can answer."""

    kind: Literal["question", "relaxation", "confirmation", "sacrifice"]
    """sacrifice: which of the wishes in force matters least; naming one takes it back."""
    question: Question | None = None
    relaxations: tuple[Relaxation, ...] = ()
    rule: int | None = None
    """The index of the house rule that asks for confirmation."""


class Aside(_Value):
    """What was wished of a kind of item before another was asked for: it counts again when that kind does."""

    kind: Preference
    entries: tuple[Preference, ...] = ()


class Line(_Value):
    """One message of the conversation, as it was said."""

    role: Literal["user", "assistant"]
    text: str


class Conversation(_Value):
    """All that a turn needs to know of the turns before it."""

    session_id: str
    catalog: str = ""
    user: str | None = None
    profile: dict[str, Value] = Field(default_factory=dict)
    """What the host knows of the user: {"streaming_services": ["Hulu"], ...}."""
    turn: int = 0
    """How many turns were answered."""
    preferences: Preferences = Preferences()
    history: tuple[Preferences, ...] = ()
    """The states before the last changes, oldest first, to go back to; without what was only shown."""
    slate: tuple[str, ...] = ()
    """The ids of the items shown last, in the order shown."""
    focus: tuple[str, ...] = ()
    """The ids of the items spoken of last, likeliest referent of "it" first."""
    asked: tuple[str, ...] = ()
    """The facets that were asked about, so that no question comes twice."""
    pending: Pending | None = None
    aside: tuple[Aside, ...] = ()
    """The wishes put aside with a kind of item, oldest first."""
    rules_asked: tuple[int, ...] = ()
    """The confirmation rules that were asked about, so that none is asked twice while other items fit."""
    confirmed: tuple[int, ...] = ()
    """The confirmation rules that the person said yes to."""
    refused: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    """The last messages, oldest first."""
