"""One sentence checked: its claims, and every number and name in its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..catalog.items import Item, Value
from ..dialogue.reply import Claim, Sentence
from ..dialogue.wording import describe_value, name_item
from ..dialogue.wording.values import quantity_words, value_words
from ..text import fold
from .answers import false_answers, false_counts
from .clean import clean, is_clean
from .grounds import Grounds, figure, figures
from .names import name_key, names_of
from .ranks import false_ranks
from .value_names import same_value

Fault = tuple[str, str]
"""What kind of fault, and in detail."""

_QUOTE = re.compile(r"“([^“”]*)”")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_LIMIT_WORDS = frozenset(
    [
        "under",
        "below",
        "over",
        "above",
        "most",
        "least",
        "around",
        "near",
        "about",
        "than",
        "within",
        "your",
        "limit",
        "budget",
        "before",
        "after",
        "between",
        "max",
        "maximum",
        "minimum",
        "until",
    ]
)
_NEAR = 4
_WISHED = ("wanted it ", "asked for ", "rather than ", "not ")
"""What stands before a wish that a fact is set against."""


def faults(sentence: Sentence, grounds: Grounds, *, subject: str | None = None) -> Iterator[Fault]:
    """Give what is wrong with a sentence; `subject` is the id of the item that it is said of.

    Numbers and names may come from its claims, the titles of the items that may be named, the state and the
    person's own words. In a sentence that states facts, numbers of the state count only as limits ("under
    900"), so that no wished number passes for a fact.
    """
    if not is_clean(sentence.text):
        yield "markup", repr(clean(sentence.text)[:60])
    for claim in sentence.claims:
        if not true(claim, grounds):
            yield "claim", f"{claim.item_id!r} {claim.facet!r} is not {claim.value!r}"
        elif claim.item_id != subject and claim.item_id not in grounds.mentionable:
            yield "claim", f"{claim.item_id!r} is not to be spoken of"
    yield from (("count", detail) for detail in false_counts(sentence, grounds))
    yield from (("answer", detail) for detail in false_answers(sentence, grounds))
    yield from (("rank", detail) for detail in false_ranks(sentence, grounds, subject))
    bare = _without_covered(sentence, grounds)
    yield from _numbers(bare, sentence, grounds, subject)
    yield from _names(bare, sentence, grounds)


def true(claim: Claim, grounds: Grounds) -> bool:
    """Tell whether a claim equals the record: of many values some, of a text a part of its words."""
    item = grounds.catalog.get(claim.item_id)
    if item is None:
        return False
    if claim.facet == "description":
        return clean(str(claim.value)) in clean(item.description)
    fact = item.fact(claim.facet)
    if fact is None:
        return False
    if isinstance(fact, tuple | list):
        told = claim.value if isinstance(claim.value, tuple | list) else (claim.value,)
        return bool(told) and all(any(same_value(one, other) for other in fact) for one in told)
    if isinstance(fact, bool) or isinstance(claim.value, bool):
        return fact is claim.value
    if isinstance(fact, str) and isinstance(claim.value, str):
        return fold(fact).strip() == fold(claim.value).strip()
    return not isinstance(claim.value, tuple) and same_value(fact, claim.value)


def _without_covered(sentence: Sentence, grounds: Grounds) -> str:
    """Return the words less the quotes of the person or a description, and less the limits of the state."""
    sources = [clean(str(one.value)) for one in sentence.claims if one.facet == "description"]
    sources.extend(grounds.said)
    sources.extend(grounds.state)

    def hide(found: re.Match[str]) -> str:
        inner = found.group(1).strip(" …").rstrip(".,;:!?")
        return " “” " if inner and any(inner in source for source in sources) else found.group()

    text = _QUOTE.sub(hide, sentence.text)
    for words in grounds.limits:
        text = text.replace(words, " ").replace(words[:1].upper() + words[1:], " ")
    for words in grounds.state:
        for before in _WISHED:
            text = text.replace(before + words, " ")
    if not (sentence.claims or sentence.tallies):
        for words in grounds.said:
            text = _without_words(text, words) if len(words) > 2 else text
    return text


def _without_words(text: str, words: str) -> str:
    """Hide words where they stand by themselves: "90s" is no part of "1990s"."""
    if words not in text:
        return text
    return re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", text)


def _numbers(
    text: str, sentence: Sentence, grounds: Grounds, subject: str | None
) -> Iterator[Fault]:
    stated = _stated_figures(sentence, grounds, subject)
    for found in _NUMBER.finditer(text):
        number = figure(found.group())
        if number in stated:
            continue
        if not (sentence.claims or sentence.tallies):
            if number in grounds.wished or number in grounds.counts:
                continue
        elif number in grounds.wished and _near_limit(text, found.start()):
            continue
        yield "number", f"{found.group()!r} in {sentence.text[:80]!r}"


def _near_limit(text: str, place: int) -> bool:
    before = [fold(word) for word in _WORD.findall(text[max(0, place - 40) : place])]
    return bool(_LIMIT_WORDS & set(before[-_NEAR:]))


def _stated_figures(sentence: Sentence, grounds: Grounds, subject: str | None) -> set[str]:
    schema = grounds.catalog.schema
    stated: set[str] = set()
    for tally in sentence.tallies:
        stated |= figures(f"{tally.count}")
        stated |= figures(value_words(schema.get(tally.facet), _cleaned(tally.value)))
    for claim in sentence.claims:
        facet = schema.get(claim.facet)
        shown = value_words(facet, _cleaned(claim.value))
        stated |= figures(shown) | figures(str(claim.value))
        if facet is not None:
            stated |= figures(describe_value(facet, _cleaned(claim.value)))
        stated |= _differences(claim, grounds)
        if claim.facet == "title":
            item = grounds.catalog.get(claim.item_id)
            stated |= figures(name_item(item, schema)) if item is not None else set()
    item = grounds.catalog.get(subject) if subject is not None else None
    if item is not None:
        stated |= figures(item.title)
        for words in _disclosed(item, grounds):
            stated |= figures(words)
    return stated


def _disclosed(item: Item, grounds: Grounds) -> Iterator[str]:
    for rule in grounds.catalog.rules.disclose:
        if rule.holds(item, dict(grounds.user)):
            yield rule.say


def _differences(claim: Claim, grounds: Grounds) -> set[str]:
    """Return by how much a claimed number misses the limits of the state: these may be said too."""
    fact = claim.value
    facet = grounds.catalog.schema.get(claim.facet)
    if facet is None or isinstance(fact, bool) or not isinstance(fact, int | float):
        return set()
    found: set[str] = set()
    for entry in grounds.preferences.on(claim.facet):
        for end in entry.value if isinstance(entry.value, tuple) else (entry.value,):
            if isinstance(end, int | float) and not isinstance(end, bool):
                found |= figures(quantity_words(facet, abs(fact - end)))
    return found


def _names(text: str, sentence: Sentence, grounds: Grounds) -> Iterator[Fault]:
    named = names_of(grounds.catalog).find(text)
    if not named:
        return
    covered = _covered(sentence, grounds)
    for one in named:
        if f" {one.words} " not in covered:
            yield "name", f"{text[one.start : one.end]!r} in {sentence.text[:80]!r}"


def _covered(sentence: Sentence, grounds: Grounds) -> str:
    """Return all words that may be named, as one folded text in which every part stands apart."""
    schema = grounds.catalog.schema
    parts: list[str] = []
    for tally in sentence.tallies:
        parts.append(value_words(schema.get(tally.facet), _cleaned(tally.value)))
    for claim in sentence.claims:
        parts.append(value_words(schema.get(claim.facet), _cleaned(claim.value)))
        parts.extend(str(one) for one in _several(claim.value))
    return " | ".join((grounds.nameable, *(f" {name_key(part)} " for part in parts)))


def _several(value: Value) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def _cleaned(value: Value | None) -> Value:
    if isinstance(value, tuple | list):
        return tuple(clean(str(one)) for one in value)
    return clean(value) if isinstance(value, str) else "" if value is None else value
