"""What the calls of the page take: one model a call, strict and bounded, so that a handler meets nothing else."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .. import limits
from ..catalog.facets import FacetType
from ..errors import TooLarge

Name = Annotated[str, StringConstraints(max_length=limits.NAME)]
"""The id of an item, an entry or a chat, or the name of a catalogue."""
Line = Annotated[str, StringConstraints(max_length=1_000)]
"""A line that somebody typed; what it may be is told by who uses it."""
Value = Annotated[str, StringConstraints(max_length=limits.VALUE)] | bool | int | float
MESSAGE_ID = r"^[0-9a-f]{32}$"


class Call(BaseModel):
    """What the page tells with every call: the chat that it shows."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    session: Name = ""
    catalog: Name = ""
    message_id: Annotated[str, StringConstraints(pattern=MESSAGE_ID)] | None = None
    """Told again under the same id, a message is answered once."""

    def refuse_excess(self) -> None:
        """Go on only where no text is longer than what is read.

        Raises:
            TooLarge: One is.
        """


class Message(Call):
    """A message of the person."""

    message: str

    def refuse_excess(self) -> None:
        """Go on only where the message is not longer than what is read.

        Raises:
            TooLarge: It is.
        """
        if len(self.message) > limits.MESSAGE:
            raise TooLarge(
                f"the message has {len(self.message):,} characters, and {limits.MESSAGE:,} are the most "
                "that can be read; shorten it and send it again"
            )


class OfItem(Call):
    """Something about an item."""

    item: Name


class OfItems(Call):
    """Something about several items."""

    items: Annotated[tuple[Name, ...], Field(max_length=limits.VALUES)]


class Feedback(OfItem):
    """What a person says of an item by a button."""

    kind: Literal["liked", "disliked", "seen"]


class OfEntry(Call):
    """Something about an entry of the preference state."""

    entry: Name


class EntryEdit(OfEntry):
    """Changes of an entry by hand."""

    changes: Annotated[
        dict[Name, Value | None | Annotated[list[Value], Field(max_length=limits.VALUES)]],
        Field(max_length=8),
    ]


class OfTurn(Call):
    """Something about an answered turn."""

    turn: Annotated[int, Field(ge=0, le=1_000_000)]


class Consent(Call):
    """Whether preferences may be kept across chats."""

    given: bool


class OfChat(Call):
    """Something about a chat of the list."""

    chat: Name


class ChatTitle(OfChat):
    """A new title for a chat."""

    title: Line


class OfCatalog(Call):
    """Something about a catalogue of the list."""

    name: Name


class FacetForm(BaseModel):
    """What the form says of one facet."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    type: FacetType
    label: Line
    ask: bool
    show: bool


class CatalogForm(Call):
    """What the form says of a catalogue that is brought."""

    title: Line
    noun: Line
    facets: Annotated[dict[Line, FacetForm], Field(max_length=1_000)]

    @property
    def asked(self) -> dict[str, dict[str, Any]]:
        """The facets as plain values."""
        return {name: one.model_dump() for name, one in self.facets.items()}
