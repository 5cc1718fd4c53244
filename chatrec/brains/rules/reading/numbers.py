"""Numbers of a message: in digits ("1,299", "1.2k", "2 1/2") and in words ("two hundred", "a couple of")."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .analysis import Analysis

_SUFFIXES = ("st", "nd", "rd", "th")
_DIGITS = 12
"""A longer row of digits is a code, not a number that somebody means."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the tokens it stands in, from `first` up to, not including, `last`."""

    first: int
    last: int
    value: float
    ordinal: bool = False
    digits: bool = True
    """Whether it is written in digits."""
    decimals: int = 0
    """How many places after the point were written."""
    weak: bool = False
    """Whether the word may be no number at all: "one", "a", "4k"."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words of data/numbers.toml."""

    small: dict[str, float]
    tens: dict[str, float]
    scales: dict[str, float]
    vague: dict[str, float]
    fractions: dict[str, float]
    ordinals: dict[str, float]
    resolutions: tuple[float, ...]


@cache
def number_words() -> NumberWords:
    """Return the number words of data/numbers.toml."""
    raw = tomllib.loads((files(__package__) / "data" / "numbers.toml").read_text("utf-8"))
    return NumberWords(
        raw["ones"],
        raw["tens"],
        raw["scales"],
        raw["vague"],
        raw["fractions"],
        raw["ordinals"],
        tuple(raw["resolutions"]["k"]),
    )


def parse_digits(raw: str) -> tuple[float, int] | None:
    """Return the value and the decimal places of "1,299", "12.50", "1.299,00" or "1,5"; None for no number.

    A comma before exactly three digits groups thousands; a point is a decimal point unless several or a
    later comma show otherwise.
    """
    if len(raw) > _DIGITS:
        return None
    plain = raw
    if "," in raw and "." in raw:
        decimal = max(raw.rfind(","), raw.rfind("."))
        plain = raw[:decimal].replace(",", "").replace(".", "") + "." + raw[decimal + 1 :]
    elif "," in raw:
        groups = raw.split(",")
        grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
        if not grouped and len(groups) > 2:
            return None
        plain = raw.replace(",", "" if grouped else ".")
    elif raw.count(".") > 1:
        groups = raw.split(".")
        if any(len(group) != 3 for group in groups[1:]):
            return None
        plain = raw.replace(".", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value, len(plain.partition(".")[2])


def read_numbers(analysis: Analysis) -> tuple[Numeral, ...]:
    """Return the numbers of a message, in order, none overlapping. Never raises; linear in its tokens."""
    found: list[Numeral] = []
    place = 0
    while place < len(analysis.tokens):
        numeral = _digits_at(analysis, place) or _words_at(analysis, place)
        if numeral is None:
            place += 1
            continue
        found.append(numeral)
        place = numeral.last
    return tuple(found)


def touches(analysis: Analysis, place: int) -> bool:
    """Tell whether a token touches the one before it."""
    return 0 < place < len(analysis.tokens) and (
        analysis.tokens[place - 1].end == analysis.tokens[place].start
    )


def _digits_at(analysis: Analysis, place: int) -> Numeral | None:
    token = analysis.tokens[place]
    if not token.is_number:
        return None
    parsed = parse_digits(token.raw)
    if parsed is None:
        return None
    value, decimals = parsed
    last = place + 1
    following = analysis.keys[last] if last < len(analysis.keys) else ""
    if touches(analysis, last):
        if following in _SUFFIXES:
            return Numeral(place, last + 1, value, ordinal=True)
        if following == "k":
            weak = value in number_words().resolutions
            return Numeral(place, last + 1, value * 1000, weak=weak)
        if following == "/":
            return _fraction(analysis, place, 0.0)
    value, last = _scaled(analysis, value, last)
    if last + 2 < len(analysis.keys) and analysis.keys[last + 1] == "/":
        mixed = _fraction(analysis, last, value)
        if mixed is not None:
            return Numeral(place, mixed.last, mixed.value)
    value, last = _with_half(analysis, value, last)
    return Numeral(place, last, value, decimals=decimals)


def _fraction(analysis: Analysis, place: int, whole: float) -> Numeral | None:
    """Return "1/2" at a token, added to a whole; only halves to tenths of less than one."""
    parts = [
        parse_digits(analysis.keys[at])
        for at in (place, place + 2)
        if at < len(analysis.keys) and analysis.tokens[at].is_number
    ]
    if len(parts) < 2 or parts[0] is None or parts[1] is None or not touches(analysis, place + 1):
        return None
    above, below = parts[0][0], parts[1][0]
    if not 0 < above < below <= 10 or (below in (5, 10) and not whole):
        # "4/5" and "8/10" are marks out of five and ten, so the first number is the one meant.
        return Numeral(place, place + 3, above) if below in (5, 10) else None
    return Numeral(place, place + 3, whole + above / below)


def _scaled(analysis: Analysis, value: float, last: int) -> tuple[float, int]:
    scales = number_words().scales
    while last < len(analysis.keys) and analysis.keys[last] in scales:
        value *= scales[analysis.keys[last]]
        last += 1
    return value, last


def _with_half(analysis: Analysis, value: float, last: int) -> tuple[float, int]:
    """Add "and a half" or "½" that follows a number."""
    fractions = number_words().fractions
    keys = analysis.keys
    if last < len(keys) and keys[last] in fractions and not keys[last].isascii():
        return value + fractions[keys[last]], last + 1
    if (
        keys[last : last + 2] == ("and", "a")
        and last + 2 < len(keys)
        and keys[last + 2] in fractions
    ):
        return value + fractions[keys[last + 2]], last + 3
    return value, last


def _words_at(analysis: Analysis, place: int) -> Numeral | None:
    words, keys = number_words(), analysis.keys
    key = keys[place]
    if key in words.ordinals:
        return Numeral(place, place + 1, words.ordinals[key], ordinal=True, digits=False)
    if key in words.vague and place and keys[place - 1] in ("a", "the", "last", "past"):
        of_scale = keys[place + 1 : place + 2] == ("of",) and _is_scale(keys, place + 2)
        value, last = _scaled(analysis, words.vague[key], place + 1 + of_scale)
        last += keys[last : last + 1] == ("of",)
        return Numeral(place, last, value, digits=False)
    if key in words.fractions:
        return _part(analysis, place)
    if key in ("a", "an") and place + 1 < len(keys) and keys[place + 1] in words.scales:
        value, last = _scaled(analysis, 1.0, place + 1)
        return Numeral(place, last, value, digits=False)
    value, last = _cardinal(analysis, place)
    if last == place:
        return None
    value, last = _with_half(analysis, value, last)
    return Numeral(place, last, value, digits=False, weak=key == "one" and last == place + 1)


def _part(analysis: Analysis, place: int) -> Numeral:
    """Return "half", "half an", "a quarter of an": the words up to a unit."""
    keys, last = analysis.keys, place + 1
    for word in ("of", "a", "an"):
        if keys[last : last + 1] == (word,):
            last += 1
    value = number_words().fractions[keys[place]]
    return Numeral(place, last, value, digits=False, weak=True)


def _cardinal(analysis: Analysis, place: int) -> tuple[float, int]:
    """Return a number in words and the token after it; the place itself where none stands there."""
    words, keys = number_words(), analysis.keys
    total = current = 0.0
    start, last_kind = place, ""
    while place < len(keys):
        key = keys[place]
        if key in words.tens and last_kind in ("", "scale", "teen"):
            # "nineteen eighty" is a year: nineteen hundreds and eighty.
            current = (
                current * 100 + words.tens[key]
                if last_kind == "teen"
                else current + words.tens[key]
            )
            last_kind = "tens"
        elif key in words.small and last_kind == "tens" and words.small[key] >= 10:
            # "twenty twelve" is a year too.
            current, last_kind = current * 100 + words.small[key], "ones"
        elif key in words.small and last_kind in ("", "scale", "tens"):
            current += words.small[key]
            last_kind = "teen" if last_kind == "" and words.small[key] >= 18 else "ones"
        elif key in words.scales and last_kind:
            current *= words.scales[key]
            if words.scales[key] >= 1000:
                total, current = total + current, 0.0
            last_kind = "scale"
        elif not _joins(keys, place, last_kind):
            break
        place += 1
    return total + current, place if last_kind else start


def _joins(keys: tuple[str, ...], place: int, last_kind: str) -> bool:
    """Tell whether a token joins two parts of a number: "two hundred and ten", "ninety-five"."""
    words = number_words()
    following = keys[place + 1] if place + 1 < len(keys) else ""
    if keys[place] == "and":
        return last_kind == "scale" and (following in words.small or following in words.tens)
    return keys[place] == "-" and last_kind == "tens" and 1 <= words.small.get(following, 0) <= 9


def _is_scale(keys: tuple[str, ...], place: int) -> bool:
    return place < len(keys) and keys[place] in number_words().scales
