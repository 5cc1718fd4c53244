"""What is left when everything that has a facet was read: free wishes and names that the catalogue does not hold."""

from __future__ import annotations

from functools import cache

from ....catalog.facets import Schema
from ....text import stem, words
from .analysis import Analysis, Span
from .contexts import describing
from .cues import Lexicon
from .degrees import degree_words
from .filler import is_content
from .findings import Finding
from .limited_numbers import quantities
from .models import code_after
from .numbers import touches
from .words import is_english, rank

LONGEST = 12
"""The longest free wish, in tokens; a longer run of words is a story rather than a wish."""
_NAME_RANK = 1200
"""A single capitalised word commoner than this is no name."""


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("filler.toml", "wishing")


@cache
def _meanings() -> tuple[Lexicon, ...]:
    """The phrases that other readers understand: how something is meant is no wish of its own."""
    return (
        Lexicon.of("polarity.toml", "neutral", "soft", "after", "negative", "positive"),
        Lexicon.of("strength.toml", "prefer", "must", "taste"),
        Lexicon.of("people.toml", "said"),
        Lexicon.of("lasting.toml", "lasting"),
        Lexicon.of("replacements.toml", "replacing", "adding"),
    )


def read_wishes(
    analysis: Analysis, taken: frozenset[int], told: frozenset[int], *, bare: bool = False
) -> tuple[Span, ...]:
    """Return the pieces of clauses that wish for something and hold words that nothing else has read.

    `taken` are the tokens that were read: of findings and of unknown names; `told` those of items of which the person
    tells something: what else such a clause says is a story, not a wish. `bare`: the message is taken for a wish as
    it stands ("time travel"), where it is short and has a known word.
    """
    wishing = _lexicon().find(analysis)
    described = describing(analysis, taken)
    meant = {
        place
        for lexicon in _meanings()
        for cue in lexicon.find(analysis)
        for place in range(cue.first, cue.last)
    }
    # "Set in Paris": with Paris read nothing is left to wish for.
    for cue in wishing:
        if cue.last - cue.first > 1 and cue.last in taken:
            meant.update(range(cue.first, cue.last))
    found: list[Span] = []
    for clause in analysis.clauses:
        inside = range(clause.first, clause.last)
        wishes = any(cue.first in inside for cue in wishing) or any(one in taken for one in inside)
        if not (wishes or bare) or any(place in told or place in described for place in inside):
            continue
        for first, last in _runs(analysis, inside, taken | meant):
            known = any(is_english(analysis.keys[place]) for place in range(first, last))
            if last - first <= LONGEST and (known or wishes):
                found.append(analysis.span(first, last))
    return tuple(found)


def unheld_limits(analysis: Analysis, taken: frozenset[int]) -> tuple[Span, ...]:
    """Return the limits on what the catalogue does not count, whole: "at least 4 stars" of films, "at least two cameras"."""
    found: list[Span] = []
    for one in quantities(analysis):
        counts = not one.low.units and one.last < len(analysis.tokens)
        counts = counts and is_content(analysis, one.last)
        limited = one.bound is not None or one.high is not None
        if limited and (one.low.units or counts) and taken.isdisjoint(range(one.first, one.last)):
            found.append(analysis.span(one.first, one.last + counts))
    return tuple(found)


def unheld_comparisons(analysis: Analysis, taken: frozenset[int]) -> tuple[Span, ...]:
    """Return the comparatives of a measure that the catalogue lacks: "cheaper" of films. No item can be found by them."""
    phrases = degree_words().phrases
    return tuple(
        analysis.span(place, place + 1)
        for place, key in enumerate(analysis.keys)
        if place not in taken and (key,) in phrases and phrases[(key,)].kind == "comparative"
    )


def _runs(analysis: Analysis, inside: range, taken: frozenset[int]) -> list[tuple[int, int]]:
    """Return the runs from the first to the last content word between what was read."""
    runs: list[tuple[int, int]] = []
    first = last = -1
    for place in inside:
        token = analysis.tokens[place]
        if place in taken or not (token.is_word or token.is_number or token.raw in "-'’&"):
            if first >= 0:
                runs.append((first, last + 1))
            first = -1
        elif is_content(analysis, place):
            if first < 0:
                before = place > inside.start and place - 1 not in taken
                named = before and (
                    _lexicon().has("compounds", analysis.keys[place - 1])
                    or analysis.tokens[place - 1].is_number
                )
                first = place - 1 if named else _start_of_compound(analysis, place, inside)
            last = place
        elif first >= 0 and place > last and _is_code(analysis, place, inside):
            last = place
    if first >= 0:
        runs.append((first, last + 1))
    return runs


def _start_of_compound(analysis: Analysis, place: int, inside: range) -> int:
    """Return where a word that is joined by a hyphen begins: "over-ear" is one word."""
    joined = place - 1 > inside.start and analysis.keys[place - 1] == "-"
    if joined and touches(analysis, place) and touches(analysis, place - 1):
        return place - 2
    return place


def _is_code(analysis: Analysis, place: int, inside: range) -> bool:
    """Tell whether a token belongs to a code that follows a word: "galaxy s5", "hero 9"."""
    return any(
        place < code_after(analysis, start) <= inside.stop
        for start in range(max(inside.start, place - 2), place + 1)
        if start > inside.start and is_content(analysis, start - 1)
    )


def facet_names(
    analysis: Analysis, findings: tuple[Finding, ...], schema: Schema
) -> frozenset[int]:
    """Return the tokens that only name the facet of a finding in their clause: "ships" in "ships to the UK"."""
    named: set[int] = set()
    for finding in findings:
        facet = schema.get(finding.facet)
        if facet is not None:
            names = " ".join((facet.name.replace("_", " "), facet.words, *facet.synonyms))
            stems = {stem(word) for word in words(names)}
            clause = analysis.clause_at(analysis.tokens_of(finding.span)[0])
            inside = range(clause.first, clause.last)
            named.update(place for place in inside if analysis.stems[place] in stems)
    return frozenset(named)


def read_names(analysis: Analysis, taken: frozenset[int]) -> tuple[Span, ...]:
    """Return the runs of capitalised words that were not read and look like the name of a person or an item."""
    if not analysis.cased and not any(_is_brand(token.raw) for token in analysis.tokens):
        return ()
    found: list[Span] = []
    first = -1
    for place in range(len(analysis.tokens) + 1):
        named = place < len(analysis.tokens) and (
            _may_name(analysis, place, taken) or first >= 0 and _numbers(analysis, place, taken)
        )
        if named:
            first = place if first < 0 else first
        elif first >= 0:
            if _is_name(analysis, first, place):
                found.append(analysis.span(first, place))
            first = -1
    return tuple(found)


def _may_name(analysis: Analysis, place: int, taken: frozenset[int]) -> bool:
    token = analysis.tokens[place]
    return (
        place not in taken
        and token.is_word
        and (token.raw[0].isupper() or _is_brand(token.raw))
        and not _lexicon().has("words", analysis.keys[place])
    )


def _is_brand(raw: str) -> bool:
    """Tell whether a word has its capital inside, as "iPhone" and "eBay" have."""
    return len(raw) > 2 and raw[1:2].isupper() and raw[2:].islower()


def _numbers(analysis: Analysis, place: int, taken: frozenset[int]) -> bool:
    """Tell whether a token is the number at the end of a name: "Galaxy S24"."""
    return analysis.tokens[place].is_number and place not in taken


def _is_name(analysis: Analysis, first: int, last: int) -> bool:
    opens = analysis.sentence_at(first)[0] == first
    if last - first > 1:
        return True
    return not opens and rank(analysis.keys[first]) >= _NAME_RANK
