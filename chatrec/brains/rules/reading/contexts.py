"""Contexts: whether the words around a value wish for it or describe something known.

"It was funny" and "is it scary?" say and ask something of an item; "something funny" wishes. A value after words
of description is not read as a wish unless the clause also holds a word of wishing. Mood words ("funny") need more than
that: a wish in their clause, a noun after them ("funny movies"), or a message that is little else.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ....catalog.facets import LISTED, Schema
from .analysis import Analysis
from .cues import Cue, Lexicon
from .filler import is_content
from .findings import Finding
from .question_words import is_question
from .vocabulary import Vocabulary

_SHORT = 5
"""A message of so few words is a wish by itself: "funny", "maybe something silly"."""
_ANSWER = 3
"""In a message of so few words "the comedy" is an answer, not a part of something known."""
_NEAR = 3
"""How many tokens may stand between a word of wishing and a mood or theme."""


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("contexts.toml", "wishing", "describing")


def without_descriptions(
    analysis: Analysis, findings: tuple[Finding, ...], vocabulary: Vocabulary
) -> tuple[Finding, ...]:
    """Return the findings less the values that only describe something."""
    taken = frozenset(
        place for finding in findings for place in range(*analysis.tokens_of(finding.span))
    )
    cues = _lexicon().find(analysis, but=taken)
    kept: list[Finding] = []
    for finding in findings:
        if finding.kind != "preference":
            kept.append(finding)
        elif _is_value(finding, vocabulary.schema) or finding.operator in {"low", "high"}:
            if _wished(analysis, finding, cues, kept, vocabulary):
                kept.append(finding)
        elif _is_experience(analysis, finding, vocabulary.schema):
            # "I've seen everything with Tom Cruise": none of it is to come again.
            if _is_exhausted(analysis, finding):
                kept.append(replace(finding, polarity="unwanted", strength="must"))
        elif not _of_title(analysis, finding) and not _asks(
            analysis, analysis.clause_at(analysis.tokens_of(finding.span)[0]).first
        ):
            kept.append(finding)
    return tuple(kept)


def describing(analysis: Analysis, taken: frozenset[int]) -> frozenset[int]:
    """Return the first tokens of the clauses that describe something and wish for nothing.

    `taken` are tokens that were read as something else and cannot be words of description.
    """
    kinds: dict[int, set[str]] = {}
    for cue in _lexicon().find(analysis, but=taken):
        kinds.setdefault(analysis.clause_at(cue.first).first, set()).add(cue.kind)
    return frozenset(first for first, found in kinds.items() if found == {"describing"})


def without_asked(analysis: Analysis, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings of a message that asks about items, less the wishes that its questions only name.

    What stays is wished for in so many words outside of a question: "is it scary? I want something funny".
    """
    cues = _lexicon().find(analysis)
    kept: list[Finding] = []
    for finding in findings:
        place = analysis.tokens_of(finding.span)[0]
        clause, sentence = analysis.clause_at(place), analysis.sentence_at(place)
        wished = any(
            cue.kind == "wishing" and clause.first <= cue.first < clause.last for cue in cues
        )
        if finding.kind != "preference" or (wished and not is_question(analysis, *sentence)):
            kept.append(finding)
    return tuple(kept)


def _is_value(finding: Finding, schema: Schema) -> bool:
    facet = schema.get(finding.facet)
    return facet is not None and not facet.people and facet.type in LISTED


def _is_mixed(finding: Finding, schema: Schema) -> bool:
    """Tell whether an item mixes several values of the facet, so that "the action" is a part of one."""
    facet = schema.get(finding.facet)
    return facet is not None and facet.type == "many"


def _is_hint(finding: Finding, vocabulary: Vocabulary) -> bool:
    return finding.soft or vocabulary.broad(finding.facet)


def _wished(
    analysis: Analysis,
    finding: Finding,
    cues: tuple[Cue, ...],
    kept: list[Finding],
    vocabulary: Vocabulary,
) -> bool:
    first, last = analysis.tokens_of(finding.span)
    clause = analysis.clause_at(first)
    hint, mixed = _is_hint(finding, vocabulary), _is_mixed(finding, vocabulary.schema)
    if hint and not any(is_content(analysis, place) for place in range(first, last)):
        return False
    said = [cue for cue in cues if clause.first <= cue.first < first]
    if _asks(analysis, clause.first):
        return False
    following = analysis.keys[last] if last < len(analysis.keys) else ""
    if said and said[-1].kind == "describing" or not said and _lexicon().has("aspects", following):
        return False
    previous = analysis.keys[first - 1] if first > clause.first else ""
    headed = _lexicon().has("heads", following)
    purpose = first > clause.first + 1 and _lexicon().has("purpose", analysis.keys[first - 2])
    pointed = mixed and _lexicon().has("pointing", previous) and analysis.words > _ANSWER
    plural = not hint and analysis.tokens[last - 1].folded.endswith("s") and bool(said)
    pointed = pointed and not purpose and not plural
    if pointed and not headed:
        return False
    if headed or analysis.words <= _SHORT:
        return True
    if following in {"was", "were"}:
        return False
    if not hint or clause.last - clause.first <= _SHORT or _lexicon().has("leading", previous):
        return True
    if said and first - said[-1].last <= _NEAR:
        return True
    return bool(kept) and _listed(analysis, kept[-1], first)


def _is_experience(analysis: Analysis, finding: Finding, schema: Schema) -> bool:
    """Tell whether a person is named for what was seen of them: "I've seen all Nolan films" wishes for none."""
    facet = schema.get(finding.facet)
    if facet is None or not facet.people:
        return False
    first = analysis.tokens_of(finding.span)[0]
    start = analysis.clause_at(first).first
    cues = [cue for cue in _experience().find(analysis) if start <= cue.first and cue.last <= first]
    return bool(cues) and first - cues[-1].last <= _NEAR


def _is_exhausted(analysis: Analysis, finding: Finding) -> bool:
    """Tell whether all there is of a person was seen."""
    first = analysis.tokens_of(finding.span)[0]
    start = analysis.clause_at(first).first
    return any(_lexicon().has("exhausted", key) for key in analysis.keys[start:first])


@cache
def _experience() -> Lexicon:
    return Lexicon.of("contexts.toml", "experience")


def _of_title(analysis: Analysis, finding: Finding) -> bool:
    """Tell whether a number stands alone in brackets, as the year of a title that is not held: "Xyz (2003)"."""
    first, last = analysis.tokens_of(finding.span)
    around = analysis.keys[first - 1 : first] + analysis.keys[last : last + 1]
    return first > 1 and around == ("(", ")")


def _asks(analysis: Analysis, first: int) -> bool:
    """Tell whether a clause asks or tells of something known: "did it come out ...", "that is such a ..."."""
    opening, following = analysis.keys[first], analysis.keys[first + 1 : first + 2]
    if _lexicon().has("joining", opening):
        return bool(following) and _asks(analysis, first + 1)
    if _lexicon().has("telling", opening + " " + "".join(following)):
        return True
    return _lexicon().has("asking", opening) and any(
        _lexicon().has("known", key) for key in following
    )


def _listed(analysis: Analysis, before: Finding, first: int) -> bool:
    """Tell whether a value stands right after another that is wished for: "horror, gore or zombies"."""
    _, last = analysis.tokens_of(before.span)
    between = analysis.keys[last:first]
    return len(between) <= 2 and all(_lexicon().has("listing", key) for key in between)
