"""Replacements: "a drama instead", "actually, a thriller" take the place of the values that were wanted before.

On a number or a choice of one a new statement does so by itself; on a facet of many values ("genres") only these
words tell "instead of comedy" from "and comedy too".
"""

from __future__ import annotations

from functools import cache

from ....catalog.facets import Schema
from ....dialogue.preferences import Preferences, PreferenceValue
from ....dialogue.understanding import Change
from .analysis import Analysis
from .cues import Lexicon
from .findings import Finding


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("replacements.toml", "replacing", "adding")


@cache
def _standing_in() -> Lexicon:
    return Lexicon.of("replacements.toml", "same_need")


def replaced(
    analysis: Analysis,
    findings: tuple[Finding, ...],
    changes: tuple[Change, ...],
    preferences: Preferences,
    schema: Schema,
) -> tuple[Change, ...]:
    """Return the removals of earlier wanted values of this chat that the wanted ones of the message replace."""
    spoken = frozenset(token for one in findings for token in range(*analysis.tokens_of(one.span)))
    cues = _lexicon().find(analysis, but=spoken)
    found: list[Change] = []
    for cue in cues:
        first, last = analysis.sentence_at(cue.first)
        if cue.kind == "adding" or any(
            other.kind == "adding" and first <= other.first < last for other in cues
        ):
            continue
        facets = [
            one.facet
            for one in findings
            if one.kind == "preference" and first <= analysis.tokens_of(one.span)[0] < last
        ]
        for name in dict.fromkeys(facets):
            facet = schema.get(name)
            new = _wanted(changes, name)
            if facet is None or facet.type != "many" or not new:
                continue
            quote = analysis.span(cue.first, cue.last).quote
            found += [
                Change(op="remove", facet=name, value=entry.value, quote=quote)
                for entry in preferences.on(name)
                if entry.polarity == "wanted" and entry.scope == "chat" and entry.value not in new
            ]
    return tuple({(one.facet, one.value): one for one in found}.values())


def serves_same_need(analysis: Analysis) -> bool:
    """Tell whether what a message asks for is to stand in for what was asked for: "a tablet would do"."""
    return bool(_standing_in().find(analysis))


def _wanted(changes: tuple[Change, ...], facet: str) -> list[PreferenceValue]:
    return [
        one.value
        for one in changes
        if one.op == "add" and one.facet == facet and one.polarity == "wanted"
    ]
