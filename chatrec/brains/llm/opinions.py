"""What a model thinks of the candidates, whichever shape it answered in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from .shapes import Told

_BEST, _LAST = 5.0, 3.0
"""The scores of the first and the last of those that were ranked: being among the best says that it fits partly."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model thinks of the candidates."""

    scores: Mapping[str, float]
    """By key, 1 to 5. A candidate that it ranked nowhere has none."""
    told: tuple[Told, ...] = ()
    met: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By key, the ids of the wishes that it meets."""
    line: str = ""
    thoughts: str = field(default="", repr=False)
    """What it reasoned first; for the trace alone."""

    @classmethod
    def of(cls, answer: BaseModel) -> Opinion:
        """Return the opinion in an answer of one of the shapes."""
        said = {name: getattr(answer, name) for name in type(answer).model_fields}
        if "scores" in said:
            scores = {one.key: float(one.score) for one in said["scores"]}
        else:
            scores = _by_rank(said.get("ranked", []))
        return cls(
            scores=scores,
            told=tuple(said.get("tell", ())),
            met={
                one.key: frozenset(one.meets)
                for name in ("met", "tell")
                for one in said.get(name, ())
            },
            line=said.get("opening", ""),
            thoughts=_thoughts(said),
        )


def _by_rank(ranked: list[str]) -> dict[str, float]:
    """Return scores that fall evenly from the first to the last."""
    keys = list(dict.fromkeys(ranked))
    step = (_BEST - _LAST) / max(1, len(keys) - 1)
    return {key: _BEST - place * step for place, key in enumerate(keys)}


def _thoughts(said: Mapping[str, object]) -> str:
    lines = [str(said.get("thoughts", ""))]
    for name in ("matters", "shown_by"):
        part = said.get(name)
        if isinstance(part, list) and part:
            lines.append(f"{name}: {'; '.join(str(one) for one in part)}")
    return "\n".join(line for line in lines if line)
