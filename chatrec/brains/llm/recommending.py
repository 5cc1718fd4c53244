"""Recommending by a model: it scores candidates under keys and names facts; code sorts and takes only what it offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import BaseModel, Field

from ...catalog.facets import Schema
from ...catalog.items import Item
from ...dialogue.preferences import Preferences
from ...dialogue.reply import Evidence
from ...llm.faults import ModelFault
from ..brain import Judgement

_STEPS = 4
"""How many steps lie between the lowest and the highest score."""
_CITED = 2
_MOST_DROPPED = 4


class Scored(BaseModel):
    """How well one candidate fits."""

    key: str = Field(description="the key of a candidate")
    score: Literal[1, 2, 3, 4, 5] = Field(description="5 fits best, 1 not at all")
    meets: list[str] = Field(default_factory=list, description="ids of wishes it meets")
    misses: list[str] = Field(default_factory=list, description="ids of wishes it misses")
    cite: list[str] = Field(default_factory=list, description="names of facts that tell why")
    caveat: str = Field(default_factory=str, description="name of a fact against it, or empty")


class Recommendation(BaseModel):
    """Scores for the candidates and the line above those that are shown."""

    opening: str = Field(default_factory=str, description="one line to the person")
    items: list[Scored]


@dataclass(frozen=True, slots=True)
class Recommended:
    """What a model made of the candidates, after all that it may not say was dropped."""

    judged: tuple[Judgement, ...]
    line: str
    facts: Mapping[str, tuple[str, ...]]
    """By item id, the facets to tell."""
    caveats: Mapping[str, str]
    """By item id, the facet that speaks against it."""
    dropped: tuple[str, ...] = ()
    """What it said that was not offered or is in no record."""


def recommended(
    answer: Recommendation,
    offered: Mapping[str, Judgement],
    others: Sequence[Judgement],
    preferences: Preferences,
    schema: Schema,
) -> Recommended:
    """Return the judgements in the order of a model's scores, with the facts that it wants told.

    Args:
        answer: What the model said.
        offered: The judgements of code, under the keys that the model was shown.
        others: Those that it was not shown; they come last, as they are.
        preferences: The state.
        schema: The facets of the catalogue.

    Raises:
        ModelFault: it scored nothing that was offered.
    """
    scored = {one.key: one for one in answer.items if one.key in offered}
    dropped = [f"no candidate {one.key!r}" for one in answer.items if one.key not in offered]
    if not scored:
        raise ModelFault("unfounded", "; ".join(dropped[:_MOST_DROPPED]) or "nothing was scored")
    facts: dict[str, tuple[str, ...]] = {}
    caveats: dict[str, str] = {}
    judged: list[Judgement] = []
    for key, one in scored.items():
        item = offered[key].candidate.item
        known = [name for name in dict.fromkeys(one.cite) if _told(item, name, schema)]
        dropped += [f"no fact {name!r} of {key}" for name in one.cite if name not in known]
        facts[item.id] = tuple(known[:_CITED])
        if one.caveat and _told(item, one.caveat, schema) and one.caveat not in known:
            caveats[item.id] = one.caveat
        judged.append(_judged(offered[key], one, preferences))
    judged.sort(key=lambda one: -one.score)
    unscored = [replace(one, match=0.0) for key, one in offered.items() if key not in scored]
    return Recommended(
        judged=(*judged, *_after(judged, [*unscored, *others])),
        line=answer.opening,
        facts=facts,
        caveats=caveats,
        dropped=tuple(dropped[:_MOST_DROPPED]),
    )


def _told(item: Item, name: str, schema: Schema) -> bool:
    """Tell whether a fact is in the record and may be told."""
    facet = schema.get(name)
    tellable = facet is not None and facet.show and facet.type != "text"
    return tellable and item.fact(name) not in (None, False)


def _judged(judgement: Judgement, scored: Scored, preferences: Preferences) -> Judgement:
    """Return a judgement with the score of the model; of equals the one that code puts first comes first."""
    step = scored.score - 1
    free = {one.id for one in preferences.entries if one.operator == "matches"}
    met = free & set(scored.meets)
    found = tuple(_met(one) for one in judgement.caveats if one.preference in met)
    return replace(
        judgement,
        score=step + judgement.score / 100,
        match=(judgement.match + step / _STEPS) / 2,
        because=(*judgement.because, *found),
        caveats=tuple(one for one in judgement.caveats if one.preference not in met),
    )


def _met(evidence: Evidence) -> Evidence:
    """Return the evidence of a free wish whose words were not found, but whose meaning was."""
    return evidence.model_copy(update={"met": True, "weight": abs(evidence.weight)})


def _after(judged: Sequence[Judgement], others: Sequence[Judgement]) -> list[Judgement]:
    """Return judgements that were not scored, all of them below those that were."""
    lowest = min(one.score for one in judged)
    ordered = sorted(others, key=lambda one: -one.score)
    return [
        replace(one, score=lowest - place, match=min(one.match, 0.0))
        for place, one in enumerate(ordered, 1)
    ]
