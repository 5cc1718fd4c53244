"""What a log teaches: queries with the items that turned out to be right, and the log that came before them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from ...catalog.catalog import Catalog
from ..candidates import Query
from ..ranking.contexts import query_of, recommendations
from .interactions import InteractionLog, Rating

_LIKED_BEFORE = 10
"""How many of the ratings before the last stand for what a user has named."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query and the ids of the items that were right."""

    query: Query
    right: tuple[str, ...]


def split(
    log: InteractionLog, catalog: Catalog, share: float
) -> tuple[InteractionLog, list[Example]]:
    """Split a log into its earlier part and examples from the rest.

    Of dialogues the last `share` (0 to 1), in the order of the log, become examples; of ratings the newest item that
    each user rated at or above their mean, for `share` of the users. No example is in the earlier part.
    """
    if log.dialogues:
        cut = round(len(log.dialogues) * (1 - share))
        examples = [
            Example(query_of(made.turns, catalog), made.items)
            for dialogue in log.dialogues[cut:]
            for made in recommendations(dialogue)
        ]
        kept = replace(log, dialogues=log.dialogues[:cut])
    else:
        kept, examples = _split_ratings(log, share)
    return kept, [one for one in examples if any(item in catalog for item in one.right)]


def _split_ratings(log: InteractionLog, share: float) -> tuple[InteractionLog, list[Example]]:
    by_user: defaultdict[str, list[Rating]] = defaultdict(list)
    for rating in log.ratings:
        by_user[rating.user].append(rating)
    kept: list[Rating] = []
    examples: list[Example] = []
    for place, given in enumerate(by_user.values()):
        # Every n-th user, so that the examples are spread over the whole log.
        chosen = int((place + 1) * share) > int(place * share)
        given.sort(key=lambda one: (len(one.timestamp), one.timestamp))
        mean = sum(one.rating for one in given) / len(given)
        good = [one for one in given if one.rating >= mean]
        if not chosen or len(good) < 2:
            kept.extend(given)
            continue
        last = good[-1]
        kept.extend(one for one in given if one is not last)
        before = tuple(one.item for one in good[:-1])
        seen = frozenset(one.item for one in given if one.item != last.item)
        query = Query(liked=before[-_LIKED_BEFORE:], excluded=seen)
        examples.append(Example(query, (last.item,)))
    return replace(log, ratings=tuple(kept)), examples
