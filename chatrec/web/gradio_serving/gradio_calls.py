"""The bodies of the calls that the page makes: anything else, as a file or a component in a message, is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Session = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,32}$")]
"""What a page calls its visit."""
Text = Annotated[str, StringConstraints(max_length=20_000)]


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Part(_Told):
    """A text of a message."""

    type: Literal["text"]
    text: Text


class Option(_Told):
    """An answer that is offered under a message."""

    label: Text | None = None
    value: Text


class Message(_Told):
    """A message of the conversation as the page holds it."""

    role: Literal["user", "assistant"]
    content: Annotated[list[Part], Field(max_length=4)]
    metadata: Annotated[dict[str, None], Field(max_length=0)] | None = None
    options: Annotated[list[Option], Field(max_length=64)] | None = None


class Example(_Told):
    """An opening that was clicked."""

    text: Text


class Occasion(_Told):
    """What was clicked, and where."""

    index: int | list[int] | None = None
    value: Text | Example | None = None


Value = Text | Annotated[list[Message], Field(max_length=1_000)] | None


class Call(_Told):
    """A call of one of the functions of the page."""

    data: Annotated[list[Value], Field(max_length=8)]
    fn_index: Annotated[int, Field(ge=0)]
    session_hash: Session
    event_data: Occasion | None = None
    trigger_id: int | None = None


class Cancel(_Told):
    """A call that ends another one."""

    event_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    fn_index: Annotated[int, Field(ge=0)]
    session_hash: Session
