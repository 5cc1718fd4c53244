"""Children by their ages: "my kids are 6 and 9", "for a seven year old" wish for what the catalogue has for children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .analysis import Analysis
from .findings import Finding
from .numbers import Numeral, read_numbers
from .toml_parts import table_of, texts_of
from .vocabulary import Vocabulary
from .words import phrase_key, read_data

_OLDEST = 12
"""Up to this age, in years, somebody is served by what is made for children."""
_REACH = 3
"""How many tokens may stand between a child and the first age: "my son, he is 8"."""


@dataclass(frozen=True, slots=True)
class ChildWords:
    """The words of data/children.toml."""

    children: frozenset[str]
    joints: frozenset[str]
    units: frozenset[str]
    names: tuple[str, ...]
    """What a catalogue may call what is made for children, best first."""


@cache
def _words() -> ChildWords:
    raw = table_of(read_data("children.toml"))
    return ChildWords(
        children=frozenset(texts_of(raw["children"])),
        joints=frozenset(texts_of(raw["joints"])),
        units=frozenset(texts_of(raw["units"])),
        names=texts_of(raw["names"]),
    )


def read_children(analysis: Analysis, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Return the wish that the ages of children make, where the catalogue has a value for children.

    The youngest counts: what suits a child of 6 and one of 14 is made for children.
    """
    readings = next(
        (found for name in _words().names if (found := vocabulary.phrases.get(phrase_key(name)))),
        (),
    )
    if not readings:
        return ()
    return tuple(
        Finding(
            span=analysis.span(first, last),
            facet=sense.facet,
            operator=sense.operator,
            value=sense.value,
            certainty=0.9,
            polarity="wanted",
        )
        for first, last, youngest in _ages(analysis)
        if youngest <= _OLDEST
        for sense in readings[0]
    )


def _ages(analysis: Analysis) -> Iterator[tuple[int, int, float]]:
    """Yield where children stand with their ages, and the least age in years."""
    words, keys = _words(), analysis.keys
    numerals = {
        one.first: one for one in read_numbers(analysis) if not one.ordinal and not one.weak
    }
    for place, key in enumerate(keys):
        if key in words.children:
            at = place + 1
            while at < len(keys) and at not in numerals and keys[at] in words.joints:
                at += 1
            if at in numerals and at - place <= _REACH + 1 and keys[at - 1] != key:
                last, youngest = _listed(analysis, numerals, at)
                yield place, last, youngest
        elif place in numerals:
            last, youngest = _listed(analysis, numerals, place)
            if last > numerals[place].last and keys[last - 1] in ("old", "olds", "yo"):
                yield place, last, youngest


def _listed(analysis: Analysis, numerals: dict[int, Numeral], at: int) -> tuple[int, float]:
    """Return where a list of ages ends, its unit included, and the least of them: "6, 9 and 11 years old"."""
    words, keys = _words(), analysis.keys
    youngest, last = numerals[at].value, numerals[at].last
    while True:
        following = next(
            (
                last + size
                for size in (1, 2)
                if last + size in numerals and _joins(keys[last : last + size])
            ),
            None,
        )
        if following is None:
            break
        youngest, last = min(youngest, numerals[following].value), numerals[following].last
    while last < len(keys) and (keys[last] in words.units or keys[last] == "-"):
        last += 1
    return last, youngest


def _joins(between: tuple[str, ...]) -> bool:
    return all(key in (",", "and", "&", "or") for key in between)
