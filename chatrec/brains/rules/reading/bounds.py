"""Words that turn a number into a limit: "under", "at least", "or so", "no more than", "nothing over"."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from ....catalog.measures import measures
from ....text import tokenize
from .analysis import Analysis

Limit = Literal["<", "<=", ">", ">=", "about", "is"]
FLIPPED: dict[Limit, Limit] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_LONGEST = 5
_REACH = 8
"""How many tokens before a limit a negation can stand."""
_BREAKS = frozenset({",", ";", "but", "and", "or", ".", "!", "?"})


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit, the token it starts at, and what its own words say it measures ("cheaper than")."""

    limit: Limit
    first: int
    last: int
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """Words before and after a number that say that it is all there is to spend."""

    before: frozenset[tuple[str, ...]]
    after: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BoundWords:
    """The words of data/bounds.toml by their keys."""

    before: dict[tuple[str, ...], Limit]
    after: dict[tuple[str, ...], Limit]
    between: frozenset[str]
    negators: frozenset[str]
    fillers: frozenset[str]
    opening: frozenset[tuple[str, ...]]
    joining: frozenset[tuple[str, ...]]
    than: dict[tuple[str, ...], tuple[Limit, tuple[str, ...]]]
    """"cheaper than" with its limit and the measures it can be about."""
    years: frozenset[tuple[str, ...]]
    """Limits that only a year can have: "before"."""
    joints: frozenset[str]
    """Words between a number and the name of its facet: "of", "is"."""
    bare: dict[str, dict[tuple[str, ...], Limit]]
    """By measure, words before a number without a limit that give one: "for"."""
    budgets: dict[str, Budget]
    """By measure, the words around a number that make it all there is."""
    default: dict[str, str]
    """By measure, what a number without any limit means."""


def keys_of(phrase: str) -> tuple[str, ...]:
    """Return the keys of a phrase, as an Analysis has them."""
    return tuple(token.folded.replace("'", "") or token.folded for token in tokenize(phrase))


@cache
def bound_words() -> BoundWords:
    """Return the words of data/bounds.toml and the comparatives of the measures."""
    raw = tomllib.loads((files(__package__) / "data" / "bounds.toml").read_text("utf-8"))
    return BoundWords(
        before=_by_keys(raw["before"]),
        after=_by_keys(raw["after"]),
        between=frozenset(raw["between"]["words"]),
        negators=frozenset(raw["negation"]["words"]),
        fillers=frozenset(raw["negation"]["fillers"]),
        opening=frozenset(map(keys_of, raw["ranges"]["opening"])),
        joining=frozenset(map(keys_of, raw["ranges"]["joining"])),
        than=_comparatives(),
        years=frozenset(map(keys_of, raw["years"]["words"])),
        joints=frozenset(raw["joints"]["words"]),
        bare={measure: _by_keys(table) for measure, table in raw["bare"].items()},
        budgets={
            measure: Budget(*(frozenset(map(keys_of, table[side])) for side in ("before", "after")))
            for measure, table in raw["budgets"].items()
        },
        default=raw["default"],
    )


def bound_before(analysis: Analysis, place: int) -> Bound | None:
    """Return the limit that ends right before a token, flipped where a negation stands before it."""
    words, keys = bound_words(), analysis.keys
    for gap in range(3):
        end = place - gap
        if gap and (end < 0 or keys[end] not in words.between):
            break
        for size in range(min(_LONGEST, end), 0, -1):
            phrase = keys[end - size : end]
            limit = words.before.get(phrase)
            about: tuple[str, ...] = ("year",) if phrase in words.years else ()
            if phrase in words.than:
                limit, about = words.than[phrase]
            if limit is not None:
                return _flipped(analysis, Bound(limit, end - size, end, about))
    return None


def bound_after(analysis: Analysis, place: int) -> Bound | None:
    """Return the limit that starts at a token: "or less", "+", "max"."""
    words, keys = bound_words(), analysis.keys
    for size in range(min(_LONGEST, len(keys) - place), 0, -1):
        limit = words.after.get(keys[place : place + size])
        if limit is not None:
            return Bound(limit, place, place + size)
    return None


def _flipped(analysis: Analysis, bound: Bound) -> Bound:
    """Turn "nothing over" into "at most"; the negation becomes part of the bound."""
    if bound.limit not in FLIPPED:
        return bound
    words, keys = bound_words(), analysis.keys
    for place in range(bound.first - 1, max(-1, bound.first - 1 - _REACH), -1):
        if keys[place] in words.negators:
            return Bound(FLIPPED[bound.limit], place, bound.last, bound.measures)
        if keys[place] in _BREAKS or keys[place] not in words.fillers:
            break
    return bound


def _by_keys(table: dict[str, list[str]]) -> dict[tuple[str, ...], Limit]:
    return {
        keys_of(phrase): cast(Limit, limit)
        for limit, phrases in table.items()
        for phrase in phrases
    }


def _comparatives() -> dict[tuple[str, ...], tuple[Limit, tuple[str, ...]]]:
    found: dict[tuple[str, ...], tuple[Limit, tuple[str, ...]]] = {}
    for measure in measures().values():
        for limit, phrases in (("<", measure.less), (">", measure.more)):
            for phrase in phrases:
                for than in ("than", "then"):
                    key = (*keys_of(phrase), than)
                    names = found[key][1] if key in found else ()
                    found[key] = (cast(Limit, limit), (*names, measure.name))
    return found
