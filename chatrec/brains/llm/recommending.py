"""Recommending by a model: it orders candidates under keys and names facts; code sorts and takes only what it offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...catalog.facets import Schema
from ...catalog.items import Item
from ...dialogue.preferences import Preferences
from ...dialogue.reply import Evidence
from ...llm.faults import ModelFault
from ..brain import Judgement
from .opinions import Opinion
from .shapes import Told

_STEPS = 4
"""How many steps lie between the lowest and the highest score."""
_CITED = 2
_MOST_DROPPED = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """What a model wants told of items, after all that it may not say was dropped."""

    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By item id, the facets to tell."""
    caveats: Mapping[str, str] = field(default_factory=dict)
    """By item id, the facet that speaks against it."""
    dropped: tuple[str, ...] = ()
    """What it said that was not offered or is in no record."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """What a model made of the candidates."""

    judged: tuple[Judgement, ...]
    line: str
    telling: Telling
    dropped: tuple[str, ...] = ()
    """What it said that was not offered or is in no record."""


def recommended(
    opinion: Opinion,
    offered: Mapping[str, Judgement],
    others: Sequence[Judgement],
    preferences: Preferences,
    schema: Schema,
) -> Recommended:
    """Return the judgements in the order of a model's scores, with the facts that it wants told.

    Args:
        opinion: What the model said.
        offered: The judgements of code, under the keys that the model was shown.
        others: Those that it was not shown; they come last, as they are.
        preferences: The state.
        schema: The facets of the catalogue.

    Raises:
        ModelFault: it scored nothing that was offered.
    """
    scored = {key: score for key, score in opinion.scores.items() if key in offered}
    dropped = [f"no candidate {key!r}" for key in opinion.scores if key not in offered]
    if not scored:
        raise ModelFault("unfounded", "; ".join(dropped[:_MOST_DROPPED]) or "nothing was scored")
    items = {key: one.candidate.item for key, one in offered.items()}
    telling = told_of(opinion.told, items, schema)
    free = {one.id for one in preferences.entries if one.operator == "matches"}
    judged = [
        _judged(offered[key], score, free.intersection(opinion.met.get(key, ())))
        for key, score in scored.items()
    ]
    judged.sort(key=lambda one: -one.score)
    left = [one for key, one in offered.items() if key not in scored]
    return Recommended(
        judged=(*judged, *_after(judged, [*left, *others])),
        line=opinion.line,
        telling=telling,
        dropped=(*dropped, *telling.dropped)[:_MOST_DROPPED],
    )


def told_of(told: Sequence[Told], items: Mapping[str, Item], schema: Schema) -> Telling:
    """Return what may be told of items, of all that a model named.

    Args:
        told: What it named.
        items: The items under the keys that it was shown.
        schema: The facets of the catalogue.
    """
    facts: dict[str, tuple[str, ...]] = {}
    caveats: dict[str, str] = {}
    dropped: list[str] = []
    for one in told:
        item = items.get(one.key)
        if item is None:
            dropped.append(f"no candidate {one.key!r}")
            continue
        known = [name for name in dict.fromkeys(one.cite) if _tellable(item, name, schema)]
        dropped += [f"no fact {name!r} of {one.key}" for name in one.cite if name not in known]
        facts[item.id] = tuple(known[:_CITED])
        if one.caveat and one.caveat not in known and _tellable(item, one.caveat, schema):
            caveats[item.id] = one.caveat
    return Telling(facts, caveats, tuple(dropped))


def _judged(judgement: Judgement, score: float, met: set[str]) -> Judgement:
    """Return a judgement with the score of the model; of equals the one that code puts first comes first.

    Free wishes count as met where their words were not found in the record, but their meaning was by the model.
    """
    step = score - 1
    found = tuple(_met(one) for one in judgement.caveats if one.preference in met)
    return replace(
        judgement,
        score=step + judgement.score / 100,
        match=(judgement.match + step / _STEPS) / 2,
        because=(*judgement.because, *found),
        caveats=tuple(one for one in judgement.caveats if one.preference not in met),
    )


def _tellable(item: Item, name: str, schema: Schema) -> bool:
    """Tell whether a fact is in the record and may be told."""
    facet = schema.get(name)
    tellable = facet is not None and facet.show and facet.type != "text"
    return tellable and item.fact(name) not in (None, False)


def _met(evidence: Evidence) -> Evidence:
    return evidence.model_copy(update={"met": True, "weight": abs(evidence.weight)})


def _after(judged: Sequence[Judgement], others: Sequence[Judgement]) -> list[Judgement]:
    """Return judgements that were not scored, all of them below those that were."""
    lowest = min(one.score for one in judged)
    ordered = sorted(others, key=lambda one: -one.score)
    return [
        replace(one, score=lowest - place, match=one.match / 2)
        for place, one in enumerate(ordered, 1)
    ]
