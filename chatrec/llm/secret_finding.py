"""Finds in a text what names or bills a person: e-mail addresses and the numbers of phones, cards and accounts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

from .figures import Figures, is_card, is_phone

Kind = Literal["e-mail", "phone", "card", "account"]

_LETTER: Final = r"0-9A-Za-z_\u00c0-\u1fff"
"""Letters of scripts that part words by spaces: others may touch a number that is no part of them."""
_LOCAL: Final = _LETTER + r"!#$%&'*+/=?^`{|}~.-"
_EMAIL: Final = re.compile(
    rf"(?<![{_LOCAL}])[{_LOCAL}]+@(?:[{_LETTER}-]+\.)+(?:[^\W\d_]{{2,24}}|xn--[a-z0-9-]+)"
)
_IBAN: Final = re.compile(rf"(?<![{_LETTER}])[A-Za-z]{{2}}\d{{2}}")
_IBAN_MARKS: Final = re.compile(r"[ \u00a0-]?([0-9A-Za-z])")
_RUN: Final = re.compile(
    rf"(?<![{_LETTER}$€£¥₹/#])(?<!\d\.)(?<!\w-)\+?\(?\d[\d ().\-/\u00a0\u2010-\u2013]{{3,}}\d(?![{_LETTER}])"
)
_GROUP: Final = re.compile(r"\d+")
_LOOK_BACK: Final = 60
"""How many characters before figures are searched for a word that says what they are."""
_MOST_GROUPS: Final = 12
_CUED: Final[tuple[tuple[Kind, int, int], ...]] = (
    ("card", 12, 19),
    ("account", 6, 20),
    ("phone", 7, 15),
)
"""How many digits figures have after a word for them."""
_LEAST, _MOST = 6, 20
"""How many digits any secret has."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A part of a text that is a secret."""

    start: int
    end: int
    kind: Kind


def find_secrets(text: str) -> list[Secret]:
    """Return the secrets of a text in their order; none overlaps another."""
    found: list[Secret] = []
    taken = bytearray(len(text))
    for one in (*_emails(text), *_ibans(text), *_figures(text)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _emails(text: str) -> Iterator[Secret]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Secret(match.start(), match.end(), "e-mail")


def _ibans(text: str) -> Iterator[Secret]:
    lengths = _data().iban
    for match in _IBAN.finditer(text):
        length = lengths.get(match.group()[:2].upper(), 0)
        end, compact = match.end(), match.group()
        while len(compact) < length and (mark := _IBAN_MARKS.match(text, end)):
            compact += mark.group(1)
            end = mark.end()
        whole = length and len(compact) == length and not _goes_on(text, end)
        if whole and (_mod_97(compact) or "account" in _cues(text, match.start())):
            yield Secret(match.start(), end, "account")


def _goes_on(text: str, place: int) -> bool:
    return place < len(text) and text[place].isascii() and text[place].isalnum()


def _mod_97(iban: str) -> bool:
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(mark, 36)) for mark in turned)) % 97 == 1


@dataclass(frozen=True, slots=True)
class _Run:
    """Groups of digits with nothing but signs and spaces between them."""

    start: int
    spans: Sequence[tuple[int, int]]
    groups: Sequence[str]
    separators: Sequence[str]

    @classmethod
    def read(cls, text: str, start: int, end: int) -> _Run:
        spans = [group.span() for group in _GROUP.finditer(text, start, end)]
        return cls(
            start=start,
            spans=spans,
            groups=[_plain(text[begin:end]) for begin, end in spans],
            separators=[text[one[1] : two[0]] for one, two in pairwise(spans)],
        )

    def may_begin(self, first: int) -> bool:
        return first == 0 or _parted(self.separators[first - 1])

    def may_end(self, last: int) -> bool:
        return last == len(self.groups) or _parted(self.separators[last - 1])


def _figures(text: str) -> Iterator[Secret]:
    for match in _RUN.finditer(text):
        run = _Run.read(text, *match.span())
        first = 0
        while first < len(run.groups):
            start = _start(text, run.start, run.spans[first][0])
            last, kind = _longest(text, start, run, first) if run.may_begin(first) else (0, None)
            if kind is not None:
                yield Secret(start, run.spans[last - 1][1], kind)
            first = max(last, first + 1)


def _longest(text: str, start: int, run: _Run, first: int) -> tuple[int, Kind | None]:
    """Return the end of the longest secret that begins at a group, and what it is; None for no secret."""
    plus = "+" in text[start : run.spans[first][0]]
    cued: set[str] | None = None
    for last in range(min(len(run.groups), first + _MOST_GROUPS), first, -1):
        if not run.may_end(last):
            continue
        figures = Figures(run.groups[first:last], run.separators[first : last - 1], plus)
        if not _LEAST <= len(figures.digits) <= _MOST:
            continue
        if cued is None:
            cued = _cues(text, start)
        kind = _kind(figures, cued)
        if kind is not None:
            return last, kind
    return 0, None


def _kind(figures: Figures, cued: set[str]) -> Kind | None:
    digits = len(figures.digits)
    for kind, least, most in _CUED:
        if kind in cued and least <= digits <= most:
            return kind
    named = "product" in cued
    if is_card(figures) and not (named and digits < 15):
        return "card"
    return "phone" if is_phone(figures) and not named else None


def _parted(separator: str) -> bool:
    return any(mark.isspace() for mark in separator)


def _start(text: str, run_start: int, place: int) -> int:
    """Return where a number begins: at a plus sign or a bracket that stands directly before its first digit."""
    while place > run_start and text[place - 1] in "+(":
        place -= 1
    return place


def _plain(digits: str) -> str:
    """Return the digits of any script as those of ASCII."""
    return digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)


def _cues(text: str, start: int) -> set[str]:
    """Return what the words directly before a place say that its figures are."""
    before = text[max(0, start - _LOOK_BACK) : start].casefold()
    if not any(map(str.isalpha, before)):  # a long row of figures
        return set()
    return {kind for kind, words in _data().cues.items() if words.search(before)}


@dataclass(frozen=True, slots=True)
class _Data:
    cues: dict[str, re.Pattern[str]]
    iban: dict[str, int]


@cache
def _data() -> _Data:
    held = tomllib.loads(Path(__file__).with_name("masking.toml").read_text(encoding="utf-8"))
    words: dict[str, list[str]] = held["words"]
    between = _any_of(words.pop("between"))
    gap = r"[\s:.#=(+\-]"
    return _Data(
        cues={
            kind: re.compile(
                rf"(?<![{_LETTER}])(?:{_any_of(known)})(?:{gap}+(?:{between})(?![{_LETTER}])|(?:は|是))?{gap}*$"
            )
            for kind, known in words.items()
        },
        iban=held["iban"],
    )


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word.casefold()) for word in sorted(words, key=len, reverse=True))
