"""Numbers with their units: "$800", "2 hours and 15 minutes", "1h30", "an hour and a half", "13.3-inch"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ....catalog.units import Unit
from .analysis import Analysis
from .bounds import bound_words
from .clocks import is_clock
from .numbers import Numeral, number_words, read_numbers, touches
from .units import LONGEST, Spoken, spoken_units

_LOTS = frozenset({"time", "money", "mass", "data", "length"})
"""Dimensions of which "a" is one: "an hour", "a kilo", "a terabyte"."""
_SMALLER = {"h": "min", "ft": "in", "lb": "oz", "min": "s", "kg": "g", "m": "cm"}
"""The unit that a number after "1h" or "5 ft" is in."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number and the units that it can be in, in tokens from `first` up to, not including, `last`."""

    first: int
    last: int
    value: float
    units: tuple[Unit, ...] = ()
    """Likeliest first; empty where no unit was said."""
    decimals: int = 0
    digits: bool = True
    weak: bool = False
    """Whether the word may be no number at all ("one")."""
    plus: bool = False
    """Whether a plus sign stands between number and unit: "4+ stars"."""

    @property
    def whole(self) -> bool:
        """Whether the number was said without a fraction."""
        return self.decimals == 0 and self.value == int(self.value)


def read_measurements(analysis: Analysis) -> tuple[Measurement, ...]:
    """Return the numbers of a message with their units, in order, none overlapping.

    Ordinals and numbers that touch a word before them ("PS5", "iPhone12") are left out.
    """
    numerals = {numeral.first: numeral for numeral in read_numbers(analysis)}
    found: list[Measurement] = []
    place = 0
    while place < len(analysis.tokens):
        read = _lot_at(analysis, place, numerals)
        if read is None and place in numerals:
            read = _measured(analysis, numerals[place], numerals)
            place = max(place, numerals[place].last - 1)
        if read is not None and (not found or read.first >= found[-1].last):
            found.append(read)
            place = max(place, read.last - 1)
        place += 1
    return tuple(found)


def _measured(
    analysis: Analysis, numeral: Numeral, numerals: dict[int, Numeral]
) -> Measurement | None:
    if numeral.ordinal or _names_a_model(analysis, numeral):
        return None
    if is_clock(analysis, numeral.first, numeral.last, numeral.value):
        return None
    read = Measurement(
        numeral.first,
        numeral.last,
        numeral.value,
        decimals=numeral.decimals,
        digits=numeral.digits,
        weak=numeral.weak,
    )
    sign = _unit_before(analysis, numeral.first)
    if sign is not None:
        read = replace(read, first=numeral.first - 1, units=sign.units, weak=False)
    plus = analysis.keys[read.last : read.last + 1] == ("+",)
    spoken, last = _unit_after(analysis, read.last + plus)
    if spoken is not None and (sign is None or spoken.units[0].dimension == "money"):
        units = spoken.units
        read = replace(read, last=last, value=read.value * spoken.times, units=units, weak=False)
    return _with_rest(analysis, read, numerals)


def _names_a_model(analysis: Analysis, numeral: Numeral) -> bool:
    """Tell whether a number touches a word before it that is no currency: "PS5", "h264", "USB3"."""
    if not touches(analysis, numeral.first):
        return False
    before = analysis.tokens[numeral.first - 1]
    if before.is_word:
        return before.folded not in spoken_units().before
    if before.raw != "-" or numeral.first < 2 or not touches(analysis, numeral.first - 1):
        return False
    joined = analysis.keys[numeral.first - 2 : numeral.first]
    return analysis.tokens[numeral.first - 2].is_word and joined not in bound_words().before


def _unit_before(analysis: Analysis, place: int) -> Spoken | None:
    if not place:
        return None
    return spoken_units().before.get(analysis.tokens[place - 1].folded)


def _unit_after(analysis: Analysis, place: int) -> tuple[Spoken | None, int]:
    """Return the unit that starts at a token, or after a hyphen there, and the token after it."""
    keys, table = analysis.keys, spoken_units()
    if place < len(keys) and touches(analysis, place):
        for key in (analysis.tokens[place].folded, keys[place]):
            if key in table.glued and not _opens_quote(analysis, place):
                return table.glued[key], place + 1
    hyphened = place + 1 < len(keys) and keys[place] in ("-", "–")
    if hyphened and keys[place + 1] in table.glued and keys[place + 1].isalpha():
        return table.glued[keys[place + 1]], place + 2
    if hyphened and not keys[place + 1].isalpha():
        return None, place
    place += hyphened
    for size in range(min(LONGEST, len(keys) - place), 0, -1):
        spoken = table.after.get(keys[place : place + size])
        if spoken is not None:
            return spoken, place + size
    return None, place


def _opens_quote(analysis: Analysis, place: int) -> bool:
    """Tell whether an inch sign closes a quotation that was opened before it."""
    sign = analysis.tokens[place]
    return not sign.is_word and analysis.text.count(sign.raw, 0, sign.start) % 2 == 1


def _with_rest(analysis: Analysis, read: Measurement, numerals: dict[int, Numeral]) -> Measurement:
    """Add a smaller part: "2 hours and 15 minutes", "1h30", "5 ft 11", "an hour and a half"."""
    if not read.units:
        return read
    unit, keys = read.units[0], analysis.keys
    last = read.last
    if keys[last : last + 2] == ("and", "a") and last + 2 < len(keys):
        part = number_words().fractions.get(keys[last + 2])
        if part is not None:
            return replace(read, last=last + 3, value=read.value + part)
    smaller = _SMALLER.get(unit.name)
    at = last + (keys[last : last + 1] in (("and",), (",",)))
    following = numerals.get(at)
    if smaller is None or following is None or following.ordinal:
        return read
    spoken, end = _unit_after(analysis, following.last)
    if spoken is not None and spoken.units[0].name == smaller:
        ratio = spoken.units[0].factor / unit.factor
        return replace(read, last=end, value=read.value + following.value * ratio)
    if spoken is None and at == last and touches(analysis, at) and following.value < 60:
        ratio = 1 / (12 if unit.name == "ft" else 60)
        return replace(read, last=following.last, value=read.value + following.value * ratio)
    return read


def _lot_at(analysis: Analysis, place: int, numerals: dict[int, Numeral]) -> Measurement | None:
    """Return "an hour", "a grand", "a dollar": one unit without a number."""
    if analysis.keys[place] not in ("a", "an"):
        return None
    spoken, last = _unit_after(analysis, place + 1)
    if spoken is None or spoken.units[0].dimension not in _LOTS:
        return None
    read = Measurement(place, last, spoken.times, spoken.units, digits=False)
    return _with_rest(analysis, read, numerals)
