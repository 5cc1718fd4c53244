"""Misspelled names: what looks like a name that the catalogue does not hold, and is a letter or two off one it does.

A whole name is compared, so that short words of it may be wrong too ("Jurasic Prak"): by Damerau's distance (1964)
in its restricted form, up to one error in six letters, at most three. A word that is right somewhere else is no error: a
name that differs in a common word or a number is another one ("The Task", "Rocky 3"). Of a person one of two names
must be right.
"""

from __future__ import annotations

from ....dialogue.preferences import Operator
from .analysis import Analysis, Span
from .filler import is_content
from .findings import Finding
from .free_wishes import read_names
from .named_people import facet_of
from .named_titles import ordered
from .vocabulary import Vocabulary
from .words import is_english, phrase_key

_CERTAINTY = 0.7
_PER_ERROR = 6
"""Letters of a name for each error."""
_MOST = 3
_SHORTEST = 8
"""The shortest name that is corrected, in letters."""
_LONGEST = 6
"""The longest one, in words."""


def read_near_names(
    analysis: Analysis, taken: frozenset[int], vocabulary: Vocabulary
) -> tuple[Finding, ...]:
    """Find titles and people under names with typing errors among the words that nothing else has read."""
    found: list[Finding] = []
    for span in (*read_names(analysis, taken), *_unknown(analysis, taken)):
        key = phrase_key(span.quote)
        if len(key) < _SHORTEST or key.count(" ") >= _LONGEST:
            continue
        finding = _person(key, span, analysis, vocabulary) or _title(key, span, vocabulary)
        if finding is not None:
            found.append(finding)
    return tuple(found)


def _unknown(analysis: Analysis, taken: frozenset[int]) -> list[Span]:
    """Return the runs of two or more content words without capitals of which one is no English word."""
    if analysis.capitalises:
        return []
    runs: list[Span] = []
    first = -1
    for place in range(len(analysis.tokens) + 1):
        inside = place < len(analysis.tokens) and place not in taken and is_content(analysis, place)
        if inside:
            first = place if first < 0 else first
            continue
        strange = first >= 0 and not all(map(is_english, analysis.keys[first:place]))
        if strange and place - first > 1:
            runs.append(analysis.span(first, place))
        first = -1
    return runs


def _person(key: str, span: Span, analysis: Analysis, vocabulary: Vocabulary) -> Finding | None:
    people = vocabulary.people
    near = _nearest(key, people.shelves.get((key[0], key.count(" ")), ()), limit=1)
    if near is None:
        return None
    pairs = [
        pair for pair in zip(key.split(" "), near.split(" "), strict=True) if len(set(pair)) > 1
    ]
    # "Tim Hanks" has a right first name, so it is somebody else.
    if len(pairs) != 1 or key.split(" ")[-1] == near.split(" ")[-1] and is_english(pairs[0][0]):
        return None
    name = people.names[near]
    first, last = analysis.tokens_of(span)
    facet = facet_of(name, analysis, first, last - 1, vocabulary)
    found = vocabulary.schema.get(facet)
    operator: Operator = "is" if found is not None and found.type == "category" else "contains"
    return Finding(span, facet=facet, operator=operator, value=name, certainty=_CERTAINTY)


def _title(key: str, span: Span, vocabulary: Vocabulary) -> Finding | None:
    limit = min(_MOST, len(key) // _PER_ERROR)
    near = _nearest(key, vocabulary.titles.shelves.get((key[0], key.count(" ")), ()), limit=limit)
    if near is None:
        return None
    for typed, meant in zip(key.split(" "), near.split(" "), strict=True):
        if typed != meant and (is_english(typed) or typed.isdigit() or meant.isdigit()):
            return None
    ids, _ = ordered(vocabulary.titles.whole[near], None, vocabulary)
    return Finding(span, "item", item_ids=ids, certainty=_CERTAINTY)


def _nearest(key: str, names: tuple[str, ...], *, limit: int) -> str | None:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    best = extractOne(key, names, scorer=OSA.distance, score_cutoff=limit, processor=None)
    return None if best is None else str(best[0])
