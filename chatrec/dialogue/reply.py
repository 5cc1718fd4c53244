"""What a turn gives back: the reply, its picks and the evidence for each."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ..catalog.items import Item, Value
from ..llm.calls import Call
from .conversation import Question, Relaxation
from .preferences import Preferences

ActionKind = Literal[
    "recommend", "ask", "explain", "compare", "inform", "chat", "confirm", "abstain", "hand_off"
]
"""confirm: a house rule asks for a yes first; abstain: nothing fits, relaxations may be offered."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Value):
    """One fact of an item and the preference it meets or misses."""

    facet: str
    value: Value | None = None
    """The fact as the item's record holds it; None where the record holds none."""
    preference: str | None = None
    """The id of the preference; None for a reason without one (popular, similar to a liked item)."""
    met: bool = True
    weight: float = 0.0
    """What it adds to the judgement; below 0 where it speaks against the item."""
    quote: str = ""
    """The person's own words that the preference was read from."""
    related: str | None = None
    """The id of another item that this fact is shared with (a liked or named one)."""


class Claim(_Value):
    """A fact that a sentence states about an item, for verification."""

    item_id: str
    facet: str
    value: Value


class Tally(_Value):
    """How many items of the catalogue have a value; without a facet, how many there are."""

    facet: str = ""
    value: Value | None = None
    count: int


class Sentence(_Value):
    """Words for a person with the facts they state."""

    text: str
    claims: tuple[Claim, ...] = ()
    tallies: tuple[Tally, ...] = ()
    """The counts that it states of the catalogue."""


class Pick(_Value):
    """One recommended item with what speaks for and against it."""

    item: Item
    because: tuple[Evidence, ...] = ()
    caveats: tuple[Evidence, ...] = ()
    reason: str = ""
    """The explanation as shown."""
    caveat: str = ""
    disclosures: tuple[str, ...] = ()
    score: float = 0.0
    match: float = 0.0
    """How much of what was asked for it meets, 0 to 1."""
    signals: dict[str, float] = Field(default_factory=dict)
    """The parts of the retrieval score, by the name of the signal: they sum to the score of the first ranking."""


class Chip(_Value):
    """An answer that a person can give with one click; `send` is the message it stands for."""

    label: str
    send: str
    count: int | None = None


class Step(_Value):
    """One step of a turn in its trace."""

    name: str
    ms: float
    detail: dict[str, Any] = Field(default_factory=dict)


class Fallback(_Value):
    """A step that the rules did, or a part of one, because the model failed at it."""

    step: str
    kind: str
    """What went wrong: a kind of ModelFault."""
    detail: str = ""


class Thought(_Value):
    """What a model reasoned before it answered; kept for who looks into a turn, never shown in a reply."""

    step: str
    text: str


class Trace(_Value):
    """How a reply came about: what was read, decided, counted, verified and repaired, with times."""

    steps: tuple[Step, ...] = ()
    calls: tuple[Call, ...] = ()
    """The calls of models that were made for it, in their order; none without a model."""
    fallbacks: tuple[Fallback, ...] = ()
    thoughts: tuple[Thought, ...] = ()

    @property
    def ms(self) -> float:
        """The time of the whole turn in milliseconds."""
        return sum(step.ms for step in self.steps)


class Reply(_Value):
    """What is shown to the person, and all that stands behind it."""

    session_id: str
    message_id: str
    turn: int
    text: str
    action: ActionKind
    picks: tuple[Pick, ...] = ()
    items: tuple[Item, ...] = ()
    """The items that were asked about, explained or compared, in that order."""
    question: Question | None = None
    relaxations: tuple[Relaxation, ...] = ()
    chips: tuple[Chip, ...] = ()
    preferences: Preferences = Preferences()
    understood: str = ""
    """The preference state in words."""
    trace: Trace = Trace()


class Draft(_Value):
    """A reply before it is verified: sentences with their claims."""

    opening: tuple[Sentence, ...] = ()
    picks: tuple[DraftPick, ...] = ()
    closing: tuple[Sentence, ...] = ()
    """What comes after the picks: a table in words, a question, an offer."""


class DraftPick(_Value):
    """A pick before it is verified."""

    item_id: str
    reason: Sentence
    caveat: Sentence | None = None


Draft.model_rebuild()


class Progress(_Value):
    """A line that says what is being done while a reply is made."""

    step: str
    text: str


class TextDelta(_Value):
    """A piece of the verified text."""

    text: str


Event = Progress | TextDelta | Reply
