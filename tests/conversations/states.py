"""Lines that speak of the preference state, and whether an entry is what a line says.

A line is a test on facts, and may say how strong and how lasting it is: "genres contains comedy (must)",
"not moods contains scary (prefer)", "wish good soundtrack", "price low", "not brand is Kestrel (user)".
"Under 100" may be kept as below or as at most 100, so that < and <=, > and >= are the same here.
"""

from __future__ import annotations

import re

from chatrec.dialogue.preferences import TEXT, Preference

from .facts import Test, plain, read_test

_MARKS = re.compile(r"\s*\((must|prefer|user|chat|edited|profile)\)$")
_SAME = {"<=": "<", ">=": ">", "contains": "is", "any of": "is", "=": "is"}
_NEAR = 0.011
"""Numbers that were turned from one unit into another may differ by a hundredth."""


def says(line: str, entry: Preference) -> bool:
    """Tell whether an entry of the state is what a line says."""
    marks = []
    while match := _MARKS.search(line):
        marks.append(match[1])
        line = line[: match.start()]
    kept = (entry.strength, entry.scope, entry.source.origin)
    if any(mark not in kept for mark in marks):
        return False
    wish = re.match(r"(not )?wish (.+)", line)
    if wish is not None:
        words = plain(f"{entry.value} {entry.source.quote}")
        unwanted = entry.polarity == "unwanted"
        return entry.facet == TEXT and plain(wish[2]) in words and unwanted == bool(wish[1])
    test = read_test(line)
    if (entry.polarity == "unwanted") != test.opposite or entry.facet != test.facet:
        return False
    operator = entry.operator.replace("_", " ")
    if _SAME.get(operator, operator) != _SAME.get(test.operator, test.operator):
        return False
    return same_values(test, entry)


def same_values(test: Test, entry: Preference) -> bool:
    """Tell whether the values of a line are those of an entry, in any order."""
    if entry.operator in ("low", "high"):
        return True
    kept = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    if len(kept) != len(test.values):
        return False
    if all(isinstance(one, int | float) and not isinstance(one, bool) for one in kept):
        pairs = zip(
            sorted(float(str(one)) for one in kept), sorted(map(float, test.values)), strict=True
        )
        return all(abs(one - other) <= _NEAR * max(1.0, abs(other)) for one, other in pairs)
    return {_word(one) for one in kept} == {_word(one) for one in test.values}


def as_test(entry: Preference) -> Test | None:
    """Return what an entry demands of an item's facts, or None where it demands nothing that facts can show."""
    if entry.facet == TEXT or entry.operator in ("low", "high", "matches"):
        return None
    kept = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    operator = entry.operator.replace("_", " ")
    return Test(
        entry.facet, operator, tuple(str(one) for one in kept), entry.polarity == "unwanted"
    )


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return {"true": "yes", "false": "no"}.get(plain(value), plain(value))
