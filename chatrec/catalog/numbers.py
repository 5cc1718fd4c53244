"""Numbers as files write them: "$1,299.00", "1.2 kg", "1h 45min", "4.5 out of 5"."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from ..short_cache import cache_short_texts
from .units import Unit, convert, unit_words

_NUMBER = re.compile(
    r"\A(?P<before>[^\d\s+\-.,]{1,4})?\s*+(?P<sign>[+\-−])?"
    r"(?P<digits>\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?|[.,]\d+)"
    r"(?P<exponent>[eE][+\-]?\d{1,3})?\s*+[-‑]?\s*+(?P<after>[^\d]{1,20})?"
)
_OUT_OF = re.compile(
    r"\A(?P<number>\d+(?:[.,]\d+)?)\s*(?:/|out of)\s*(?P<top>5|10|100)(?:\s*stars?)?"
)
_CLOCK = re.compile(
    r"\A(?P<h>\d+)\s*+(?:h|hr|hrs|hour|hours)\.?\s*+(?:,|and)?\s*+"
    r"(?P<min>\d+)\s*+(?:m|min|mins|minute|minutes)?\.?"
)
_ISO_DURATION = re.compile(r"pt(?:(?P<h>\d+)h)?(?:(?P<min>\d+)m)?(?:\d+s)?")
_OPEN_END = re.compile(r"(\d)\s*\+$")
"""A number from which on something holds: "8+" of the least age."""
_NOT_UNITS = frozenset("GMSDX")
"""Capitals that are sizes and generations, not grams or days: "5G", "3D"."""


class Quantity(NamedTuple):
    """A number and its unit by the name in chatrec.catalog.units, None where none is written."""

    number: float
    unit: str | None


@cache_short_texts(most=65_536, longest=60)
def read_quantity(text: str) -> Quantity | None:
    """Read a text that is one number and perhaps a unit, or return None.

    "$1,299.00" is 1299 USD, "8+" is 8, "1.299,00 €" is 1299 EUR, "1h 45min" is 105 min, "4.5 out of 5" is 4.5; "1920x1080" is none.
    """
    plain = _OPEN_END.sub(r"\g<1>", text.strip())
    if not plain or len(plain) > 40:
        return None
    whole = _read_clock(plain.lower())
    if whole is not None:
        return whole
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    unit = _unit_of(match["before"], match["after"])
    if unit is None and (match["before"] or (match["after"] or "").strip(" .")):
        return None
    number = float(_plain_digits(match["digits"]) + (match["exponent"] or ""))
    if not math.isfinite(number):
        return None
    return Quantity(-number if match["sign"] in ("-", "−") else number, unit.name if unit else None)


def as_quantity(cell: object) -> Quantity | None:
    """Return the number that a cell holds, with its unit where one is written, or None."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return Quantity(cell, None)
    return read_quantity(cell) if isinstance(cell, str) else None


def fits_unit(quantity: Quantity, unit: str | None) -> float | None:
    """Return the number in the unit of its facet, or None where it is in one that cannot be turned into it."""
    if quantity.unit is None or unit is None:
        return quantity.number
    return convert(quantity.number, of=quantity.unit, to=unit)


def _read_clock(lowered: str) -> Quantity | None:
    out_of = _OUT_OF.fullmatch(lowered)
    if out_of is not None:
        return Quantity(float(out_of["number"].replace(",", ".")), None)
    clock = _CLOCK.fullmatch(lowered) or _ISO_DURATION.fullmatch(lowered)
    if clock is not None and (clock["h"] or clock["min"]):
        return Quantity(60 * int(clock["h"] or 0) + int(clock["min"] or 0), "min")
    return None


def _unit_of(before: str | None, after: str | None) -> Unit | None:
    words = unit_words()
    for side in (before, after):
        written = (side or "").strip().rstrip(".")
        if not written:
            continue
        unit = None if written in _NOT_UNITS else words.get(written.lower())
        if unit is None or (side is before and unit.dimension != "money"):
            return None
        return unit
    return None


def _plain_digits(digits: str) -> str:
    digits = re.sub(r"['\s]", "", digits)
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        decimal = max(digits.rfind("."), digits.rfind(","))
        return re.sub(r"[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    if commas:
        thousands = commas > 1 or re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits)
        return digits.replace(",", "") if thousands else digits.replace(",", ".")
    return digits.replace(".", "") if dots > 1 else digits
