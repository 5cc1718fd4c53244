"""Wishes of before: "same budget as before", "the size I said earlier" wish again for what was wished on that facet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ....dialogue.conversation import Conversation
from ....dialogue.preferences import Preference
from .analysis import Analysis
from .bounds import keys_of
from .facet_words import FacetWords
from .findings import Finding
from .toml_parts import texts_of
from .words import read_data


def read_earlier(
    analysis: Analysis, words: FacetWords, conversation: Conversation
) -> tuple[Finding, ...]:
    """Return the wishes that a message takes up again, as they were when they last held.

    Looked through are the wishes in force, those put aside with another kind of thing and the states before the last
    changes, newest first. A facet on which nothing was ever wished gives nothing.
    """
    return tuple(_pointed_back(analysis, words, conversation))


@cache
def _phrases(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(map(keys_of, texts_of(read_data("earlier.toml")[name])))


def _pointed_back(
    analysis: Analysis, words: FacetWords, conversation: Conversation
) -> Iterator[Finding]:
    keys = analysis.keys
    for first, last, facets in words.places(analysis, 0, len(keys)):
        closing = max(
            (
                len(phrase)
                for phrase in _phrases("closing")
                if keys[last : last + len(phrase)] == phrase
            ),
            default=0,
        )
        opening = max(
            (
                len(phrase)
                for phrase in _phrases("opening")
                if keys[max(0, first - len(phrase)) : first] == phrase
            ),
            default=0,
        )
        if not closing or not opening:
            continue
        for entry in _last_held(facets, conversation):
            yield Finding(
                span=analysis.span(first - opening, last + closing),
                facet=entry.facet,
                operator=entry.operator,
                value=entry.value,
                certainty=0.95,
                polarity=entry.polarity,
                strength=entry.strength,
            )


def _last_held(facets: tuple[str, ...], conversation: Conversation) -> tuple[Preference, ...]:
    """Return the wishes on the first of the facets that had any, from when they last held."""
    states = (
        conversation.preferences.entries,
        *(aside.entries for aside in reversed(conversation.aside)),
        *(before.entries for before in reversed(conversation.history)),
    )
    for entries in states:
        for facet in facets:
            held = tuple(one for one in entries if one.facet == facet)
            if held:
                return held
    return ()
