"""What somebody has already or does not need: "he already has a tripod", "we don't need a charger".

It is not what is looked for. It is no wish, and nothing unwanted either: leaving out every camera that comes with a
charger helps nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ....catalog.facets import LISTED
from .analysis import Analysis
from .cues import Lexicon
from .findings import Finding
from .strength import enough_of_one
from .vocabulary import Vocabulary

_ENDS = frozenset({",", ";", "(", ")"})
_LONGEST = 6
"""How many tokens may stand between "got" and "already"."""


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("owned.toml", "owning", "needless", "having", "already")


def owned_words(analysis: Analysis) -> frozenset[int]:
    """Return the tokens that speak of what is owned or not needed."""
    return frozenset(place for first, last in _stretches(analysis) for place in range(first, last))


def without_owned(
    analysis: Analysis, findings: tuple[Finding, ...], vocabulary: Vocabulary
) -> tuple[Finding, ...]:
    """Return the findings less the values that are owned or not needed.

    What somebody has of a facet of which one value is enough says what suits them: "I already have Netflix".
    """
    owned = owned_words(analysis)
    if not owned:
        return findings
    return tuple(
        one
        for one in findings
        if analysis.tokens_of(one.span)[0] not in owned or not _is_thing(one, vocabulary)
    )


def _is_thing(finding: Finding, vocabulary: Vocabulary) -> bool:
    """Tell whether a finding is a thing or a trait of one, rather than a budget, a person or a subscription."""
    facet = vocabulary.schema.get(finding.facet)
    if finding.kind != "preference" or facet is None:
        return False
    if facet.people or enough_of_one(facet.name):
        return False
    if facet.type == "many" and vocabulary.of_kinds(facet.name):
        return False
    if facet.numeric:
        # "I own one" counts what is owned; a number in digits may still be a budget.
        return not any(map(str.isdigit, finding.span.quote))
    return facet.type in LISTED or facet.type == "flag"


def _stretches(analysis: Analysis) -> Iterator[tuple[int, int]]:
    cues = _lexicon().find(analysis)
    for number, cue in enumerate(cues):
        end = _end_of(analysis, cue.last)
        following = analysis.keys[cue.last] if cue.last < len(analysis.keys) else ""
        turned_down = cue.kind == "needless" and _lexicon().has("refusing", following)
        if cue.kind in {"owning", "needless"} and not turned_down:
            yield cue.first, end
        elif cue.kind == "having":
            closing = [one for one in cues[number + 1 :] if one.kind == "already"]
            near = closing and cue.last < closing[0].first <= cue.last + _LONGEST
            if near and closing[0].last <= end:
                yield cue.first, closing[0].last


def _end_of(analysis: Analysis, place: int) -> int:
    """Return where what follows a token ends: with its clause, or before a mark in it."""
    end = analysis.clause_at(place - 1).last
    return next((at for at in range(place, end) if analysis.keys[at] in _ENDS), end)
