"""Years as people speak of them: "the 90s", "early eighties", "the last five years", "19th century", "10 years old"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ....dialogue.preferences import Operator, PreferenceValue
from .analysis import Analysis
from .bounds import FLIPPED, Limit, bound_after, bound_before
from .findings import Finding
from .numbers import Numeral, read_numbers, touches
from .scales import Scale, Scales
from .toml_parts import table_of, texts_of
from .words import read_data

_JOINTS = frozenset({"and", "or", "to", "-", "–", "—", "/", "&", ",", "through", "till", "until"})
_MIRRORED: dict[Limit, Limit] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""What a limit of an age is of the year: younger is later."""
_FILLING = frozenset({"the", "in", "of", "from"})


@dataclass(frozen=True, slots=True)
class Period:
    """Years from `start` to `end`, both included, in the tokens from `first` up to `last`."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateWords:
    """The words of data/dates.toml."""

    decades: dict[str, int]
    parts: dict[str, tuple[int, int]]
    before_span: frozenset[str]
    said: frozenset[str]
    """Words right before a number that make it a year where a title is the same number."""
    units: dict[str, float]


@cache
def date_words() -> DateWords:
    """Return the words of data/dates.toml."""
    raw = read_data("dates.toml")
    spans = table_of(raw["spans"])
    return DateWords(
        decades={word: int(str(start)) for word, start in table_of(raw["decades"]).items()},
        parts={word: _ends(ends) for word, ends in table_of(raw["parts"]).items()},
        said=frozenset(texts_of(table_of(raw["said"])["before"])),
        before_span=frozenset(texts_of(spans["before"])),
        units={word: float(str(years)) for word, years in table_of(spans["units"]).items()},
    )


def read_dates(analysis: Analysis, scales: Scales) -> tuple[Finding, ...]:
    """Return what a message says of years, on the catalogue's facet of years; nothing where it has none.

    A two-digit decade is of the century in which the catalogue has more items. "The last five years" count from
    the newest item, no later than this year.
    """
    scale = scales.measuring("year")
    if scale is None:
        return ()
    numerals = {numeral.first: numeral for numeral in read_numbers(analysis)}
    periods = _joined(analysis, list(_periods(analysis, numerals, scale)))
    found = [_decade(analysis, group, scale) for group in periods]
    found += _spans(analysis, numerals, scale, scales)
    found += _ages(analysis, numerals, scale, scales)
    return tuple(found)


def without_titles(
    analysis: Analysis, numbers: tuple[Finding, ...], links: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Return what was read of numbers less those that name an item: "I loved 1984", "something like 1984".

    A number is the title that equals it unless words before it say that it is a year ("from 1984"), it has a unit, or
    it is a limit.
    """
    titles = {
        first
        for link in links
        if link.kind == "item"
        for first, last in [analysis.tokens_of(link.span)]
        if last - first == 1 and analysis.tokens[first].is_number
    }
    kept: list[Finding] = []
    for one in numbers:
        place = analysis.tokens_of(one.span)[1] - 1
        loose = one.operator in ("is", "about") and place in titles
        if not loose or (place and analysis.keys[place - 1] in date_words().said):
            kept.append(one)
    return tuple(kept)


def _periods(analysis: Analysis, numerals: dict[int, Numeral], scale: Scale) -> Iterator[Period]:
    for place in range(len(analysis.keys)):
        period = (
            _century(analysis, numerals, place)
            or _in_words(analysis, place, scale)
            or _in_digits(analysis, place, scale)
        )
        if period is not None:
            yield _part(analysis, period)


def _in_words(analysis: Analysis, place: int, scale: Scale) -> Period | None:
    start = date_words().decades.get(analysis.keys[place])
    if start is None:
        return None
    first = place
    if start < 100 and analysis.keys[place - 1 : place] == ("nineteen",):
        first, start = place - 1, 1900 + start
    elif start < 100:
        start = _century_of(start, scale)
    return Period(first, place + 1, start, start + 9)


def _in_digits(analysis: Analysis, place: int, scale: Scale) -> Period | None:
    """Return "90s", "1990s", "'90s" or "90's"."""
    token, keys = analysis.tokens[place], analysis.keys
    if not (token.is_number and token.raw.isdigit() and len(token.raw) in (2, 4)):
        return None
    last = place + 1
    if keys[last : last + 2] == ("'", "s") and touches(analysis, last):
        last += 1
    if keys[last : last + 1] != ("s",) or not touches(analysis, last):
        return None
    value = int(token.raw)
    if value % 10 or (len(token.raw) == 4 and not 1000 <= value <= 2100):
        return None
    start = value if len(token.raw) == 4 else _century_of(value, scale)
    first = place - 1 if place and keys[place - 1] == "'" else place
    return Period(first, last + 1, start, start + 9)


def _century_of(value: int, scale: Scale) -> int:
    counts = [
        (scale.count_between(start, start + 9), start) for start in (1900 + value, 2000 + value)
    ]
    return counts[1][1] if counts[1][0] > counts[0][0] else counts[0][1]


def _century(analysis: Analysis, numerals: dict[int, Numeral], place: int) -> Period | None:
    """Return "the 19th century"."""
    numeral = numerals.get(place)
    if numeral is None or not numeral.ordinal or not 10 <= numeral.value <= 21:
        return None
    if analysis.keys[numeral.last : numeral.last + 1] not in (("century",), ("c",)):
        return None
    start = int(numeral.value - 1) * 100
    return Period(place, numeral.last + 1, start, start + 99)


def _part(analysis: Analysis, period: Period) -> Period:
    """Narrow a decade by "early", "mid" or "late" before it."""
    place = period.first - 1
    while place >= 0 and (analysis.keys[place] in _FILLING or analysis.keys[place] == "-"):
        place -= 1
    part = date_words().parts.get(analysis.keys[place]) if place >= 0 else None
    if part is None or period.end - period.start != 9:
        return period
    return Period(place, period.last, period.start + part[0], period.start + part[1])


def _joined(analysis: Analysis, periods: list[Period]) -> list[tuple[Period, ...]]:
    """Group periods that are listed: "80s and 90s", "from the 70s to the 90s"."""
    groups: list[tuple[Period, ...]] = []
    for period in periods:
        between = analysis.keys[groups[-1][-1].last : period.first] if groups else ()
        words = [key for key in between if key not in _FILLING]
        if groups and words and all(key in _JOINTS for key in words):
            groups[-1] = (*groups[-1], period)
        else:
            groups.append((period,))
    return groups


def _decade(analysis: Analysis, group: tuple[Period, ...], scale: Scale) -> Finding:
    first, last = group[0].first, group[-1].last
    start, end = min(one.start for one in group), max(one.end for one in group)
    before, after = bound_before(analysis, first), bound_after(analysis, last)
    bound = before if before is not None and before.limit not in ("about", "is") else after
    if bound is not None and bound.limit in ("<", "<=", ">", ">="):
        first, last = min(first, bound.first), max(last, bound.last)
        value = {"<": start, "<=": end, ">": end, ">=": start}[bound.limit]
        return _found(analysis, scale, (first, last), bound.limit, float(value), settled=True)
    listed = sum(one.end - one.start + 1 for one in group)
    ranged = any(
        key in ("to", "-", "–", "—", "through", "till", "until")
        for key in analysis.keys[first:last]
    )
    if len(group) == 1 or listed >= end - start + 1 or ranged:
        return _found(analysis, scale, (first, last), "between", (float(start), float(end)))
    years = tuple(str(year) for one in group for year in range(one.start, one.end + 1))
    return _found(analysis, scale, (first, last), "any_of", years)


def _spans(
    analysis: Analysis, numerals: dict[int, Numeral], scale: Scale, scales: Scales
) -> Iterator[Finding]:
    """Find "the last five years", "this year", "last year", "the past decade", "this century"."""
    keys, words = analysis.keys, date_words()
    for place, key in enumerate(keys):
        numeral = numerals.get(place + 1)
        after = numeral.last if numeral is not None else place + 1
        if keys[after : after + 1] == ("few",):
            after, many = after + 1, 3.0
        else:
            many = numeral.value if numeral is not None else 1.0
        unit = words.units.get(keys[after]) if after < len(keys) else None
        if unit is None:
            continue
        year, span = float(scales.this_year), (place, after + 1)
        if key in words.before_span and (numeral is not None or after > place + 1 or unit != 1):
            if keys[after] == "century" and numeral is None:
                yield _found(analysis, scale, span, "between", (1900.0, 1999.0), settled=True)
            else:
                yield _found(
                    analysis, scale, span, ">=", scales.newest - round(many * unit), settled=True
                )
        elif key in ("last", "past") and unit == 1:
            yield _found(analysis, scale, span, "is", year - 1)
        elif key == "this":
            least = {"century": year - year % 100, "decade": year - year % 10}.get(keys[after])
            if least is not None:
                yield _found(analysis, scale, span, ">=", least)
            elif keys[after] == "year":
                yield _found(analysis, scale, span, "is", year)


def _ages(
    analysis: Analysis, numerals: dict[int, Numeral], scale: Scale, scales: Scales
) -> Iterator[Finding]:
    """Find "less than 5 years old", "more than 20 years ago", "older than 20 years", "ten years ago".

    An age without a limit is a person's: "my 7 year old".
    """
    keys = analysis.keys
    for numeral in numerals.values():
        last = numeral.last
        if keys[last : last + 1] not in (("years",), ("year",), ("yrs",)) or numeral.ordinal:
            continue
        tail = keys[last + 1] if last + 1 < len(keys) else "."
        bound = bound_before(analysis, numeral.first)
        limit = bound.limit if bound is not None else None
        year = float(scales.this_year) - numeral.value
        tail = "ago" if tail == "back" else tail
        end = last + 1 + (tail in ("old", "ago"))
        if bound is not None and bound.measures == ("year",) and limit in FLIPPED:
            yield _found(analysis, scale, (bound.first, end), limit, year, settled=True)
        elif bound is not None and limit in FLIPPED and tail in ("old", "ago"):
            yield _found(analysis, scale, (bound.first, end), _MIRRORED[limit], year, settled=True)
        elif tail == "ago":
            first = bound.first if bound is not None else numeral.first
            yield _found(analysis, scale, (first, end), "about", year)


def _found(
    analysis: Analysis,
    scale: Scale,
    place: tuple[int, int],
    operator: Operator,
    value: PreferenceValue,
    *,
    settled: bool = False,
) -> Finding:
    return Finding(
        span=analysis.span(*place),
        facet=scale.facet.name,
        operator=operator,
        value=value,
        certainty=0.95,
        polarity="wanted" if settled else None,
    )


def _ends(raw: object) -> tuple[int, int]:
    first, last = texts_of(raw)
    return int(first), int(last)
