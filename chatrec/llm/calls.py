"""A call of a language model, as it is kept in a trace and in the ledger."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Method = Literal["json_schema", "function_calling", "text"]
"""How a structured answer was asked for: by a schema, as the arguments of a tool, or read from text."""


class Call(BaseModel):
    """One question to a model that was answered or failed, with what all requests for it took."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: str
    """What was asked: understand, recommend, ..."""
    prompt: str
    """The identity of the prompt: "recommend/few_shot@1a2b3c4d5e6f"."""
    model: str
    method: Method = "text"
    ms: float = Field(default=0.0, ge=0.0)
    prompt_tokens: int = Field(default=0, ge=0)
    """Tokens that were sent, cached ones included."""
    completion_tokens: int = Field(default=0, ge=0)
    cached_tokens: int = Field(default=0, ge=0)
    """Of `prompt_tokens`, those that the model's server had at hand."""
    estimated: bool = False
    """Whether some of the tokens were counted or estimated here, because the server did not say them, or nothing plausible."""
    cost: float | None = Field(default=None, ge=0.0)
    """In US dollars; None where the price of the model is not known."""
    repaired: bool = False
    """Whether it asked again for an answer that was not of the form asked for."""
    left_out: dict[str, int] = Field(default_factory=dict)
    """How many messages of the history, demonstrations or candidates did not fit into the budget."""
