"""Ranks: "the lightest of the three" is checked against the numbers of all the picks."""

from __future__ import annotations

from collections.abc import Iterator

from ..dialogue.reply import Sentence
from ..dialogue.wording import pattern
from .grounds import Grounds


def false_ranks(sentence: Sentence, grounds: Grounds, subject: str | None) -> Iterator[str]:
    """Give what a sentence about a pick says of its rank among the picks that their records do not bear out.

    Looked for are the superlatives ("the cheapest of the three") and comparatives ("cheaper than the other") of
    every number that the catalogue words. A pick is first only alone, and only where each has the number.
    """
    text = sentence.text.casefold()
    if subject is None or not (" of the " in text or " than the other" in text):
        return
    for said, ways in _ranks_by_words(grounds).items():
        if said in text and not any(_is_first(subject, *way, grounds) for way in ways):
            yield f"{subject!r} is not {said.strip()!r} of the picks"


def _ranks_by_words(grounds: Grounds) -> dict[str, list[tuple[str, int]]]:
    """Return for each way to say a rank the facets it can be about, with 1 where less is first and -1 where more is."""
    ranks: dict[str, list[tuple[str, int]]] = {}
    for facet in grounds.catalog.schema:
        if not facet.numeric:
            continue
        words = pattern(facet)
        for superlative, comparative, sign in (
            (words.least, words.less, 1),
            (words.most, words.more, -1),
        ):
            if superlative:
                ranks.setdefault(f"the {superlative} of the ", []).append((facet.name, sign))
            if comparative:
                ranks.setdefault(f"{comparative} than the other", []).append((facet.name, sign))
    return ranks


def _is_first(subject: str, facet: str, sign: int, grounds: Grounds) -> bool:
    numbers = {}
    for item_id in grounds.slate:
        item = grounds.catalog.get(item_id)
        fact = item.fact(facet) if item is not None else None
        if isinstance(fact, bool) or not isinstance(fact, int | float):
            return False
        numbers[item_id] = sign * float(fact)
    mine = numbers.get(subject)
    return mine is not None and all(
        mine < number for item_id, number in numbers.items() if item_id != subject
    )
