"""Values in words: numbers with their units, lists, dates, and the article before a noun."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from tomllib import loads

from ...catalog.facets import Facet
from ...catalog.items import Value
from ...catalog.language_codes import language_named
from ...catalog.units import units

_LEAST = 1e-6
_MONTHS = tuple(calendar.month_name)
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?$")
_VOWEL = re.compile(r"[aeiou]|(?:8|11|18)(?!\d)|8\d", re.IGNORECASE)
_SAID_YOO = re.compile(r"(?:uni(?!n)|use|usu|euro|one\b|once)", re.IGNORECASE)
_SPELLED = re.compile(r"[A-Z0-9]{1,4}\b")
_LETTERS_WITH_VOWEL_SOUND = frozenset("AEFHILMNORSX")


@lru_cache(maxsize=1)
def _written_out() -> Mapping[str, tuple[str, str]]:
    text = (files(__package__) / "data" / "wording.toml").read_text(encoding="utf-8")
    return {key: (table["one"], table["many"]) for key, table in loads(text)["units"].items()}


def number_words(number: float, *, grouped: bool = True) -> str:
    """Return a number without float artefacts: 849.0 is "849", 0.1 + 0.2 is "0.3", 12000 is "12,000".

    Three places after the point at most, except of numbers below 0.001, which keep three digits; what is below a
    millionth is "0".
    `grouped` puts commas between thousands from 1,000 on.
    """
    if not math.isfinite(number):
        return "any number"
    if _LEAST <= abs(number) < 0.001:
        return format(Decimal(f"{number:.3g}"), "f")
    text = f"{number:,.3f}" if grouped else f"{number:.3f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def quantity_words(facet: Facet | None, number: float) -> str:
    """Return a number of a facet with its unit: "$849", "$49.99", "1.2 kg", "102 minutes", "1999"."""
    if facet is None:
        return number_words(number)
    if facet.measure == "year":
        return number_words(number, grouped=False)
    name = facet.unit or ("USD" if facet.type == "money" else "")
    unit = units().get(name)
    if unit is not None and unit.dimension == "money":
        return _money(unit.sign, number)
    plain = number_words(number, grouped=bool(name) or abs(number) >= 10_000)
    if name in _written_out():
        return f"{plain} {_written_out()[name][plain != '1']}"
    sign = unit.sign if unit is not None else " ".join(name.replace("_", " ").split())
    return f"{plain}{'' if sign == '%' else ' '}{sign}".rstrip()


def compound_words(facet: Facet, number: float) -> str:
    """Return a number as a word before a noun: "13.3-inch", "90-minute", "512 GB"."""
    written = _written_out().get(facet.unit or "")
    if written is None:
        return quantity_words(facet, number)
    return f"{number_words(number)}-{written[0]}"


def value_words(facet: Facet | None, value: Value | None) -> str:
    """Return a fact or a wished value in words; several are joined, yes and no are "yes" and "no"."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if facet is not None and not facet.numeric and facet.type != "text":
            return number_words(float(value), grouped=False)
        return quantity_words(facet, float(value))
    if isinstance(value, str):
        if facet is not None and facet.type == "date":
            return _date(value)
        named = language_named(value) if facet is not None and value in facet.values else None
        return named if named and facet and named in facet.values[value] else value.strip()
    return list_words([value_words(facet, one) for one in value])


def list_words(parts: Sequence[str], joint: str = "and") -> str:
    """Join with commas and a word before the last: "a, b and c"."""
    known = [part for part in parts if part]
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} {joint} {known[-1]}"


def article(words: str) -> str:
    """Return "a" or "an", as the words that follow are spoken: "an hour", "a unit", "an 8-inch", "an LED"."""
    start = words.lstrip("\"'“‘( ")
    if _SAID_YOO.match(start):
        return "a"
    if re.match(r"(?:hour|honest|heir|honou?r)", start, re.IGNORECASE):
        return "an"
    spelled = _SPELLED.match(start)
    if spelled and spelled.group().isalpha() and not _pronounceable(spelled.group()):
        return "an" if start[0] in _LETTERS_WITH_VOWEL_SOUND else "a"
    return "an" if _VOWEL.match(start) else "a"


def with_article(words: str) -> str:
    """Return the words with "a" or "an" before them."""
    return f"{article(words)} {words}" if words else ""


@lru_cache(maxsize=1)
def _nouns() -> Mapping[str, frozenset[str]]:
    text = (files(__package__) / "data" / "wording.toml").read_text(encoding="utf-8")
    return {key: frozenset(words) for key, words in loads(text)["nouns"].items()}


def noun_phrase(phrase: str) -> str:
    """Return a noun and the words before it with its article: "a red camera", "a pair of headphones"."""
    last = phrase.rpartition(" ")[2]
    if last in _nouns()["pairs"]:
        return f"a pair of {phrase}"
    plural_noun = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return phrase if plural_noun else with_article(phrase)


def spelled_noun(noun: str) -> str:
    """Return a noun as it is written in a sentence: "tv" is "TV"."""
    return noun.upper() if noun in _nouns()["capitals"] else noun


def plural(noun: str) -> str:
    """Return the plural of an English noun by its ending: comedy, comedies; watch, watches; film, films."""
    if not noun or noun.endswith("s") and not noun.endswith("ss"):
        return noun
    if noun.isupper():
        return noun + "s"
    if noun == "mouse":
        return "mice"
    if noun[-1] == "y" and noun[-2:-1] not in set("aeiou"):
        return noun[:-1] + "ies"
    if noun.endswith(("ss", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun: "1 film", "12 films"."""
    return f"{count:,} {one if count == 1 else many}"


def _money(sign: str, number: float) -> str:
    if not math.isfinite(number):
        return "any price"
    whole = abs(number - round(number)) < 0.005
    amount = f"{abs(number):,.0f}" if whole else f"{abs(number):,.2f}"
    shown = f"{sign} {amount}" if sign[-1:].isalpha() else f"{sign}{amount}"
    return f"-{shown}" if number < 0 and amount.strip("0.,") else shown


def _date(value: str) -> str:
    found = _DAY.match(value.strip()[:10])
    if found is None:
        return value.strip()
    year, month, day = found.groups()
    if not 1 <= int(month) <= 12:
        return value.strip()
    name = _MONTHS[int(month)]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def _pronounceable(word: str) -> bool:
    return len(word) > 3 and any(letter in "AEIOU" for letter in word[:3])
