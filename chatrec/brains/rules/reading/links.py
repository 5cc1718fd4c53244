"""Links: the phrases of a message that name a value, a person or an item of the catalogue."""

from __future__ import annotations

from functools import cache

from ....dialogue.conversation import Conversation
from ....text import stem
from .analysis import Analysis
from .cues import Lexicon
from .filler import is_content
from .findings import Finding
from .named_people import read_people
from .named_titles import read_titles
from .senses import Reading, stemmed
from .stream import Unit, forms, reach, sentence_reach, stream
from .vocabulary import LONGEST, Vocabulary
from .words import phrase_key, rank

GUESSED = 0.75
"""What the certainty of a reading is multiplied with where a spelling was guessed."""
THEME = 0.5
"""The certainty of a value of a broad facet: a title or a name of the same words goes before it."""
CROWDED = 0.9
"""The certainty of a value of a facet with very many values: a person of the same words goes before it."""
ORDINARY = 2500
"""A theme (a value of a broad facet) named by one word commoner than this is not taken from running text."""
_COMMON = 1000
"""A word commoner than this is only itself: "thought" is not "thoughtful"."""
_INFLECTED = ("ly", "ed", "ing")
"""Endings that make another word of a value: "played" is not the genre "play"."""


def read_links(
    analysis: Analysis, vocabulary: Vocabulary, conversation: Conversation
) -> tuple[Finding, ...]:
    """Find the values, people and titles that the message names."""
    units = stream(analysis, vocabulary.spelling)
    return (
        *_values(analysis, units, vocabulary, conversation),
        *read_people(analysis, units, vocabulary),
        *read_titles(analysis, units, vocabulary),
    )


def _values(
    analysis: Analysis,
    units: tuple[Unit, ...],
    vocabulary: Vocabulary,
    conversation: Conversation,
) -> list[Finding]:
    found: list[Finding] = []
    place = 0
    while place < len(units):
        last, reading, certainty = _longest(analysis, units, place, vocabulary, conversation)
        for sense in reading:
            found.append(
                Finding(
                    analysis.span(units[place].token, units[last - 1].token + 1),
                    facet=sense.facet,
                    operator=sense.operator,
                    value=sense.value,
                    certainty=sense.certainty * certainty,
                    soft=sense.soft,
                )
            )
        place = max(last, place + 1)
    return found


def _longest(
    analysis: Analysis,
    units: tuple[Unit, ...],
    place: int,
    vocabulary: Vocabulary,
    conversation: Conversation,
) -> tuple[int, Reading, float]:
    longest = max(reach(units, place, vocabulary.reach), _stem_reach(units, place, vocabulary))
    for last in range(sentence_reach(units, place, min(longest, LONGEST)), place, -1):
        for form, guessed in forms(units[place:last]):
            readings = vocabulary.phrases.get(form) or _by_stem(form, vocabulary)
            if not readings:
                continue
            reading = _chosen(analysis, units[place].token, readings, vocabulary, conversation)
            if _plausible(form, reading, analysis, units[place:last], vocabulary, guessed=guessed):
                sure = _certainty(reading[0].facet, vocabulary)
                return last, reading, sure * (GUESSED if guessed else 1.0)
    return place, (), 0.0


def _certainty(facet: str, vocabulary: Vocabulary) -> float:
    """Return how sure a value is to be meant: of many values some are names of people or titles as well."""
    if vocabulary.broad(facet):
        return THEME
    return CROWDED if vocabulary.crowded(facet) else 1.0


def _stem_reach(units: tuple[Unit, ...], place: int, vocabulary: Vocabulary) -> int:
    return vocabulary.reach.get(stem(units[place].key), 0)


def _by_stem(form: str, vocabulary: Vocabulary) -> tuple[Reading, ...]:
    if len(form) < 5 or form.endswith(_INFLECTED) or rank(form) < _COMMON:
        return ()
    return vocabulary.phrases.get(vocabulary.stems.get(stemmed(form), ""), ())


def _chosen(
    analysis: Analysis,
    token: int,
    readings: tuple[Reading, ...],
    vocabulary: Vocabulary,
    conversation: Conversation,
) -> Reading:
    """Choose among the facets that hold a value: the one named beside it, else the one asked about, else the first."""
    # What the catalogue itself calls a value goes before what people elsewhere say for another.
    readings = tuple(one for one in readings if not one[0].general) or readings
    if len(readings) == 1:
        return readings[0]
    clause = analysis.clause_at(token)
    near = set(analysis.stems[max(clause.first, token - 4) : min(clause.last, token + 5)])
    for reading in readings:
        facet = vocabulary.schema.get(reading[0].facet)
        names = (facet.name, facet.words, *facet.synonyms) if facet else ()
        if any(set(stemmed(phrase_key(name.replace("_", " "))).split()) <= near for name in names):
            return reading
    pending = conversation.pending.question if conversation.pending else None
    for reading in readings:
        if pending and reading[0].facet == pending.facet:
            return reading
    return _commonest(readings, vocabulary)


def _commonest(readings: tuple[Reading, ...], vocabulary: Vocabulary) -> Reading:
    """Return the reading whose value most items have, of those as narrow as the first.

    So "black" is the colour of the thing rather than of its cable.
    """

    def standing(reading: Reading) -> tuple[bool, int]:
        facet, value = reading[0].facet, reading[0].value
        alike = vocabulary.broad(facet) == vocabulary.broad(readings[0][0].facet)
        counts = vocabulary.values.get(facet)
        return alike, counts[value] if counts is not None and isinstance(value, str) else 0

    return max(readings, key=standing)


def _plausible(
    form: str,
    reading: Reading,
    analysis: Analysis,
    window: tuple[Unit, ...],
    vocabulary: Vocabulary,
    *,
    guessed: bool,
) -> bool:
    """Tell whether a phrase is a value rather than an ordinary word of the sentence."""
    if reading[0].by_head and not _ends_its_phrase(analysis, window[-1].token, vocabulary):
        return False
    if not vocabulary.crowded(reading[0].facet):
        return not (len(window) == 1 and _is_verb(analysis, window[0].token))
    if vocabulary.broad(reading[0].facet) and guessed:
        return False
    words = form.split(" ")
    token = window[0].token
    if vocabulary.of_kinds(reading[0].facet):
        return any(is_content(analysis, unit.token) for unit in window)
    if token and _opens_topic(analysis, token, reading[0].facet, vocabulary):
        return any(is_content(analysis, unit.token) for unit in window)
    if max(rank(word) for word in words) >= ORDINARY or (len(words) > 1 and _content(words) > 1):
        return True
    opens = analysis.sentence_at(token)[0] == token
    named = analysis.tokens[token].raw[0].isupper() and not opens
    return named and not vocabulary.broad(reading[0].facet)


def _opens_topic(analysis: Analysis, token: int, facet: str, vocabulary: Vocabulary) -> bool:
    """Tell whether the words before a value make it what something is about: "about war", "films with animals"."""
    verbs, opener = _verbs(), analysis.keys[token - 1]
    if verbs.has("topical", opener):
        return True
    holder = analysis.keys[token - 2] if token > 1 else ""
    return vocabulary.broad(facet) and verbs.has("holding", opener) and verbs.has("holders", holder)


def _ends_its_phrase(analysis: Analysis, token: int, vocabulary: Vocabulary) -> bool:
    """Tell whether a noun says what the thing is: "case" does in "a phone case", "phone" does not.

    A word of its own after it is what the thing is where it names a kind itself ("an entry level laptop"), or titles have
    the two in this order more often.
    """
    after = token + 1
    if after >= len(analysis.tokens) or not is_content(analysis, after):
        return True
    pair = analysis.keys[token : after + 1]
    ordered, turned = vocabulary.in_a_row(pair), vocabulary.in_a_row(pair[::-1])
    named = any(pair[1] in kinds for kinds in vocabulary.kinds.values())
    return ordered < turned or (ordered == turned and not named)


@cache
def _verbs() -> Lexicon:
    return Lexicon.of("verbs.toml", "verbs")


def _is_verb(analysis: Analysis, token: int) -> bool:
    """Tell whether a word that can be a verb or a value ("play") is a verb here: nothing says that it is a noun."""
    if not _verbs().has("verbs", analysis.keys[token]):
        return False
    previous = analysis.keys[token - 1] if token else ""
    following = analysis.keys[token + 1] if token + 1 < len(analysis.keys) else ""
    return not _verbs().has("before_nouns", previous) and not _verbs().has("after_nouns", following)


def _content(words: list[str]) -> int:
    return sum(rank(word) >= 150 for word in words)
