"""Items shown that are pointed at by comparing them: "the cheaper one", "the newest of these", "the longer of the two"."""

from __future__ import annotations

from collections.abc import Iterator

from ....dialogue.conversation import Conversation
from .analysis import Analysis
from .degrees import Said, degrees
from .findings import Finding
from .reference_words import reference_words
from .scales import Scales, number_of

_OF_SHOWN = (("the", "two"), ("the", "three"), ("these",), ("those",), ("them",))


def read_degree_references(
    analysis: Analysis, scales: Scales, conversation: Conversation
) -> tuple[Finding, ...]:
    """Return the items of the slate that have the least or most of what is named; two or more must be shown.

    Words for a wish ("a cheaper one") are none: an item is pointed at by "the".
    """
    if len(conversation.slate) < 2:
        return ()
    return tuple(_pointed(analysis, scales, conversation))


def _pointed(analysis: Analysis, scales: Scales, conversation: Conversation) -> Iterator[Finding]:
    keys, nouns = analysis.keys, reference_words().nouns
    items = [item for item in map(scales.catalog.get, conversation.slate) if item is not None]
    for said in degrees(analysis, scales):
        if said.negated or said.excess or keys[said.first - 1 : said.first] != ("the",):
            continue
        last = _end(keys, said, nouns)
        if last is None:
            continue
        known = [(number_of(item, said.scale.facet), item.id) for item in items]
        numbers = [number for number, _ in known if number is not None]
        if len(numbers) < 2:
            continue
        best = min(numbers) if said.direction == "low" else max(numbers)
        ids = tuple(one for number, one in known if number == best)
        first = said.first - 1
        yield Finding(
            span=analysis.span(first, last),
            kind="item",
            item_ids=ids,
            certainty=0.95,
        )


def _end(keys: tuple[str, ...], said: Said, nouns: frozenset[str]) -> int | None:
    """Return where the pointer ends: after "one", "of these", "of the two"; None where it is no pointer."""
    last = said.last
    if keys[last : last + 1] in (("one",), ("ones",)) or (
        said.kind == "comparative" and keys[last : last + 1] and keys[last] in nouns
    ):
        return last + 1
    if keys[last : last + 1] == ("of",):
        for phrase in _OF_SHOWN:
            end = last + 1 + len(phrase)
            if keys[last + 1 : end] == phrase:
                return end
    return None
