"""One message, taken apart once: its words, where each stands, and the clauses they form.

Every reader of the rules brain works on this value and reports places in it, so that no reader splits
the text again and every quote is a piece of the message as it was typed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache, cached_property

from .... import limits
from ....text import Token, stem, tokenize
from .number_spelling import mended_keys
from .words import read_data

LIMIT = limits.MESSAGE
"""The longest message that is read, in characters; what comes after is cut off and noted."""

_ENDS = frozenset({".", "!", "?", ";", "…"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff]")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a message: message[start:end] == quote."""

    start: int
    end: int
    quote: str

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens from `first` up to, not including, `last`, and the word or mark that opened them."""

    first: int
    last: int
    connector: str
    """Folded: "but", "and", "or", "except", ",", "." ...; empty for the first clause of the message."""
    sentence: int
    """The number of its sentence, from 0."""


@dataclass(frozen=True)
class Analysis:
    """A message and its parts. Places are token indices unless they are called characters."""

    text: str
    """The message as it was typed, cut to LIMIT characters, control characters replaced by spaces."""
    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    """Each token folded, without apostrophes ("don't" is "dont"), typing errors beside numbers mended."""
    stems: tuple[str, ...]
    """The stem of each key; marks and numbers as they are."""
    clauses: tuple[Clause, ...]
    notes: tuple[str, ...] = ()

    def span(self, first: int, last: int) -> Span:
        """Return the piece of the message from token `first` up to, not including, token `last`."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Span(start, end, self.text[start:end])

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """Return the range of tokens (first, last) that a span of characters touches."""
        first = bisect_right(self._ends, span.start)
        return first, max(bisect_left(self._starts, span.end), first)

    def clause_at(self, token: int) -> Clause:
        """Return the clause that a token stands in."""
        place = bisect_right(self._firsts, token) - 1
        return self.clauses[max(place, 0)]

    def clause_after(self, clause: Clause) -> Clause | None:
        """Return the clause that follows another, or None."""
        place = bisect_right(self._firsts, clause.first)
        return self.clauses[place] if place < len(self.clauses) else None

    def sentence_at(self, token: int) -> tuple[int, int]:
        """Return the range of tokens of the sentence that a token stands in."""
        return self._sentences[self.clause_at(token).sentence]

    def unbroken(self, inside: frozenset[int]) -> Analysis:
        """Return the analysis without the clause breaks at these tokens, as those inside a title.

        The word that opens "While You Were Sleeping" opens no clause. Breaks between sentences stay.
        """
        merged: list[Clause] = []
        for clause in self.clauses:
            before = merged[-1] if merged else None
            if before and clause.first in inside and before.sentence == clause.sentence:
                merged[-1] = replace(before, last=clause.last)
            else:
                merged.append(clause)
        if len(merged) == len(self.clauses):
            return self
        return replace(self, clauses=tuple(merged))

    @cached_property
    def words(self) -> int:
        """How many of the tokens are words or numbers."""
        return sum(token.is_word or token.is_number for token in self.tokens)

    @cached_property
    def cased(self) -> bool:
        """Whether the message is written with capitals and small letters: not all small, not all large."""
        words = [token.raw for token in self.tokens if token.is_word and len(token.raw) > 1]
        shouted = sum(word.isupper() for word in words)
        return any(word[0].isupper() for word in words) and shouted * 2 <= len(words)

    @cached_property
    def capitalises(self) -> bool:
        """Whether a word inside a sentence has a capital, so that names without one are unlikely."""
        return self.cased and any(
            token.is_word
            and len(token.raw) > 1
            and token.raw[0].isupper()
            and not token.folded.startswith("i'")
            and self.sentence_at(place)[0] != place
            for place, token in enumerate(self.tokens)
        )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [token.start for token in self.tokens])
        object.__setattr__(self, "_ends", [token.end for token in self.tokens])
        object.__setattr__(self, "_firsts", [clause.first for clause in self.clauses])
        bounds: dict[int, tuple[int, int]] = {}
        for clause in self.clauses:
            first, _ = bounds.get(clause.sentence, (clause.first, 0))
            bounds[clause.sentence] = (first, clause.last)
        object.__setattr__(self, "_sentences", bounds)

    _starts: list[int] = None  # type: ignore[assignment]  # set in __post_init__
    _ends: list[int] = None  # type: ignore[assignment]
    _sentences: dict[int, tuple[int, int]] = None  # type: ignore[assignment]
    _firsts: list[int] = None  # type: ignore[assignment]


def analyse(message: str) -> Analysis:
    """Take a message apart. Never raises; takes time linear in the (cut) length of the message."""
    notes = []
    if len(message) > LIMIT:
        message = (
            message[:LIMIT].rsplit(None, 1)[0] if message[LIMIT].isalnum() else message[:LIMIT]
        )
        notes.append(f"cut to {LIMIT:,} characters")
    text = _CONTROL.sub(" ", message)
    if text != message:
        notes.append("control characters were ignored")
    tokens = tokenize(text)
    typed = tuple(token.folded.replace("'", "") or token.raw for token in tokens)
    keys = mended_keys(tokens, typed)
    stems = tuple(
        stem(key) if token.is_word else key for key, token in zip(keys, tokens, strict=True)
    )
    return Analysis(text, tokens, keys, stems, _clauses(text, tokens), tuple(notes))


def _clauses(text: str, tokens: tuple[Token, ...]) -> tuple[Clause, ...]:
    found: list[Clause] = []
    first, sentence, connector = 0, 0, ""
    for place in range(len(tokens)):
        opened = _opens(text, tokens, place)
        if opened is None or place == 0:
            continue
        if place > first:
            found.append(Clause(first, place, connector, sentence))
        first, connector = place, opened
        if opened in _ENDS or opened == "\n":
            sentence += 1
    if tokens:
        found.append(Clause(first, len(tokens), connector, sentence))
    return tuple(found)


def _opens(text: str, tokens: tuple[Token, ...], place: int) -> str | None:
    """Return the connector of the clause that starts at a token, or None where none starts."""
    token = tokens[place]
    if place and _ends_sentence(text, tokens, place - 1):
        before = tokens[place - 1].folded
        return before if before in _ENDS else "\n"
    if token.folded in _words("contrast"):
        return token.folded
    if token.folded in _words("joining") and place + 1 < len(tokens):
        following = tokens[place + 1].folded
        if following in _words("joining") and place + 2 < len(tokens):
            following = tokens[place + 2].folded
        if following in _words("starters") and (
            token.folded == "," or following not in _words("after_comma_only")
        ):
            return token.folded
    if (
        token.folded in {"-", "–", "—", ":"}
        and text[token.start - 1 : token.end + 1].strip() == token.raw
    ):
        return token.folded
    return None


def _ends_sentence(text: str, tokens: tuple[Token, ...], place: int) -> bool:
    token = tokens[place]
    following = text[token.end : tokens[place + 1].start] if place + 1 < len(tokens) else "\n"
    if "\n" in following:
        return True
    if token.folded not in _ENDS:
        return False
    if place + 1 < len(tokens) and tokens[place + 1].folded in _ENDS and not following:
        return False
    if token.folded != ".":
        return True
    before = tokens[place - 1].folded if place else ""
    if before == ".":
        return True
    return (
        following != ""
        and before not in _words("abbreviations")
        and not (len(before) == 1 and before != "i")
    )


@cache
def _words(name: str) -> frozenset[str]:
    words = read_data("clauses.toml")[name]
    return frozenset(words) if isinstance(words, list) else frozenset()
