"""Snapping what a model read to the catalogue: to a value that it holds, a number as the rules read it, or a free wish."""

from __future__ import annotations

from collections.abc import Mapping

from ...catalog.facets import LISTED, Facet
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import TEXT, Operator, Polarity, PreferenceValue, Strength
from ...dialogue.understanding import Change
from ...grounding.clean import clean, shorten
from ...text import fold
from ..rules.reading.analysis import analyse
from ..rules.reading.bounds import bound_words
from ..rules.reading.findings import Finding
from ..rules.reading.understand import find
from ..rules.reading.vocabulary import Vocabulary
from ..rules.reading.words import phrase_key

_LONGEST_WISH = 120
_MARKS = str.maketrans(dict.fromkeys("[]{}<>|`*#", " "))
"""Marks that make markup of words, also where only a half of it was quoted."""
_NOWHERE = Conversation(session_id="nobody")
_LIMITS: frozenset[Operator] = frozenset({"<", "<=", ">", ">=", "about", "is"})
_SIDES: Mapping[Operator, str] = {"<": "upper", "<=": "upper", ">": "lower", ">=": "lower"}
_MOST_ALIKE = 8
_YES = frozenset({"true", "yes", "1"})
_NO = frozenset({"false", "no", "0"})

Snapped = tuple[Operator, PreferenceValue]


def snapped(
    quote: str,
    *,
    facet: str,
    operator: Operator,
    value: str,
    polarity: Polarity,
    strength: Strength,
    vocabulary: Vocabulary,
) -> Change | None:
    """Return a wish as a change of the state.

    Args:
        quote: The words of the message that say it.
        facet: The facet that the model thinks of.
        operator: How the value is meant.
        value: The value as the model has it.
        polarity: Whether it is wanted.
        strength: Whether it must be so.
        vocabulary: The words of the catalogue.

    Returns:
        A test on the facet where its value is one that the catalogue can hold, else a wish in the person's words,
        without markup and addresses; None where nothing is left of them.
    """
    found = vocabulary.schema.get(facet)
    held = None if found is None else _held(quote, found, operator, value, vocabulary)
    if found is None or held is None:
        words = shorten(clean(clean(quote).translate(_MARKS)), limit=_LONGEST_WISH)
        if not words:
            return None
        return Change(
            op="add", facet=TEXT, operator="matches", value=words, polarity=polarity, quote=quote
        )
    return Change(
        op="add",
        facet=found.name,
        operator=held[0],
        value=held[1],
        polarity=polarity,
        strength=strength,
        quote=quote,
    )


def _held(
    quote: str, facet: Facet, operator: Operator, value: str, vocabulary: Vocabulary
) -> Snapped | None:
    if facet.numeric and operator in ("low", "high"):
        return operator, None
    if facet.type == "flag":
        said = fold(value).strip()
        return ("is", said in _YES) if said in _YES | _NO else None
    if facet.type in LISTED and (named := _listed(value, facet, vocabulary)) is not None:
        return named
    # The quote comes first for numbers: "an hour and a half" is read with its unit.
    for text in (quote, value) if facet.numeric else (value, quote):
        for one in find(analyse(text), _NOWHERE, vocabulary):
            if _is_on(one, facet):
                return _as_meant(one, operator, quote), one.value
    return _number(operator, value) if facet.numeric else None


def _as_meant(read: Finding, operator: Operator, quote: str) -> Operator:
    """Return the limit of a number: as the rules read it in the quote, or as the model has it where that is surer.

    A number without a word of limit takes the model's, and so does one whose quote cuts a negation in two: "not carry
    more than half a kilo" is no lower limit.
    """
    if operator not in _SIDES or isinstance(read.value, tuple):
        return read.operator
    if read.operator not in _SIDES:
        return operator
    turned = _SIDES[read.operator] != _SIDES[operator]
    negated = not bound_words().negators.isdisjoint(analyse(quote).keys)
    return operator if turned and negated else read.operator


def _is_on(finding: Finding, facet: Facet) -> bool:
    return (
        finding.kind == "preference" and finding.facet == facet.name and finding.value is not None
    )


def _listed(value: str, facet: Facet, vocabulary: Vocabulary) -> Snapped | None:
    operator: Operator = "is" if facet.type == "category" else "contains"
    wanted = fold(value).strip()
    for known in vocabulary.values.get(facet.name, ()):
        if fold(known) == wanted:
            return operator, known
    for senses in vocabulary.phrases.get(phrase_key(value), ()):
        for sense in senses:
            if sense.facet == facet.name:
                return sense.operator, sense.value
    # "Wi-Fi" is every value that begins with it: "Wi-Fi 5", "Wi-Fi 6".
    alike = tuple(
        known
        for known in vocabulary.values.get(facet.name, ())
        if fold(known).startswith(f"{wanted} ")
    )
    return ("any_of", alike) if wanted and 0 < len(alike) <= _MOST_ALIKE else None


def _number(operator: Operator, value: str) -> Snapped | None:
    try:
        ends = tuple(float(one.replace(",", "")) for one in value.split("..") if one.strip())
    except ValueError:
        return None
    if len(ends) == 2 and operator == "between" and ends[0] <= ends[1]:
        return operator, (ends[0], ends[1])
    if len(ends) == 1 and operator in _LIMITS:
        return operator, ends[0]
    return None
