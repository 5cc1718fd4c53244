"""Facts asked for: "how long is it?", "who directed it", "is it scary?", "does it have a headphone jack?"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ....catalog.catalog import Catalog
from .analysis import Analysis
from .bounds import keys_of
from .covered import without_overlaps
from .degrees import degrees
from .facet_words import FacetWords, measure_of
from .findings import Finding
from .question_words import Place, is_question, question_words, sentences
from .scales import Scales

_LONGEST = 7
_SUBJECT = 5
"""How many tokens after its verb a question names the item that it is about."""
_ABOUT = tuple(
    (*opening, *article)
    for opening in (("what", "about"), ("how", "about"), ("hows",), ("how", "is"))
    for article in ((), ("the",), ("its",), ("their",))
)
"""What asks for a facet by its name alone: "what about the battery?"."""
_OF_SHOWN = (("one",), ("ones",), ("is",), ("of",), ("has",), ("are",), ("have",))
"""What follows "which" where it asks about items shown."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Phrases that ask for facets of one catalogue, likeliest facet first."""

    phrases: dict[tuple[str, ...], tuple[str, ...]]
    words: FacetWords
    flags: frozenset[str]
    verbs: dict[str, str]
    """The facet that a verb asks for, by its key: "weigh" is of the weight."""

    @classmethod
    def of(cls, catalog: Catalog, words: FacetWords) -> Questions:
        """Collect the questions that each facet of the catalogue answers."""
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for facet in catalog.schema:
            measure = measure_of(facet)
            names = {
                key
                for name in (facet.name, facet.words, *facet.synonyms)
                for key in keys_of(name.replace("_", " "))
            }
            asked = [keys_of(one) for one in measure.questions] if measure else []
            for word, phrases in question_words().facets.items():
                if word in names or f"{word}s" in names:
                    asked += phrases
            spoken = (facet.words, *facet.synonyms, *(measure.synonyms if measure else ()))
            asked += [(*opening, *keys_of(name)) for opening in _ABOUT for name in spoken]
            for phrase in asked:
                found[phrase] = tuple(dict.fromkeys((*found.get(phrase, ()), facet.name)))
        flags = frozenset(facet.name for facet in catalog.schema if facet.type == "flag")
        verbs = {
            key: asked_of.name
            for measure, keys in question_words().verbs_of.items()
            if (asked_of := catalog.schema.measuring(measure)) is not None
            for key in keys
        }
        return cls(found, words, flags, verbs)


def read_asked(
    analysis: Analysis,
    questions: Questions,
    scales: Scales,
    *,
    findings: tuple[Finding, ...] = (),
    shown: bool = True,
) -> tuple[Finding, ...]:
    """Return the facets that a message asks about, as findings of the kind "asked".

    `findings` are what other readers found; `shown` tells whether items were, so that "which is lighter" is of them. In a question about an item ("is it scary?", "is the first one
    lighter?") a value is asked for, not wished: the asked finding has its span, value and full certainty.
    """
    found: list[Finding] = []
    for first, last in sentences(analysis):
        if not is_question(analysis, first, last):
            continue
        found += _by_phrase(analysis, questions, (first, last))
        opener = analysis.keys[first : first + 6]
        if any(opener[:size] in question_words().wishes for size in (2, 3, 4, 5)):
            continue
        found += _by_name(analysis, questions, (first, last))
        if _is_about_item(analysis, (first, last), findings, shown=shown):
            found += _by_value(analysis, scales, (first, last), findings)
    return tuple(_once(found))


def _by_phrase(analysis: Analysis, questions: Questions, place: Place) -> Iterator[Finding]:
    at = place[0]
    while at < place[1]:
        for size in range(min(_LONGEST, place[1] - at), 0, -1):
            facets = questions.phrases.get(analysis.keys[at : at + size])
            if facets:
                yield _asked(
                    analysis, (at, at + size), _nearest(analysis, questions, facets, place)
                )
                at += size - 1
                break
        at += 1


def _nearest(
    analysis: Analysis, questions: Questions, facets: tuple[str, ...], place: Place
) -> str:
    """Return, of the facets that a question can be about, the one it names ("how long is the battery life")."""
    for key in analysis.keys[place[0] : place[1]]:
        # "how much does it weigh" opens as a question of the price does; the verb tells.
        if key in questions.verbs:
            return questions.verbs[key]
    named = [one for _, _, names in questions.words.places(analysis, *place) for one in names]
    return next((facet for facet in named if facet in facets), facets[0])


def _by_name(analysis: Analysis, questions: Questions, place: Place) -> Iterator[Finding]:
    for first, last, facets in questions.words.places(analysis, *place):
        # The name of a flag is its value: "do you have wireless ones?" wishes it.
        named = next((facet for facet in facets if facet not in questions.flags), None)
        if named is not None:
            yield _asked(analysis, (first, last), named)


def _is_about_item(
    analysis: Analysis, place: Place, findings: tuple[Finding, ...], *, shown: bool
) -> bool:
    """Tell whether a sentence asks something of an item: "is it ...", "does the second one ...", "which one is ..."."""
    keys = analysis.keys
    items = [analysis.tokens_of(one.span)[0] for one in findings if one.kind == "item"]
    verbs = [at for at in range(*place) if keys[at] in question_words().aux][:2]
    if any(verb < item <= verb + _SUBJECT for verb in verbs for item in items):
        return True
    opener = keys[place[0] : place[0] + 2]
    return shown and (opener == ("whichs",) or (opener[0] == "which" and opener[1:] in _OF_SHOWN))


def _by_value(
    analysis: Analysis, scales: Scales, place: Place, findings: tuple[Finding, ...]
) -> Iterator[Finding]:
    for finding in findings:
        first, last = analysis.tokens_of(finding.span)
        if finding.kind == "preference" and finding.facet and place[0] <= first < place[1]:
            asked = _asked(analysis, (first, last), finding.facet)
            yield replace(asked, operator=finding.operator, value=finding.value)
    for said in degrees(analysis, scales):
        if place[0] <= said.first < place[1]:
            yield _asked(analysis, (said.first, said.last), said.scale.facet.name)


def _asked(analysis: Analysis, place: Place, facet: str) -> Finding:
    return Finding(analysis.span(*place), "asked", facet=facet, certainty=1.0)


def _once(found: list[Finding]) -> Iterator[Finding]:
    """Keep the longest of findings that overlap, and each facet at its first place."""
    yield from without_overlaps(sorted(found, key=lambda one: (-len(one.span), one.span.start)))
