"""Wishes taken back: "forget the budget", "any price is fine", "drop the comedy", "start over", "scratch that".

A facet is named by its name, label, synonyms or measure ("budget"); a value by a finding of another reader, and
by itself where the state holds it, so that free wishes are reached by their words. A comma ends what is taken back
unless a list goes on after it. "Never mind" and "forget" before nothing that could be taken back say nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ....dialogue.conversation import Conversation
from ....dialogue.preferences import Preference
from ....text import stem, words
from .analysis import Analysis
from .bounds import keys_of
from .covered import Covered
from .facet_words import FacetWords
from .findings import Finding
from .toml_parts import texts_of
from .words import read_data

_LONGEST = 7
_REACH = 5
_LISTING = ("and", "or", "the")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RetractionWords:
    """The phrases of data/retractions.toml, as keys."""

    before: frozenset[tuple[str, ...]]
    after: frozenset[tuple[str, ...]]
    facet_only: frozenset[tuple[str, ...]]
    held_only: frozenset[tuple[str, ...]]
    indifferent: frozenset[tuple[str, ...]]
    released: frozenset[tuple[str, ...]]
    everything: frozenset[tuple[str, ...]]
    last: frozenset[tuple[str, ...]]
    between: frozenset[str]


@cache
def retraction_words() -> RetractionWords:
    """Return the phrases of data/retractions.toml."""
    raw = {
        name: frozenset(map(keys_of, texts_of(phrases)))
        for name, phrases in read_data("retractions.toml").items()
    }
    return RetractionWords(
        raw["before"],
        raw["after"],
        raw["facet_only"],
        raw["held_only"],
        raw["indifferent"],
        raw["released"],
        raw["everything"]
        | {
            (*verb, *whole)
            for verb in raw["everything_verbs"]
            for whole in raw["everything_objects"]
        },
        raw["last"],
        frozenset(key for phrase in raw["between"] for key in phrase),
    )


def read_retractions(
    analysis: Analysis,
    words: FacetWords,
    conversation: Conversation,
    *,
    findings: tuple[Finding, ...] = (),
) -> tuple[Finding, ...]:
    """Return what a message takes back, each spanning cue and name; facet "*" is everything.

    `findings` are the preferences that other readers found: those after a cue are values taken back.
    """
    whole = list(_everything(analysis))
    if whole:
        return tuple(whole)
    found = [*_last_said(analysis, conversation), *_sacrificed(analysis, words, conversation)]
    for first, last, cue in _cues(analysis, retraction_words().before):
        found += _named_after(analysis, words, (first, last), cue, findings, conversation)
    for first, last, phrase in _cues(analysis, retraction_words().after):
        named = tuple(_named_before(analysis, words, (first, last)))
        if not named and phrase in retraction_words().released:
            named = tuple(_said_before(analysis, (first, last), findings, conversation))
        found += named
    covered: defaultdict[str, Covered] = defaultdict(Covered)
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda one: -len(one.span)):
        if not covered[finding.facet].overlaps(finding.span):
            covered[finding.facet].add(finding.span)
            kept.append(finding)
    return tuple(sorted(kept, key=lambda one: one.span.start))


def _sacrificed(
    analysis: Analysis, words: FacetWords, conversation: Conversation
) -> Iterator[Finding]:
    """Find what may give where that was asked: "the price" takes back what was wished of it."""
    if conversation.pending is None or conversation.pending.kind != "sacrifice":
        return
    for first, last, facets in words.places(analysis, 0, len(analysis.keys)):
        for facet in facets:
            if conversation.preferences.on(facet):
                yield Finding(analysis.span(first, last), kind="removal", facet=facet)


def retracted_words(analysis: Analysis) -> frozenset[int]:
    """Return the tokens of what a message takes back or does not care about: no wish is read from them.

    "Forget the confusing thing" wishes for nothing confusing, whether or not that was ever wished for.
    """
    table, found = retraction_words(), set[int]()
    for first, last, phrase in _cues(analysis, table.before):
        if phrase not in table.facet_only or phrase in table.indifferent:
            end = analysis.clause_at(first).last
            stop = (at for at in range(last, end) if analysis.keys[at] == ",")
            found.update(range(first, next(stop, end)))
    for first, last, phrase in _cues(analysis, table.after):
        if phrase in table.released:
            found.update(range(analysis.clause_at(first).first, last))
    return frozenset(found)


def _cues(
    analysis: Analysis, phrases: frozenset[tuple[str, ...]]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    keys = analysis.keys
    place = 0
    while place < len(keys):
        for size in range(min(_LONGEST, len(keys) - place), 0, -1):
            if keys[place : place + size] in phrases:
                yield place, place + size, keys[place : place + size]
                place += size - 1
                break
        place += 1


def _everything(analysis: Analysis) -> Iterator[Finding]:
    """Find "start over"; "reset" counts alone, not before a facet ("reset the price")."""
    for first, last, _ in _cues(analysis, retraction_words().everything):
        following = analysis.keys[last : last + 1]
        if (
            last - first > 1
            or not following
            or not following[0].isalnum()
            or following[0] in ("please", "and", "everything", "now")
        ):
            yield Finding(analysis.span(first, last), "removal", facet="*", certainty=1.0)
            return


def _last_said(analysis: Analysis, conversation: Conversation) -> Iterator[Finding]:
    """Find "scratch that": the entries of the last turn that made any are taken back."""
    entries = [one for one in conversation.preferences.entries if one.source.origin == "said"]
    latest = max((one.source.turn for one in entries), default=0)
    for first, last, _ in _cues(analysis, retraction_words().last):
        following = analysis.keys[last : last + 1]
        if (
            following
            and following[0].isalnum()
            and following[0] not in ("and", "please", "i", "show", "lets", "give")
        ):
            continue
        for entry in entries:
            if entry.source.turn == latest:
                yield _removal(
                    analysis,
                    (first, last),
                    entry.facet,
                    entry.value if isinstance(entry.value, str | bool) else None,
                )
        return


def _named_after(
    analysis: Analysis,
    words: FacetWords,
    cue: Place,
    phrase: tuple[str, ...],
    findings: tuple[Finding, ...],
    conversation: Conversation,
) -> Iterator[Finding]:
    """Find what follows a cue: names of facets, values that were found, values that the state holds."""
    table, keys = retraction_words(), analysis.keys
    place = cue[1]
    clause_end = analysis.clause_at(cue[0]).last
    end = min(max(clause_end, cue[1]), cue[1] + 12)
    steps = 0
    while place < end and steps <= _REACH:
        value = _found_at(analysis, findings, place)
        named = words.places(analysis, place, min(place + 5, end))
        here = [one for one in named if one[0] == place]
        after_comma = keys[place - 1] == "," and place > cue[1] and keys[place] not in _LISTING
        listed = bool(here) and _goes_on(analysis, here[0][1], clause_end)
        if after_comma and not listed and (value is None or not _holds(conversation, value)):
            return
        if here:
            _, last, facets = here[0]
            yield from _facets(analysis, (cue[0], last), facets, conversation)
            place = last
        elif value is not None and (phrase not in table.facet_only or phrase in table.held_only):
            held = _holds(conversation, value)
            last = analysis.tokens_of(value.span)[1]
            if phrase not in table.held_only or held:
                yield _removal(
                    analysis,
                    (cue[0], last),
                    value.facet,
                    value.value if value.operator in ("is", "contains") else None,
                )
            place = last
        elif keys[place] in table.between or keys[place] in (",", *_LISTING):
            place += 1
        else:
            entry = _held_at(analysis, place, conversation.preferences.entries)
            if entry is None or (phrase in table.facet_only and phrase not in table.held_only):
                return
            value_kept = entry.value if isinstance(entry.value, str | bool) else None
            yield _removal(analysis, (cue[0], place + 1), entry.facet, value_kept)
            place += 1
        steps += 1


def _goes_on(analysis: Analysis, place: int, end: int) -> bool:
    """Tell whether a list ends or goes on at a token: "forget the price, brand and colour", not ", make it red"."""
    return place >= end or analysis.keys[place] in (",", "and", "or")


def _said_before(
    analysis: Analysis, cue: Place, findings: tuple[Finding, ...], conversation: Conversation
) -> Iterator[Finding]:
    """Find the values and the free words before "doesn't matter any more" in its clause."""
    start = analysis.clause_at(cue[0]).first
    for place in range(max(start, cue[0] - _REACH), cue[0]):
        value = _found_at(analysis, findings, place)
        if value is not None:
            exact = value.value if value.operator in ("is", "contains") else None
            yield _removal(analysis, (place, cue[1]), value.facet, exact)
            return
        entry = _held_at(analysis, place, conversation.preferences.entries)
        if entry is not None:
            kept = entry.value if isinstance(entry.value, str | bool) else None
            yield _removal(analysis, (place, cue[1]), entry.facet, kept)
            return


def _named_before(analysis: Analysis, words: FacetWords, cue: Place) -> Iterator[Finding]:
    """Find the facet that stands before "doesn't matter"; before "is fine" only with "any" before it."""
    keys = analysis.keys
    start = analysis.sentence_at(cue[0])[0]
    named = [
        one
        for one in words.places(analysis, max(start, cue[0] - 6), cue[0])
        if one[1] >= cue[0] - 1
    ]
    weak = keys[cue[0]] in ("is", "are", "works", "will", "would") and keys[cue[1] - 1] in (
        "fine",
        "ok",
        "okay",
        "works",
        "do",
        "good",
        "right",
    )
    for first, _, facets in named:
        opener = next(
            (at for at in range(first - 1, max(start, first - 3) - 1, -1) if keys[at] == "any"),
            None,
        )
        if weak and opener is None:
            continue
        yield _removal(analysis, (first if opener is None else opener, cue[1]), facets[0], None)
        return


def _facets(
    analysis: Analysis, place: Place, facets: tuple[str, ...], conversation: Conversation
) -> Iterator[Finding]:
    """Take back the facet that the state holds of those that a name can mean, else the likeliest."""
    held = [facet for facet in facets if conversation.preferences.on(facet)]
    yield _removal(analysis, place, (held or list(facets))[0], None)


def _removal(
    analysis: Analysis,
    place: Place,
    facet: str,
    value: str | bool | float | tuple[float, float] | tuple[str, ...] | None,
) -> Finding:
    return Finding(analysis.span(*place), "removal", facet=facet, value=value, certainty=0.95)


def _found_at(analysis: Analysis, findings: tuple[Finding, ...], place: int) -> Finding | None:
    for finding in findings:
        first, last = analysis.tokens_of(finding.span)
        if finding.kind == "preference" and first <= place < last:
            return finding
    return None


def _holds(conversation: Conversation, finding: Finding) -> bool:
    return any(
        entry.value == finding.value or finding.value is None
        for entry in conversation.preferences.on(finding.facet)
    )


def _held_at(analysis: Analysis, place: int, entries: tuple[Preference, ...]) -> Preference | None:
    """Return the entry whose value or quote has the word at a token."""
    word = analysis.stems[place]
    if len(word) < 4 and not word.isdigit():
        return None
    for entry in entries:
        texts = (
            (entry.value, entry.source.quote)
            if isinstance(entry.value, str)
            else (entry.source.quote,)
        )
        if any(
            word in {stem(one) for one in words(text)} for text in texts if isinstance(text, str)
        ):
            return entry
    return None
