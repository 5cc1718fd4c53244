"""Shortening a prompt to a budget: what is worth least goes first, and what went is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from .faults import ModelFault
from .prompts.prompt import Message, Prompt
from .tokens import Part, count, fit

_WORTH: Final = (
    Part("history", (), drop="first"),
    Part("demonstrations", (), drop="first", together=2),
    Part("candidates", (), drop="last", least=4),
)
"""The inputs that may be shortened, the least worthy first. A demonstration is a message and its answer."""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The inputs of a prompt as far as they fit."""

    values: Mapping[str, Any]
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many messages, demonstrations or candidates were left out."""


def trim(prompt: Prompt, values: Mapping[str, Any], *, limit: int, model: str) -> Trimmed:
    """Shorten the inputs of a prompt until it fits: history, then demonstrations, then candidates.

    Args:
        prompt: What is rendered with them.
        values: The inputs; candidates with the best first.
        limit: The most tokens that the prompt may have.
        model: The name of the model that counts them.

    Raises:
        ModelFault: it does not fit even so (turn_budget).
    """
    parts = [
        replace(part, pieces=[_as_shown(one) for one in values[part.name]])
        for part in _WORTH
        if values.get(part.name)
    ]
    bare = {**values, **{part.name: [] for part in parts}}
    fixed = count(prompt.render(bare), model).tokens
    fitted = fit(parts, limit, model, fixed=fixed)
    if not fitted.fits:
        raise ModelFault(
            "turn_budget", f"{fitted.count.tokens:,} tokens of {prompt.task}, {limit:,} are left"
        )
    kept = {part.name: values[part.name][fitted.kept[part.name]] for part in parts}
    return Trimmed({**values, **kept}, dict(fitted.dropped))


def _as_shown(piece: str | Message) -> str | Message:
    return piece + "\n" if isinstance(piece, str) else piece
