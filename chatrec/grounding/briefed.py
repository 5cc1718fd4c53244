"""What verification looks at of a brief: chatrec.brains.brain.Brief has it all, and lies above this package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from ..catalog.items import Item
from ..dialogue.conversation import Conversation, Question, Relaxation
from ..dialogue.lookup import Lookup
from ..dialogue.preferences import Preferences
from ..dialogue.reply import Evidence
from ..dialogue.understanding import Understanding


class Ranked(Protocol):
    """A candidate."""

    @property
    def item(self) -> Item:
        """The item."""

    @property
    def signals(self) -> Mapping[str, float]:
        """The parts of its first ranking."""


class Judged(Protocol):
    """A judgement."""

    @property
    def candidate(self) -> Ranked:
        """What was judged."""

    @property
    def score(self) -> float:
        """What orders it."""

    @property
    def match(self) -> float:
        """How much of what was asked for it meets."""

    @property
    def because(self) -> tuple[Evidence, ...]:
        """What speaks for it."""

    @property
    def caveats(self) -> tuple[Evidence, ...]:
        """What speaks against it."""


class Nearby(Protocol):
    """An item that comes near."""

    @property
    def item(self) -> Item:
        """The item."""


class Briefed(Protocol):
    """A brief."""

    @property
    def understanding(self) -> Understanding:
        """What the message said."""

    @property
    def conversation(self) -> Conversation:
        """The conversation before it."""

    @property
    def preferences(self) -> Preferences:
        """The state after it."""

    @property
    def slate(self) -> Sequence[Judged]:
        """What may be picked."""

    @property
    def items(self) -> tuple[Item, ...]:
        """What is spoken about."""

    @property
    def again(self) -> tuple[Item, ...]:
        """What was shown before and fits."""

    @property
    def nearest(self) -> Sequence[Nearby]:
        """What comes near where nothing fits."""

    @property
    def lookup(self) -> Lookup:
        """What was looked up for a question."""

    @property
    def question(self) -> Question | None:
        """The question to ask."""

    @property
    def relaxations(self) -> tuple[Relaxation, ...]:
        """What may be given up."""

    @property
    def fitting(self) -> int:
        """How many items fit."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What must be said."""

    @property
    def dropped(self) -> tuple[str, ...]:
        """What was superseded, in words."""
