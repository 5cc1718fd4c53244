"""The earlier chats whose words are nearest to what a person says, and what was recommended in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from ...catalog.catalog import Catalog
from ..lexical import Scores
from ..ranking.contexts import recommendations, wishes
from ..words import terms
from .interactions import Dialogue

NEAREST = 1000
"""How many earlier contexts vote."""
LATER = 0.5
"""The vote of an item named later in the same dialogue; one recommended at once has 1."""
_LEAST, _MOST = 3, 0.3
"""Words in fewer contexts, or in a larger share of them, are left out."""


@dataclass(frozen=True)
class EarlierChats:
    """Contexts of earlier recommendations as TF-IDF vectors of length 1, each with its votes for items."""

    vocabulary: Mapping[str, int] = field(repr=False)
    rarity: Scores = field(repr=False)
    """Words: the inverse document frequency."""
    by_word: csr_array = field(repr=False)
    """Words x contexts."""
    votes: csr_array = field(repr=False)
    """Contexts x items."""

    @classmethod
    def fit(cls, dialogues: Iterable[Dialogue], catalog: Catalog) -> EarlierChats:
        """Read the contexts of all recommendations in these dialogues."""
        counts: list[Counter[str]] = []
        votes: list[dict[int, float]] = []
        for dialogue in dialogues:
            for made in recommendations(dialogue):
                counts.append(Counter(terms(wishes(made.turns, catalog))))
                weights = {item: LATER for item in made.later} | {item: 1.0 for item in made.items}
                rows = catalog.rows
                votes.append({rows[item]: vote for item, vote in weights.items() if item in rows})
        holding = Counter(word for count in counts for word in count)
        most = max(_LEAST, _MOST * len(counts))
        kept = sorted(word for word, times in holding.items() if _LEAST <= times <= most)
        vocabulary = {word: place for place, word in enumerate(kept)}
        rarity = np.asarray(
            [np.log((1 + len(counts)) / (1 + holding[word])) + 1 for word in kept], dtype=np.float32
        )
        vectors = [_vector(count, vocabulary, rarity) for count in counts]
        by_word = csr_array(_rows(vectors, len(kept)).T)
        return cls(vocabulary, rarity, by_word, _rows(votes, len(catalog)))

    def votes_for(self, text: str) -> Scores:
        """Return each item's share of the votes of the nearest contexts; sums to 1, or 0 where none is near."""
        near = np.zeros(self.votes.shape[0], dtype=np.float32)
        for word, weight in _vector(Counter(terms(text)), self.vocabulary, self.rarity).items():
            start, end = self.by_word.indptr[word], self.by_word.indptr[word + 1]
            near[self.by_word.indices[start:end]] += weight * self.by_word.data[start:end]
        if len(near) > NEAREST:
            near[np.argpartition(-near, NEAREST)[NEAREST:]] = 0.0
        total = np.asarray(self.votes.T @ (near * near), dtype=np.float32)
        return total / max(float(total.sum()), 1e-9)

    def moved(self, places: csr_array) -> EarlierChats:
        """Return the same contexts with their votes over other item columns (old columns x new columns)."""
        return EarlierChats(
            self.vocabulary, self.rarity, self.by_word, csr_array(self.votes @ places)
        )


def _vector(count: Counter[str], vocabulary: Mapping[str, int], rarity: Scores) -> dict[int, float]:
    raw = {
        vocabulary[word]: (1 + float(np.log(times))) * float(rarity[vocabulary[word]])
        for word, times in count.items()
        if word in vocabulary
    }
    length = float(np.sqrt(sum(weight * weight for weight in raw.values())))
    return {place: weight / length for place, weight in raw.items()}


def _rows(vectors: list[dict[int, float]], width: int) -> csr_array:
    starts = np.cumsum([0, *(len(vector) for vector in vectors)])
    indices = np.asarray([place for vector in vectors for place in vector], dtype=np.int32)
    data = np.asarray([one for vector in vectors for one in vector.values()], dtype=np.float32)
    return csr_array((data, indices, starts), shape=(len(vectors), width))
