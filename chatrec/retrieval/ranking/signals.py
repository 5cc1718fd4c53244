"""The named signals of the first ranking: what speaks for an item, each on its own scale, 0 where nothing does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..candidates import Query
from ..facet_table import FacetTable
from ..learning.collaborative import PRIOR, Collaborative
from ..lexical import LexicalIndex, Scores
from .asked_words import TitleIndex, words_met
from .content import Content
from .people import with_people_of
from .wishes import Rows, order_met, wishes_met
from .wording import Wording

CHATS_PRIOR = 0.02
"""Weight of the popularity prior beside the votes of earlier chats."""
_WEAKEST_BEST = 5.0
"""A text whose best BM25 score is below this says little; its scores are not raised to 1."""


@dataclass(frozen=True)
class Sources:
    """All that the signals of one catalogue are computed from."""

    table: FacetTable
    lexical: LexicalIndex
    content: Content
    wording: Wording
    titles: TitleIndex
    log: Collaborative | None = None

    def rows_of(self, item_ids: Sequence[str]) -> list[int]:
        """Return the rows of the ids that the catalogue holds."""
        rows = (self.table.catalog.rows.get(item_id) for item_id in item_ids)
        return [row for row in rows if row is not None]


Signal = Callable[[Sources, Query, Rows], Scores | None]
"""Gives one number for each row, or None where the query or the catalogue has nothing for it."""


def compute(sources: Sources, query: Query, rows: Rows) -> dict[str, Scores]:
    """Return every signal that applies, over these rows."""
    found: dict[str, Scores] = {}
    for name, signal in SIGNALS.items():
        scores = signal(sources, query, rows)
        if scores is not None:
            found[name] = scores
    return found


def search_text(query: Query) -> str:
    """Return the words that are searched for: the text and the wanted free wishes that it does not hold."""
    wishes = [
        str(entry.value)
        for entry in query.preferences
        if entry.operator == "matches" and entry.polarity == "wanted" and entry.value
    ]
    missing = [wish for wish in wishes if wish.casefold() not in query.text.casefold()]
    return "\n".join(part for part in (query.text, *missing) if part)


def _bm25(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """BM25 of the text, 1 for the best item of the catalogue."""
    text = search_text(query)
    if not text.strip() or not len(sources.lexical):
        return None
    scores = sources.lexical.scores(text)
    return np.asarray(scores[rows] / max(float(scores.max()), _WEAKEST_BEST))


def _wording(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """How much of the item is of the kinds that the words stand for, 0 to 1."""
    hits = sources.wording.hits(search_text(query))
    return sources.content.having_values(hits)[rows] if hits else None


def _people(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """1 where a person of the item is named in the text."""
    scores = with_people_of(sources.table, search_text(query))
    return scores[rows] if scores.any() else None


def _kind(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """Mean cosine of the kinds (genres, brand, ...) with those of the liked items."""
    liked = sources.rows_of(query.liked)
    return sources.content.sharing_values(liked)[rows] if liked else None


def _content(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """Mean cosine of the words with those of the liked items."""
    liked = sources.rows_of(query.liked)
    return sources.content.sharing_words(liked)[rows] if liked else None


def _disliked(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """Minus the mean cosine of the words with those of the disliked items."""
    disliked = sources.rows_of(query.disliked)
    return -sources.content.sharing_words(disliked)[rows] if disliked else None


def _year(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """How near the year is to the mean year of the liked items, 0 to 1."""
    liked = sources.rows_of(query.liked)
    return sources.content.near_years(liked)[rows] if liked else None


def _popularity(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """Log of the share of recommendations in the log over that of an item that has none.

    Where no log was imported: the facet that measures popularity, as log(1 + x) over its maximum.
    """
    if sources.log is not None:
        return np.asarray(np.log(sources.log.popularity[rows] / 0.1 + 1.0), dtype=np.float32)
    facet = sources.table.catalog.schema.measuring("popularity")
    if facet is None:
        return None
    known = np.nan_to_num(np.maximum(sources.table.numbers(facet.name), 0.0))
    top = float(np.log1p(known.max(initial=0.0)))
    return np.asarray(np.log1p(known[rows]) / top, dtype=np.float32) if top else None


def _co_mention(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """Log of how much oftener it comes with the liked items than its popularity alone says."""
    liked = sources.rows_of(query.liked)
    if sources.log is None or not liked:
        return None
    shares = sources.log.named_with(liked)[rows]
    return np.asarray(np.log1p(shares / (PRIOR * sources.log.prior[rows])), dtype=np.float32)


def _chats(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """Log of how much oftener it was recommended to people who said the like than its popularity says."""
    log = sources.log
    if log is None or log.chats is None or not query.text.strip():
        return None
    votes = log.chats.votes_for(query.text)[rows]
    return np.asarray(np.log1p(votes / (CHATS_PRIOR * log.prior[rows])), dtype=np.float32)


def _preferences(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """The soft wishes that it meets, less those it goes against."""
    return wishes_met(sources.table, query.preferences, rows) if query.preferences else None


def _words(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """How well it holds the words of the free wishes, those in its title most, 0 to 1."""
    return words_met(sources.titles, sources.lexical, query.preferences, rows)


def _order(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """Where it stands among what fits, for wishes such as cheaper or newer."""
    if not any(entry.operator in ("low", "high") for entry in query.preferences):
        return None
    return order_met(sources.table, query.preferences, rows)


def _supplied(sources: Sources, query: Query, rows: Rows) -> Scores | None:
    """The scores of the host's own recommender, scaled to 0..1."""
    if not query.supplied:
        return None
    scores: NDArray[np.float32] = np.zeros(len(sources.table), dtype=np.float32)
    given = [(sources.table.catalog.rows.get(one), score) for one, score in query.supplied.items()]
    held = [(row, score) for row, score in given if row is not None]
    if not held:
        return None
    low = min(0.0, *(score for _, score in held)) if len(held) > 1 else min(0.0, held[0][1])
    top = max(score for _, score in held) - low
    for row, score in held:
        scores[row] = (score - low) / top if top else 1.0
    return scores[rows]


SIGNALS: Mapping[str, Signal] = {
    "bm25": _bm25,
    "wording": _wording,
    "people": _people,
    "kind": _kind,
    "content": _content,
    "disliked": _disliked,
    "year": _year,
    "popularity": _popularity,
    "co_mention": _co_mention,
    "chats": _chats,
    "preferences": _preferences,
    "words": _words,
    "order": _order,
    "supplied": _supplied,
}
"""Every signal by its name; "dense" comes besides, from an index of embeddings."""

DENSE = "dense"
