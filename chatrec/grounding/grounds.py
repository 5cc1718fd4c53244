"""Grounds: all that a reply may lean on, gathered from the brief of a turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..catalog.catalog import Catalog
from ..catalog.items import Value
from ..dialogue.preferences import Preferences
from ..dialogue.reply import Tally
from ..dialogue.wording import describe_preference, describe_state
from .briefed import Briefed
from .clean import clean
from .names import name_key

_LIMITS = ("<", "<=", ">", ">=", "between", "about")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Grounds:
    """What a reply may speak of, and what its picks must keep to."""

    catalog: Catalog
    preferences: Preferences
    slate: tuple[str, ...]
    """Ids of the items that may be picked."""
    mentionable: frozenset[str]
    """Ids of the items that may be named."""
    user: Mapping[str, Value]
    confirmed: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    said: tuple[str, ...] = ()
    """The person's own words and the texts that the house gave to say."""
    state: tuple[str, ...] = ()
    """The preferences in words, longest first."""
    limits: tuple[str, ...] = ()
    """Those of the preferences in words that set a limit or a range, longest first."""
    counts: frozenset[str] = frozenset()
    """Counts that were given, as figures."""
    tallied: frozenset[Tally] = frozenset()
    """Counts of the catalogue that were looked up."""
    verdicts: Mapping[str, bool | None] = field(default_factory=dict)
    """What a yes or no about an item may say, by its id."""

    @cached_property
    def nameable(self) -> str:
        """All words that any sentence may name, as one folded text in which every part stands apart."""
        titles = (
            clean(item.title)
            for item_id in self.mentionable
            if (item := self.catalog.get(item_id)) is not None
        )
        nouns = (self.catalog.noun, self.catalog.nouns, "English")
        parts = (*self.said, *self.state, *nouns, *titles)
        return " | ".join(f" {name_key(part)} " for part in parts)

    @cached_property
    def wished(self) -> frozenset[str]:
        """The figures of the state and of the person's own words."""
        return frozenset(one for words in (*self.state, *self.said) for one in figures(words))

    @classmethod
    def of(cls, brief: Briefed, catalog: Catalog) -> Grounds:
        """Gather the grounds of a reply from its brief."""
        slate = tuple(one.candidate.item.id for one in brief.slate)
        entries = [*brief.preferences.entries, *brief.conversation.preferences.entries]
        if brief.lookup.survey is not None:
            entries.extend(brief.lookup.survey.within)
        relaxed = [entry for one in brief.relaxations for entry in one.replace]
        worded = [(one, describe_preference(one, catalog.schema)) for one in (*entries, *relaxed)]
        state = [words for _, words in worded]
        limits = {clean(words) for entry, words in worded if entry.operator in _LIMITS}
        state.append(describe_state(brief.preferences, catalog))
        return cls(
            catalog=catalog,
            preferences=brief.preferences,
            slate=slate,
            mentionable=frozenset((*slate, *_named(brief))),
            user=brief.conversation.profile,
            confirmed=brief.conversation.confirmed,
            refused=brief.conversation.refused,
            said=tuple(dict.fromkeys(clean(text) for text in _said(brief, catalog) if text)),
            state=tuple(sorted({clean(text) for text in state} - {""}, key=len, reverse=True)),
            limits=tuple(sorted(limits, key=len, reverse=True)),
            counts=frozenset(_counts(brief, catalog)),
            tallied=frozenset(_tallied(brief)),
            verdicts={one.item_id: one.met for one in brief.lookup.verdicts},
        )


def figures(text: str) -> frozenset[str]:
    """Return the numbers written in a text, each without commas: "1,299" is "1299", "4.50" is "4.5"."""
    return frozenset(figure(found) for found in _NUMBER.findall(text))


def figure(number: str) -> str:
    """Return a number as all its spellings have in common."""
    plain = number.replace(",", "")
    if "." in plain and plain.count(".") == 1:
        plain = plain.rstrip("0").rstrip(".")
    return plain.lstrip("0") or "0"


def _named(brief: Briefed) -> Iterator[str]:
    yield from (item.id for item in (*brief.items, *brief.again))
    yield from (one.item.id for one in brief.nearest)
    yield from (one.item_id for one in brief.preferences.feedback)
    yield from brief.conversation.slate
    yield from brief.conversation.focus
    for mention in brief.understanding.mentions:
        yield from mention.item_ids
    for judged in brief.slate:
        for evidence in (*judged.because, *judged.caveats):
            if evidence.related is not None:
                yield evidence.related


def _said(brief: Briefed, catalog: Catalog) -> Iterator[str]:
    understanding = brief.understanding
    yield from understanding.unread
    if understanding.inquiry is not None:
        yield understanding.inquiry.words
        yield from (test.quote for test in understanding.inquiry.tests)
    yield from understanding.unheld
    yield from understanding.unknown_names
    yield from understanding.notes
    yield from (change.quote for change in understanding.changes)
    yield from (mention.quote for mention in understanding.mentions)
    yield from (entry.source.quote for entry in brief.preferences.entries)
    yield from (entry.source.quote for entry in brief.conversation.preferences.entries)
    yield from (line.text for line in brief.conversation.lines if line.role == "user")
    yield from brief.notices
    yield from brief.dropped
    yield from (one.label for one in brief.relaxations)
    yield from (rule.ask for rule in catalog.rules.confirm)
    yield from (rule.say for rule in catalog.rules.disclose)
    yield catalog.about
    if brief.question is not None:
        yield brief.question.text
        yield from (answer.label for answer in brief.question.answers)


def _tallied(brief: Briefed) -> Iterator[Tally]:
    """Give the counts of the catalogue that may be stated: of values, of items, of values left out."""
    survey = brief.lookup.survey
    if survey is not None:
        yield from (*survey.tallies, *survey.ends)
        yield Tally(count=survey.among)
        yield Tally(facet=survey.facet, count=survey.others)
        yield Tally(facet=survey.facet, count=survey.others + len(survey.tallies))
    if brief.lookup.leaders:
        yield Tally(count=brief.lookup.among)
        yield Tally(count=brief.lookup.unknown)


def _counts(brief: Briefed, catalog: Catalog) -> Iterable[str]:
    counts = [brief.fitting, len(brief.slate), len(catalog), len(brief.preferences.entries)]
    counts.extend(one.count for one in brief.relaxations)
    if brief.question is not None:
        counts.extend(answer.count for answer in brief.question.answers)
    return (str(count) for count in counts)
