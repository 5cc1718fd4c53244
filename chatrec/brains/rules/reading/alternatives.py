"""Alternatives: "comedy or drama" is one preference for any of them, not two."""

from __future__ import annotations

from dataclasses import dataclass

from ....catalog.facets import LISTED, Schema
from ....dialogue.preferences import Scope, Strength
from .analysis import Analysis
from .findings import Finding
from .polarity import Leaning
from .strength import enough_of_one

_JOINING = frozenset(
    {
        "or",
        "/",
        ",",
        "either",
        "and",
        "a",
        "an",
        "the",
        "maybe",
        "even",
        "some",
        "movie",
        "movies",
        "film",
        "films",
        "kind",
        "of",
        "perhaps",
        "also",
    }
)
_CHOOSING = frozenset({"or", "/", "either"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A finding with all that its surroundings say of it."""

    finding: Finding
    leaning: Leaning
    strength: Strength
    scope: Scope = "chat"


def joined(
    analysis: Analysis, wishes: tuple[Wish, ...], schema: Schema
) -> tuple[tuple[Wish, ...], ...]:
    """Group the wishes: those in one group are alternatives, most groups hold one.

    Wanted values of one facet are alternatives where only list words and at least one "or" stand between them, or
    any list word for a facet of which an item has one value only, or of which one is enough (streaming services), or
    between plurals ("comedies and dramas" are several films).
    """
    groups: list[tuple[Wish, ...]] = []
    run: list[Wish] = []
    choosing = False
    for wish in wishes:
        between = _between(analysis, run[-1], wish) if run else None
        if between is not None and _alike(run[-1], wish, schema):
            choosing = choosing or bool(_CHOOSING & between) or _single(wish, schema)
            choosing = choosing or (_plural(run[-1]) and _plural(wish))
            run.append(wish)
            continue
        groups += [tuple(run)] if choosing else [(one,) for one in run]
        run, choosing = [wish], False
    groups += [tuple(run)] if choosing else [(one,) for one in run]
    return tuple(groups)


def _between(analysis: Analysis, one: Wish, other: Wish) -> set[str] | None:
    _, first = analysis.tokens_of(one.finding.span)
    last, _ = analysis.tokens_of(other.finding.span)
    keys = set(analysis.keys[first:last])
    return keys if keys and keys <= _JOINING and last - first <= 4 else None


def _alike(one: Wish, other: Wish, schema: Schema) -> bool:
    facet = schema.get(other.finding.facet)
    return (
        facet is not None
        and facet.type in LISTED
        and one.finding.facet == other.finding.facet
        and one.finding.value != other.finding.value
        and one.leaning.polarity == other.leaning.polarity == "wanted"
    )


def _single(wish: Wish, schema: Schema) -> bool:
    facet = schema.get(wish.finding.facet)
    if facet is None:
        return False
    return facet.type == "category" or enough_of_one(facet.name)


def _plural(wish: Wish) -> bool:
    value = wish.finding.value
    return (
        wish.finding.span.quote.casefold().endswith("s")
        and isinstance(value, str)
        and not value.casefold().endswith("s")
    )
