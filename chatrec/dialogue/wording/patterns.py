"""Patterns: how each facet is spoken of, from data/wording.toml, with a sound default for any other facet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ...catalog.facets import Facet
from ...catalog.plurals import singular
from ...text import fold, stem

_UNIT_TAIL = re.compile(r" (?:kg|inch|inches|in|hours|h|gb|hz|m|w|cm|years|min|minutes|usd|mb|tb)$")


class Pattern(BaseModel):
    """The wording of one facet; every text has slots in braces, as data/wording.toml says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    place: Literal["before", "after", "noun"] = "after"
    wish: str = ""
    verb: str = ""
    verbs: str = ""
    bound: str = ""
    exactly: str = ""
    under: str = "under {value}"
    at_most: str = "at most {value}"
    over: str = "over {value}"
    at_least: str = "at least {value}"
    between: str = "between {low} and {high}"
    about: str = "around {value}"
    low: str = ""
    high: str = ""
    less: str = ""
    more: str = ""
    least: str = ""
    """The superlatives, as they follow "is the"."""
    most: str = ""
    at: str = ""
    """The fact before the sentence that it belongs to: "at $549"."""
    stands: str = ""
    """What is said of an item that stands out by it, where the number itself says little."""
    ask: str = ""
    carries: bool = False
    """Whether a wish about it is meant for whatever kind of item is asked for: a trusted brand."""
    against: bool = False
    """Whether its values speak against an item: drawbacks."""

    def own(self, operator: str) -> bool:
        """Tell whether the wording of an operator is given by the pattern itself, bound and all."""
        return operator in self.model_fields_set


_NUMBER = Pattern(bound="with {a_label} of {bound}", verb="has {a_label} of {value}")
_COUNT = Pattern(bound="with {bound} {label}", verb="has {value} {label}")
"""A number of things: "has 3 bedrooms"."""
_FLAG = Pattern(wish="{label}", verb="is {label}")
_LISTED = Pattern(wish="with {label} {value}", verb="has {value} as its {label}")
_DATE = Pattern(
    bound="{label} {bound}",
    under="before {value}",
    at_most="up to {value}",
    over="after {value}",
    at_least="from {value} on",
    exactly="{label} {value}",
    verb="has the {label} {value}",
)
_PERSON = Pattern(wish="with {value}", verb="has {value} as {label}")


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, Pattern], Mapping[str, Pattern]]:
    text = (files(__package__) / "data" / "wording.toml").read_text(encoding="utf-8")
    by_name: dict[str, Pattern] = {}
    by_measure: dict[str, Pattern] = {}
    for entry in loads(text)["facet"]:
        pattern = Pattern.model_validate(entry)
        for name in pattern.names:
            by_name.setdefault(_key(name), pattern)
        for measure in pattern.measures:
            by_measure.setdefault(measure, pattern)
    return by_name, by_measure


@lru_cache(maxsize=4096)
def _pattern(name: str, label: str, measure: str | None, kind: str, people: bool) -> Pattern:
    by_name, by_measure = _table()
    listed = kind in ("category", "many", "text")
    for key in (_key(label), _key(name)):
        found = by_name.get(key)
        # A number is not spoken of with the words of a value, nor a value with those of a number.
        if found is not None and bool(found.wish) == listed and kind != "flag":
            return found
    if not listed and measure is not None and measure in by_measure:
        return by_measure[measure]
    if kind == "flag":
        return _FLAG
    if kind == "date":
        return _DATE
    if people:
        return _PERSON
    if listed:
        return _LISTED
    return _COUNT if singular(label) != label else _NUMBER


def pattern(facet: Facet) -> Pattern:
    """Return the wording of a facet: that of its label or name, else of its measure, else of its type."""
    found = _pattern(facet.name, label(facet), facet.measure, facet.type, facet.people)
    # "a 17 screen" is no English: a number without a unit is given with its label.
    return _NUMBER if facet.numeric and "adj}" in found.verb and not facet.unit else found


def label(facet: Facet) -> str:
    """Return the name of a facet as a sentence has it: without underscores and without its unit.

    "weight_kg" is "weight", "specs.screen" is "screen"; never empty.
    """
    return _label(facet.words)


@lru_cache(maxsize=4096)
def _label(words: str) -> str:
    words = words.rpartition(".")[2] if "." in words else words
    words = " ".join(words.replace("_", " ").split())
    if words != words.upper():
        words = words[:1].lower() + words[1:] if words[1:2].islower() else words
    shorter = _UNIT_TAIL.sub("", words)
    return shorter or words or "detail"


def _key(name: str) -> str:
    words = re.split(r"[\W_]+", fold(name))
    return " ".join(stem(word) for word in words if word)
