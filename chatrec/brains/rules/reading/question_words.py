"""The words that open questions and ask for facets, and which sentences of a message ask something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .analysis import Analysis
from .bounds import keys_of
from .toml_parts import table_of, texts_of
from .words import read_data

Place = tuple[int, int]
_FILLER = frozenset(
    {"and", "so", "but", "ok", "okay", "hey", "hi", ",", "well", "also", "please", "oh"}
)
"""What may stand before the word that opens a question."""
_DEMANDS = (("has", "to"), ("have", "to"))
"""Openings that ask for nothing but demand: "has to be wireless"."""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of data/questions.toml, as keys."""

    wh: frozenset[str]
    aux: frozenset[str]
    wishes: frozenset[tuple[str, ...]]
    facets: dict[str, tuple[tuple[str, ...], ...]]
    verbs: frozenset[str]
    nouns: frozenset[str]
    openers: frozenset[str]
    vague: frozenset[str]
    most: int
    verbs_of: dict[str, tuple[str, ...]]
    """Verbs that ask for a measure, by measure."""


@cache
def question_words() -> QuestionWords:
    """Return the words of data/questions.toml."""
    raw = read_data("questions.toml")
    counts = table_of(raw["counts"])
    return QuestionWords(
        wh=frozenset(texts_of(raw["wh"])),
        aux=frozenset(texts_of(raw["aux"])),
        wishes=frozenset(map(keys_of, texts_of(raw["wishes"]))),
        facets={
            word: tuple(map(keys_of, texts_of(asked)))
            for word, asked in table_of(raw["facets"]).items()
        },
        verbs=frozenset(texts_of(counts["verbs"])),
        nouns=frozenset(texts_of(counts["nouns"])),
        openers=frozenset(("", *texts_of(counts["openers"]))),
        vague=frozenset(texts_of(counts["vague"])),
        most=int(str(counts["most"])),
        verbs_of={name: texts_of(verbs) for name, verbs in table_of(raw["verbs"]).items()},
    )


def sentences(analysis: Analysis) -> Iterator[Place]:
    """Yield the sentences of a message: (first, last) of their tokens."""
    start, number = 0, 0
    for clause in analysis.clauses:
        if clause.sentence != number:
            yield start, clause.first
            start, number = clause.first, clause.sentence
    if analysis.clauses:
        yield start, analysis.clauses[-1].last


def opener_of(analysis: Analysis, first: int, last: int) -> int:
    """Return the place of the word that opens a sentence, after "and", "so", "ok"."""
    place = first
    while place < last and analysis.keys[place] in _FILLER:
        place += 1
    return place


def is_question(analysis: Analysis, first: int, last: int) -> bool:
    """Tell whether the tokens from `first` up to `last` ask something."""
    words, keys = question_words(), analysis.keys
    if "?" in keys[first:last] or keys[last : last + 1] == ("?",):
        return True
    place = opener_of(analysis, first, last)
    if keys[place : place + 2] in _DEMANDS:
        return False
    return place < last and keys[place] in (words.wh | words.aux)
