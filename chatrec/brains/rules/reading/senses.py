"""Senses: what one phrase can name, and the phrases that people use for one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ....dialogue.preferences import Operator
from ....text import stem
from .synonyms import Concept, concepts, joints
from .words import rank

ORDINARY = 800
"""A singular commoner than this is not made of a plural: "news" is not "new"."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One value that a phrase names."""

    facet: str
    operator: Operator
    value: str | bool | float | tuple[str, ...]
    certainty: float = 1.0
    soft: bool = False
    """Whether the phrase only hints at the value (a mood) rather than names it."""
    general: bool = False
    """Whether the phrase is of the general lexicon rather than of the catalogue itself."""
    by_head: bool = False
    """Whether the phrase is the head of its values ("case") rather than one of them whole."""


Reading = tuple[Sense, ...]
"""What a phrase means: all of these at once ("rom com" is romance and comedy)."""


def values_needed(counts: Counter[str]) -> int:
    """Return how many of its values cover nine tenths of what a facet says."""
    left = 0.9 * counts.total()
    for number, (_, count) in enumerate(counts.most_common(), start=1):
        left -= count
        if left <= 0:
            return number
    return len(counts)


def general(known: dict[str, Sense]) -> Iterator[tuple[str, Reading]]:
    """Yield the phrases of the general lexicon for the values that are known, by phrase key."""
    by_stem = {stemmed(key): sense for key, sense in reversed(known.items())}
    reached: dict[str, Sense] = {}
    for concept in concepts():
        sense = _first(concept, known, by_stem)
        if sense is None:
            continue
        sense = replace(sense, general=True)
        for name in concept.values:
            reached.setdefault(name, sense)
        for phrase in (*concept.values, *concept.says):
            yield phrase, (sense,)
        for phrase in concept.moods:
            yield phrase, (replace(sense, certainty=0.7, soft=True),)
    for joint in joints():
        parts = tuple(reached[name] for name in joint.of if name in reached)
        if len(parts) == len(joint.of):
            for phrase in joint.says:
                yield phrase, parts


def _first(concept: Concept, known: dict[str, Sense], by_stem: dict[str, Sense]) -> Sense | None:
    for name in concept.values:
        if name in known:
            return known[name]
    for name in concept.values:
        if stemmed(name) in by_stem:
            return by_stem[stemmed(name)]
    return None


def variants(key: str) -> Iterator[str]:
    """Yield a phrase with its singular or plural, and without spaces where it has two words."""
    yield key
    last = key.rsplit(" ", 1)[-1]
    if len(last) > 3 and last.isalpha():
        if last.endswith("ies"):
            yield key[:-3] + "y"
        elif last.endswith("s") and not last.endswith("ss"):
            if key != last or rank(last[:-1]) >= ORDINARY:
                yield key[:-1]
        elif last.endswith("y") and last[-2] not in "aeiou":
            yield key[:-1] + "ies"
        elif last.endswith(("s", "x", "ch", "sh")):
            yield key + "es"
        else:
            yield key + "s"
    if key.count(" ") == 1:
        yield key.replace(" ", "")


def stemmed(phrase: str) -> str:
    """Return a phrase with every word stemmed."""
    return " ".join(stem(word) for word in phrase.split(" "))
