"""Wishes that compare with items shown or named: "cheaper", "shorter than the first", "under that", "too long".

A comparative becomes a plain limit: less than the least, or more than the most, that the items compared with
have, so that every item that comes back is what was asked for. Compared with are, in this order: the item that
follows "than", another item of the sentence ("more like Heat but shorter"), the item spoken of last where it
is one, and all items shown. Where no item of the catalogue is left by that limit, nothing was shown, or the person set
a narrower limit themselves, it is a wish for less or more. "Much cheaper" keeps three quarters of the number. A complaint ("too expensive") counts as a
comparative once items are shown. Comparatives of what is not a number ("funnier", "less violent") become the
value that the catalogue has for the word, wanted or not, as preferences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ....dialogue.conversation import Conversation
from ....dialogue.preferences import Operator
from .analysis import Analysis
from .bounds import bound_before, bound_words, keys_of
from .degrees import Said, degree_words, degrees
from .facet_words import FacetWords
from .findings import Finding
from .scales import Scale, Scales, number_of
from .toml_parts import texts_of
from .vocabulary import Sense

_FEW = 5
"""With fewer items left than this a comparative is a wish for less or more rather than a limit."""
Phrases = Mapping[str, tuple[tuple[Sense, ...], ...]]


def read_comparatives(
    analysis: Analysis,
    scales: Scales,
    words: FacetWords,
    conversation: Conversation,
    *,
    phrases: Phrases | None = None,
    items: tuple[Finding, ...] = (),
) -> tuple[Finding, ...]:
    """Return the comparisons of a message as wishes.

    `items` are the items that the message names or points at; `phrases` what words mean in the catalogue
    (Vocabulary.phrases), for comparatives of what is not a number.
    """
    found: list[Finding] = []
    for said in degrees(analysis, scales):
        if said.kind == "comparative" or said.excess:
            finding = _compared(analysis, said, scales, conversation, items)
            if finding is not None:
                found.append(finding)
    found += _limits(analysis, scales, conversation)
    found += _same(analysis, scales, words, conversation, items)
    if phrases:
        found += _in_words(analysis, phrases)
    return tuple(found)


def _compared(
    analysis: Analysis,
    said: Said,
    scales: Scales,
    conversation: Conversation,
    items: tuple[Finding, ...],
) -> Finding | None:
    """Return what a comparative wishes; None where a number follows "than": that is a quantity."""
    keys, last = analysis.keys, said.last
    target: tuple[str, ...] | None = None
    if keys[last : last + 1] in (("than",), ("then",)):
        pointed = _than(analysis, last, items)
        if pointed is not None:
            last, target = pointed
        elif any(token.is_number for token in analysis.tokens[last : last + 4]):
            return None
    ids = target or _elsewhere(analysis, said, items) or _meant(conversation)
    numbers = _numbers(ids, said.scale, scales)
    first, share = _step(analysis, said.first, said.scale)
    if not numbers:
        return _wish(analysis, said, (first, last))
    if said.negated:
        return _at_most(analysis, said, numbers, (said.first, last), conversation)
    low = said.direction == "low"
    value = min(numbers) * share if low else max(numbers) / share
    value = float(f"{value:.6g}")
    if value != _within(value, said, conversation):
        return _wish(analysis, said, (first, last))
    below = said.scale.share_below(value)
    left = (below if low else 1.0 - below) * len(said.scale.values)
    if left < _FEW:
        return _wish(analysis, said, (first, last))
    return Finding(
        span=analysis.span(first, last),
        facet=said.scale.facet.name,
        operator="<" if low else ">",
        value=value,
        certainty=0.9,
        polarity="wanted",
    )


def _meant(conversation: Conversation) -> tuple[str, ...]:
    """Return the one item spoken of last, else all items shown."""
    if len(conversation.focus) == 1:
        return conversation.focus
    return conversation.slate or conversation.focus


def _at_most(
    analysis: Analysis,
    said: Said,
    numbers: list[float],
    place: tuple[int, int],
    conversation: Conversation,
) -> Finding:
    """Return the wish of "nothing more expensive": no more than the items compared with have."""
    low = said.direction == "low"
    return Finding(
        span=analysis.span(*place),
        facet=said.scale.facet.name,
        operator="<=" if low else ">=",
        value=_within(max(numbers) if low else min(numbers), said, conversation),
        certainty=0.9,
        polarity="wanted",
    )


def _within(value: float, said: Said, conversation: Conversation) -> float:
    """Return a limit by comparison, or the one that the person set themselves where that is the narrower.

    What was shown may lie beyond a limit that was set since: "cheaper" than $169 does not lift "under 100".
    """
    sides = ("<", "<=") if said.direction == "low" else (">", ">=")
    own = [
        float(entry.value)
        for entry in conversation.preferences.on(said.scale.facet.name)
        if entry.operator in sides
        and entry.polarity == "wanted"
        and isinstance(entry.value, int | float)
    ]
    return min((value, *own)) if said.direction == "low" else max((value, *own))


def _wish(analysis: Analysis, said: Said, place: tuple[int, int]) -> Finding:
    return Finding(
        span=analysis.span(*place),
        facet=said.scale.facet.name,
        operator=said.direction,
        certainty=0.8,
        polarity="wanted",
        strength="prefer",
    )


def _than(
    analysis: Analysis, place: int, items: tuple[Finding, ...]
) -> tuple[int, tuple[str, ...]] | None:
    """Return where an item after "than" ends, and its ids."""
    for item in items:
        first, last = analysis.tokens_of(item.span)
        if item.kind == "item" and 0 <= first - place <= 2:
            return last, item.item_ids
    size = next(
        (len(key) for key in _than_pointers() if analysis.keys[place : place + len(key)] == key), 0
    )
    return (place + size, ()) if size else None


@cache
def _than_pointers() -> tuple[tuple[str, ...], ...]:
    return tuple(map(keys_of, texts_of(degree_words().raw["pointers"]["than"])))


def _elsewhere(analysis: Analysis, said: Said, items: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the item that the same sentence names, as in "more like Heat but shorter"."""
    first, last = analysis.sentence_at(said.first)
    for item in items:
        at = analysis.tokens_of(item.span)[0]
        if item.kind == "item" and first <= at < last:
            return item.item_ids[:1] if len(item.item_ids) > 3 else item.item_ids
    return ()


def _numbers(ids: tuple[str, ...], scale: Scale, scales: Scales) -> list[float]:
    items = [item for item in map(scales.catalog.get, ids) if item is not None]
    known = (number_of(item, scale.facet) for item in items)
    return [number for number in known if number is not None]


def _step(analysis: Analysis, first: int, scale: Scale) -> tuple[int, float]:
    """Return where "much", "a bit", "a lot" before a comparative starts, and the share of the number it keeps."""
    keys, share, start = analysis.keys, 1.0, first
    while start and keys[start - 1] in (
        *degree_words().steps,
        "a",
        "bit",
        "little",
        "slightly",
        "even",
        "somewhat",
    ):
        start -= 1
        share = min(share, degree_words().steps.get(keys[start], 1.0))
    return start, 1.0 if scale.is_year else share


def _limits(analysis: Analysis, scales: Scales, conversation: Conversation) -> Iterator[Finding]:
    """Find "under that", "less than this": a limit at the number of the item spoken of."""
    keys = analysis.keys
    pointers = frozenset(texts_of(degree_words().raw["pointers"]["words"]))
    ids = _meant(conversation)
    scale = next((one for one in map(scales.measuring, ("price", "duration")) if one), None)
    if scale is None or not ids:
        return
    for place, key in enumerate(keys):
        if key not in pointers:
            continue
        following = keys[place + 1] if place + 1 < len(keys) else "."
        named = following in ("price", "amount", "budget", "cost", "length")
        bound = bound_before(analysis, place)
        if bound is None or bound.measures or bound.limit in ("about", "is") or bound.last != place:
            continue
        if keys[bound.first : bound.last] in bound_words().than or (
            following.isalnum() and not named
        ):
            continue
        numbers = _numbers(ids, scale, scales)
        if numbers:
            value = min(numbers) if "<" in bound.limit else max(numbers)
            yield Finding(
                span=analysis.span(bound.first, place + 1 + named),
                facet=scale.facet.name,
                operator=bound.limit,
                value=value,
                certainty=0.9,
                polarity="wanted",
            )


def _same(
    analysis: Analysis,
    scales: Scales,
    words: FacetWords,
    conversation: Conversation,
    items: tuple[Finding, ...],
) -> Iterator[Finding]:
    """Find "the same price", "a similar length"."""
    same = frozenset(texts_of(degree_words().raw["same"]["words"]))
    ids = next((item.item_ids[:1] for item in items if item.kind == "item"), _meant(conversation))
    for place, key in enumerate(analysis.keys):
        if key not in same or not ids:
            continue
        end = analysis.sentence_at(place)[1]
        for first, last, facets in words.places(analysis, place + 1, min(place + 4, end)):
            scale = next((one for one in map(scales.get, facets) if one), None)
            numbers = _numbers(ids, scale, scales) if scale else []
            if scale is None or not numbers or first > place + 1:
                continue
            middle = sorted(numbers)[len(numbers) // 2]
            operator: Operator = "is" if scale.is_year else "about"
            yield Finding(
                span=analysis.span(place, last),
                facet=scale.facet.name,
                operator=operator,
                value=middle,
                certainty=0.9,
                polarity="wanted",
            )


def _in_words(analysis: Analysis, phrases: Phrases) -> Iterator[Finding]:
    """Find "funnier", "less violent", "more romantic" where the catalogue has a value for the word."""
    for place, key in enumerate(analysis.keys):
        words: tuple[str, ...] = ()
        if (key,) in degree_words().phrases:
            # "shorter" compares a length, whether or not the catalogue has one.
            continue
        first, last, less = place, place + 1, False
        if key in ("more", "less") and place + 1 < len(analysis.keys):
            words, last, less = (analysis.keys[place + 1],), place + 2, key == "less"
        elif analysis.tokens[place].is_word and len(key) > 4 and key.endswith("er"):
            words = _plain(key)
        for sense in _senses(words, phrases):
            yield Finding(
                span=analysis.span(first, last),
                facet=sense.facet,
                operator=sense.operator,
                value=sense.value,
                certainty=0.75,
                polarity="unwanted" if less else "wanted",
                strength="prefer",
                soft=True,
            )


def _plain(key: str) -> tuple[str, ...]:
    """Return what a comparative in -er can be of: "scarier" is of "scary", "darker" of "dark"."""
    if key.endswith("ier"):
        return (key[:-3] + "y",)
    doubled = (key[:-3],) if len(key) > 5 and key[-3] == key[-4] else ()
    return (key[:-2], key[:-1], *doubled)


def _senses(words: tuple[str, ...], phrases: Phrases) -> tuple[Sense, ...]:
    return next((phrases[word][0] for word in words if phrases.get(word)), ())
