"""Which end of a range is liked better: "between 50 and 100 but closer to 50", "90 to 120 minutes, the lower end"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .analysis import Analysis
from .bounds import keys_of
from .degrees import Direction
from .findings import Finding
from .numbers import Numeral, read_numbers
from .toml_parts import table_of, texts_of
from .words import read_data

_LONGEST = 4


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    """Return the phrases that lean to an end, each with which: "low", "high" or "number" where one follows."""
    table = table_of(read_data("bounds.toml")["ends"])
    return {keys_of(phrase): end for end, phrases in table.items() for phrase in texts_of(phrases)}


def read_range_ends(analysis: Analysis, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return a wish for less or more on each range that a message sets and then leans to one end of."""
    numerals = {numeral.first: numeral for numeral in read_numbers(analysis)}
    leaning = tuple(_leaning(analysis, numerals))
    found: list[Finding] = []
    for one in findings:
        if one.kind != "preference" or one.operator != "between":
            continue
        last = analysis.tokens_of(one.span)[1]
        end = analysis.sentence_at(last - 1)[1]
        for place, until, said in leaning:
            direction = said if isinstance(said, str) else _end_of(one, said)
            if last <= place < end and direction is not None:
                span = analysis.span(place, until)
                found.append(
                    Finding(
                        span,
                        facet=one.facet,
                        operator=direction,
                        polarity="wanted",
                        strength="prefer",
                    )
                )
                break
    return tuple(found)


def _leaning(
    analysis: Analysis, numerals: dict[int, Numeral]
) -> Iterator[tuple[int, int, Direction | float]]:
    """Yield where a message leans to an end, and to which: "low", "high" or a number."""
    keys = analysis.keys
    for place in range(len(keys)):
        for size in range(min(_LONGEST, len(keys) - place), 0, -1):
            end = _phrases().get(keys[place : place + size])
            at = place + size
            at += keys[at : at + 1] in (("the",), ("$",))
            at += keys[at : at + 1] == ("$",)
            if end == "low" or end == "high":
                yield place, place + size, "low" if end == "low" else "high"
                break
            if end is not None and at in numerals:
                yield place, numerals[at].last, numerals[at].value
                break


def _end_of(finding: Finding, number: float) -> Direction | None:
    """Return which end of a range a number in it is nearer to."""
    low, high = finding.value if isinstance(finding.value, tuple) else (0.0, 0.0)
    if not isinstance(low, float) or not isinstance(high, float) or not low <= number <= high:
        return None
    return "low" if number - low <= high - number else "high"
