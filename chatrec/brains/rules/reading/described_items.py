"""Items shown that are told apart by what they are: "the black one", "the one with Tom Hanks", "the horror movie"."""

from __future__ import annotations

from collections.abc import Iterator

from ....catalog.items import Item
from ....text import stem, words
from .analysis import Analysis
from .findings import Finding
from .partial_titles import tells
from .reference_words import reference_words


def read_described(analysis: Analysis, items: list[Item]) -> Iterator[Finding]:
    """Find "the black one", "the one with Tom Hanks", "the 1999 one", "the horror movie" among the items shown."""
    keys = analysis.keys
    if len(items) < 2:
        return
    facts: dict[str, frozenset[str]] = {}
    for place, key in enumerate(keys):
        if key not in ("the", "that", "this"):
            continue
        for first, last, end in _descriptions(analysis, place):
            wanted = [analysis.stems[at] for at in range(first, last) if tells(keys[at])]
            if not wanted:
                continue
            facts = facts or {item.id: _fact_stems(item) for item in items}
            ids = tuple(one for one, stems in facts.items() if stems.issuperset(wanted))
            if ids and len(ids) < len(items):
                span = analysis.span(place, end)
                yield Finding(span, kind="item", item_ids=ids, certainty=0.9)
                break


def _descriptions(analysis: Analysis, place: int) -> Iterator[tuple[int, int, int]]:
    """Yield what may describe an item after "the": (first, last) of the description and the end of it all."""
    keys = analysis.keys
    _, end = analysis.sentence_at(place)
    nouns = reference_words().nouns
    if keys[place + 1 : place + 2] in (("one",), ("ones",), ("movie",), ("film",), ("book",)):
        linking = (
            "with",
            "from",
            "by",
            "about",
            "in",
            "starring",
            "of",
            "directed",
            "made",
            "where",
            "that",
            "who",
            "set",
            "has",
        )
        if keys[place + 2 : place + 3] and keys[place + 2] in linking:
            for last in range(min(place + 8, end), place + 3, -1):
                yield place + 3, last, last
        return
    for size in (3, 2, 1):
        at = place + 1 + size
        if at < end and keys[at] in nouns and not any(key in nouns for key in keys[place + 1 : at]):
            yield place + 1, at, at + 1


def _fact_stems(item: Item) -> frozenset[str]:
    found: set[str] = set()
    for fact in (item.title, *item.attributes.values()):
        many = fact if isinstance(fact, tuple) else (fact,)
        for one in many:
            if isinstance(one, str) and len(one) < 80:
                found.update(stem(word.replace("'", "")) for word in words(one))
            elif isinstance(one, int | float) and not isinstance(one, bool):
                found.add(f"{one:g}")
    return frozenset(found)
