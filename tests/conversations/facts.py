"""Tests on the facts of an item, written apart from the package so that it does not check itself.

A line reads `FACET OPERATOR VALUE`, with `not` before it for the opposite: "runtime < 100", "genres contains comedy",
"not genres contains horror", "brand any of Oriva, Lumio", "year between 1990 and 1999", "price about 800". A fact
that the item does not have holds for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from chatrec.catalog.items import Item

_LINE = re.compile(
    r"(?P<not>not )?(?P<facet>\w+) "
    r"(?P<operator>is|contains|any of|between|about|low|high|matches|<=|>=|<|>|=)(?: (?P<value>.+))?$"
)
ABOUT = 0.25
"""How far from a number "about" may reach, as a share of it: wide, since what counts as near is no promise."""
ABOUT_YEARS = 5.0


@dataclass(frozen=True, slots=True)
class Test:
    """One line, parted: what it is about, the operator, and the values as texts."""

    facet: str
    operator: str
    values: tuple[str, ...]
    opposite: bool = False


def read_test(line: str) -> Test:
    """Part a line; ValueError where it is not one."""
    match = _LINE.match(line.strip())
    if match is None:
        raise ValueError(f"not a test on facts: {line!r}")
    value = match["value"] or ""
    parting = {"between": r" and |\.\.", "any of": r", | or "}.get(match["operator"])
    values = re.split(parting, value) if parting else [value]
    return Test(
        match["facet"], match["operator"], tuple(one.strip() for one in values), bool(match["not"])
    )


def holds(line: str, item: Item) -> bool:
    """Tell whether a line holds for an item."""
    return passes(read_test(line), item)


def passes(test: Test, item: Item) -> bool:
    """Tell whether a test holds for an item."""
    fact = item.title if test.facet == "title" else item.attributes.get(test.facet)
    return _meets(test, fact) != test.opposite


def plain(text: object) -> str:
    """Return a text in lower case without accents."""
    flat = unicodedata.normalize("NFKD", str(text))
    return "".join(mark for mark in flat if not unicodedata.combining(mark)).casefold().strip()


def _meets(test: Test, fact: object) -> bool:
    if fact is None:
        return False
    if test.operator in ("low", "high", "matches"):
        return True
    if isinstance(fact, bool):
        return plain(test.values[0]) in (("true", "yes") if fact else ("false", "no"))
    if isinstance(fact, int | float):
        return _number_meets(test, float(fact))
    held = {plain(one) for one in fact} if isinstance(fact, tuple | list) else {plain(fact)}
    return any(plain(value) in held for value in test.values)


def _number_meets(test: Test, fact: float) -> bool:
    numbers = [float(value) for value in test.values]
    first = numbers[0]
    reach = ABOUT_YEARS if test.facet == "year" else ABOUT * abs(first)
    outcomes = {
        "<": fact < first,
        "<=": fact <= first,
        ">": fact > first,
        ">=": fact >= first,
        "between": first <= fact <= numbers[-1],
        "about": abs(fact - first) <= reach,
    }
    return outcomes.get(test.operator, fact in numbers)
