"""Units as they are spoken after or before a number. The units themselves are those of the catalogue."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ....catalog.units import Unit, unit_words
from ....catalog.units import units as all_units
from ....text import fold

LONGEST = 3
"""How many tokens the longest spelling of a unit has."""
ANY_MONEY = Unit(name="money", dimension="money", factor=1, words=("money",), sign="")
"""Money of no named currency: the catalogue's own."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a unit word means: one of some units, each a number of times ("grand" is 1,000 of any money)."""

    units: tuple[Unit, ...]
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class SpokenUnits:
    """Unit words by where they may stand."""

    after: dict[tuple[str, ...], Spoken]
    """Words after a number, apart from it or touching it, by their keys."""
    glued: dict[str, Spoken]
    """Words that count only where they touch the number."""
    before: dict[str, Spoken]
    """Signs and codes before a number."""


@cache
def spoken_units() -> SpokenUnits:
    """Return the unit words of the catalogue's units and of data/units.toml."""
    raw = tomllib.loads((files(__package__) / "data" / "units.toml").read_text("utf-8"))
    by_name = {**all_units(), ANY_MONEY.name: ANY_MONEY}
    words: dict[str, Spoken] = {word: Spoken((unit,)) for word, unit in unit_words().items()}
    for word, names in raw["words"].items():
        words[word] = Spoken(tuple(by_name[name] for name in names if name in by_name))
    for word, (times, name) in raw["lots"].items():
        words[word] = Spoken((by_name[name],), float(times))
    ignored = frozenset(raw["ignored"])
    words = {
        fold(word): spoken for word, spoken in words.items() if spoken.units and word not in ignored
    }
    glued_only = {fold(word) for word in raw["glued_only"]}
    after = {
        tuple(word.split()): spoken for word, spoken in words.items() if word not in glued_only
    }
    glued = {word: words[word] for word in glued_only if word in words}
    before = {word: words[word] for word in map(fold, raw["before"]) if word in words}
    return SpokenUnits(after, glued, before)


def convert(value: float, unit: Unit, target: Unit | None) -> float | None:
    """Return a value of one unit in another, to 6 significant digits; None where they do not compare.

    Without a target the value stays as it is. Money stays as it is whatever the currency: rates change, so the
    number is never converted, and the reader notes where the currencies differ.
    """
    if target is None or unit.name == target.name:
        return value
    if unit.dimension != target.dimension:
        return None
    if unit.dimension == "money":
        return value
    return float(f"{value * unit.factor / target.factor:.6g}")


def unit_named(name: str | None) -> Unit | None:
    """Return the unit that a facet's unit names ("min", "kg", "inches"), or None."""
    if not name:
        return None
    return all_units().get(name) or unit_words().get(name.strip().casefold())
