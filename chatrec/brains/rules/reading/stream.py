"""The words of a message as they are looked up: marks left out, likely misspellings with what they may stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .analysis import Analysis, Span
from .spelling import Spelling


@dataclass(frozen=True, slots=True)
class Unit:
    """One word or number of a message."""

    key: str
    token: int
    other: str | None = None
    """What it may stand for: the corrected word, the words run together, the word without its possessive."""
    guessed: bool = False
    """Whether `other` is a correction."""
    hyphened: bool = False
    """Whether it is joined to the one before: "wi-fi"."""
    gap: int = 0
    """What stands before it: 0 nothing or a joining mark, 1 a comma or bracket, 2 the end of a sentence."""


def stream(analysis: Analysis, spelling: Spelling) -> tuple[Unit, ...]:
    """Return the words and numbers of a message in order."""
    found: list[Unit] = []
    gap = 0
    sentence = 0
    for place, token in enumerate(analysis.tokens):
        if not (token.is_word or token.is_number or token.raw == "&"):
            gap = max(gap, 0 if token.raw in "-–—'’\"“”:/.!+" else 1)
            continue
        here = analysis.clause_at(place).sentence
        gap = 2 if here != sentence and found else gap
        sentence = here
        key = "and" if token.raw == "&" else analysis.keys[place]
        other, guessed = None, False
        if token.folded.endswith("'s") and len(token.folded) > 3:
            other = token.folded[:-2]
        elif token.is_word:
            other = spelling.meant(key)
            guessed = other is not None
        hyphened = place > 0 and analysis.tokens[place - 1].end == token.start
        found.append(Unit(key, place, other, guessed, hyphened, gap))
        gap = 0
    return tuple(found)


def forms(units: tuple[Unit, ...]) -> Iterator[tuple[str, bool]]:
    """Yield the phrases that some units can be, as typed first, and whether a spelling was guessed."""
    yield " ".join(unit.key for unit in units), False
    if len(units) == 2 and min(len(unit.key) for unit in units) > 1 and units[1].hyphened:
        yield units[0].key + units[1].key, False
    if units[-1].other and not units[-1].guessed:
        yield " ".join([*(unit.key for unit in units[:-1]), units[-1].other]), False
    if any(unit.guessed for unit in units):
        yield " ".join(unit.other or unit.key for unit in units), True


def reach(units: tuple[Unit, ...], place: int, longest: Mapping[str, int]) -> int:
    """Return how many units from `place` on can be one phrase, by the longest phrase that starts as they do.

    One more than that, as two units may be one word of a phrase ("wi-fi"); 0 where no phrase starts so.
    """
    unit = units[place]
    starts = [unit.key, *(unit.other or "").split(" ")[:1]]
    if place + 1 < len(units) and units[place + 1].hyphened:
        starts.append(unit.key + units[place + 1].key)
    found = max(longest.get(start, 0) for start in starts)
    return found + 1 if found else 0


def named_span(analysis: Analysis, window: tuple[Unit, ...], form: str) -> Span:
    """Return the place of a name that was found in the form given, without a possessive that is not its own."""
    last = window[-1]
    span = analysis.span(window[0].token, last.token + 1)
    possessive = last.other is not None and not last.guessed
    if not possessive or form.split(" ")[-1] != last.other:
        return span
    return Span(span.start, span.end - 2, span.quote[:-2])


def sentence_reach(units: tuple[Unit, ...], place: int, longest: int) -> int:
    """Return the end of the longest run of at most `longest` units from `place` on that no mark interrupts."""
    last = place + min(1, longest)
    while last < len(units) and last < place + longest and units[last].gap == 0:
        last += 1
    return last
