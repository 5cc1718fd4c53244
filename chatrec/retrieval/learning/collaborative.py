"""What others named or rated together: item-item statistics and the nearest earlier chats.

The co-mention score is shrunk towards a popularity prior as in B. Sarwar et al., Item-based collaborative
filtering (WWW 2001) with the shrinkage of Y. Koren (KDD 2008); the chats are found by cosine of TF-IDF.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ...catalog.catalog import Catalog
from ..lexical import Scores
from .chats import EarlierChats
from .interactions import InteractionLog, Rating

SHRINKAGE = 80.0
"""Groups that an item needs before its neighbours are believed by half."""
PRIOR = 0.1
"""Weight of the popularity prior beside the co-mention score."""
NEIGHBOURS = 400
"""Neighbours kept for one item."""
HISTORY = 500
"""Items of one user that count, the newest."""
_BLOCK = 512


@dataclass(frozen=True)
class Collaborative:
    """Statistics of a log over the rows of a catalogue."""

    ids: tuple[str, ...]
    """The ids of the items, in row order."""
    popularity: Scores
    """Items: dialogues in which it was recommended, or users who rated it well."""
    together: csr_array = field(repr=False)
    """Items x items: the shrunk share of the groups with the one item that hold the other."""
    from_dialogues: bool
    chats: EarlierChats | None = None
    """The contexts of earlier recommendations, where the log has text."""

    @classmethod
    def fit(cls, log: InteractionLog, catalog: Catalog) -> Collaborative:
        """Count the log; dialogues are used where there are any, ratings otherwise.

        Items that the catalogue does not hold are passed over.
        """
        rows = catalog.rows
        if log.dialogues:
            named = [[item for turn in one.turns for item in turn.items] for one in log.dialogues]
            chosen = [
                [item for turn in one.turns if turn.role == "recommender" for item in turn.items]
                for one in log.dialogues
            ]
            chats = EarlierChats.fit(log.dialogues, catalog)
        else:
            named = chosen = _liked_by_user(log.ratings)
            chats = None
        groups = _incidence(named, rows)
        popularity = np.asarray(_incidence(chosen, rows).sum(axis=0), dtype=np.float32).reshape(-1)
        ids = tuple(item.id for item in catalog.items)
        return cls(ids, popularity, _neighbours(groups), bool(log.dialogues), chats)

    @property
    def prior(self) -> Scores:
        """The popularity of each item as a share that sums to 1; no item has none."""
        raised = self.popularity + 0.1
        return np.asarray(raised / max(float(raised.sum()), 1e-9), dtype=np.float32)

    def named_with(self, rows: Sequence[int]) -> Scores:
        """Return for each item the sum over the given items of how often it comes with them."""
        total = np.zeros(len(self.ids), dtype=np.float32)
        for row in rows:
            start, end = self.together.indptr[row], self.together.indptr[row + 1]
            total[self.together.indices[start:end]] += self.together.data[start:end]
        return total

    def aligned(self, catalog: Catalog) -> Collaborative:
        """Return the statistics over the rows of a changed catalogue; new items have none."""
        if tuple(item.id for item in catalog.items) == self.ids:
            return self
        before = {item_id: row for row, item_id in enumerate(self.ids)}
        kept = [
            (new, before[item.id]) for new, item in enumerate(catalog.items) if item.id in before
        ]
        new_rows = np.asarray([new for new, _ in kept], dtype=np.int64)
        old_rows = np.asarray([old for _, old in kept], dtype=np.int64)
        places = csr_array(
            (np.ones(len(kept), dtype=np.float32), (new_rows, old_rows)),
            shape=(len(catalog), len(self.ids)),
        )
        return Collaborative(
            tuple(item.id for item in catalog.items),
            np.asarray(places @ self.popularity, dtype=np.float32),
            csr_array(places @ self.together @ places.T),
            self.from_dialogues,
            None if self.chats is None else self.chats.moved(csr_array(places.T)),
        )


def _liked_by_user(ratings: Sequence[Rating]) -> list[list[str]]:
    """Return the items that each user rated at or above their own mean, the newest HISTORY of them."""
    by_user: defaultdict[str, list[Rating]] = defaultdict(list)
    for rating in ratings:
        by_user[rating.user].append(rating)
    liked: list[list[str]] = []
    for given in by_user.values():
        mean = sum(one.rating for one in given) / len(given)
        kept = [one for one in given if one.rating >= mean]
        kept.sort(key=lambda one: (len(one.timestamp), one.timestamp))
        liked.append([one.item for one in kept[-HISTORY:]])
    return liked


def _incidence(groups: Sequence[Sequence[str]], rows: Mapping[str, int]) -> csr_array:
    """Return groups x items, 1 where the group holds the item."""
    columns = [sorted({rows[item] for item in group if item in rows}) for group in groups]
    starts = np.cumsum([0, *(len(column) for column in columns)])
    indices = np.asarray([row for column in columns for row in column], dtype=np.int32)
    data = np.ones(len(indices), dtype=np.float32)
    return csr_array((data, indices, starts), shape=(len(groups), len(rows)))


def _neighbours(groups: csr_array) -> csr_array:
    """Return C_ij / (c_i + SHRINKAGE) for the NEIGHBOURS likeliest j of each i."""
    items = csr_array(groups.T)
    count = items.shape[0]
    held = np.asarray(np.diff(items.indptr), dtype=np.float32)
    parts: list[NDArray[np.float32]] = []
    columns: list[NDArray[np.int32]] = []
    sizes = np.zeros(count, dtype=np.int64)
    for start in range(0, count, _BLOCK):
        block = csr_array(items[start : start + _BLOCK] @ groups)
        for at in range(block.shape[0]):
            row = start + at
            near = block.indices[block.indptr[at] : block.indptr[at + 1]]
            often = block.data[block.indptr[at] : block.indptr[at + 1]]
            others = near != row
            near, often = near[others], often[others]
            if len(near) > NEIGHBOURS:
                best = np.argpartition(-often, NEIGHBOURS)[:NEIGHBOURS]
                near, often = near[best], often[best]
            columns.append(near.astype(np.int32))
            parts.append((often / (held[row] + SHRINKAGE)).astype(np.float32))
            sizes[row] = len(near)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    data = np.concatenate(parts) if parts else np.empty(0, dtype=np.float32)
    indices = np.concatenate(columns) if columns else np.empty(0, dtype=np.int32)
    return csr_array((data, indices, starts), shape=(count, count))
