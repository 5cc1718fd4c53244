"""The intent of a sentence from examples: data/intents.toml, compared in embedding space and by their words.

Kernel ridge regression over the examples (Saunders, Gammerman and Vovk 1998): the likeness of two sentences is
a mix of the cube of their cosine in the embedding space and the cosine of their weighted word n-grams (1 to 3,
with the ends of the sentence), so that order and small words count ("why" and "why not"). Of the classifiers
compared on held-out sentences (nearest 1 to 8 neighbours, ridge on the vectors, either likeness alone) it
did best. Learning takes a fraction of a second, once a process; a sentence takes well under a millisecond.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ....dialogue.understanding import Intent
from ....text import words
from .words import read_data

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Turns texts into vectors of length 1, one row each."""
Matrix = NDArray[np.float64]

MASKS = {
    "item": "titled",
    "value": "kind",
    "number": "number",
    "facet": "quality",
    "things": "things",
}
"""The word that stands for each kind of thing that differs from catalogue to catalogue."""
_DENSE = 0.5
"""The share of the embedding in the likeness; the rest is words."""
_RIDGE = 1.0
_GRAMS = (1, 2, 3)


@dataclass(frozen=True)
class IntentExamples:
    """What was learnt from the examples."""

    embed: Embed | None
    """Embeds the sentences that are asked about; without it they are compared by their words alone."""
    intents: tuple[Intent, ...]
    dense: Matrix
    """The vector of each example."""
    grams: dict[str, int]
    weights: Matrix
    """The weight of each n-gram: rarer ones say more."""
    by_example: Matrix
    """Examples x intents: what likeness to the vector of an example adds to each intent."""
    by_gram: Matrix
    """N-grams x intents: the same for words, summed over the examples, as that likeness is linear."""
    prior: Matrix

    @classmethod
    def learn(
        cls, embed: Embed, examples: Sequence[tuple[str, Intent]] | None = None
    ) -> IntentExamples:
        """Learn from (sentence, intent) pairs, by default those of data/intents.toml."""
        pairs = tuple(examples) if examples is not None else intent_examples()
        texts = [text for text, _ in pairs]
        intents = tuple(sorted({intent for _, intent in pairs}))
        rows = [sorted(_grams(text)) for text in texts]
        counts = Counter(gram for row in rows for gram in row)
        grams = {gram: place for place, gram in enumerate(counts)}
        weights = np.array([math.log(1 + len(texts) / count) for count in counts.values()])
        lexical = _lexical(rows, grams, weights)
        dense = np.asarray(embed(texts), dtype=np.float64)
        targets = np.array([[float(intent == one) for one in intents] for _, intent in pairs])
        prior = targets.mean(axis=0)
        kernel = _cubed(dense @ dense.T) + (1 - _DENSE) * (lexical @ lexical.T).toarray()
        kernel[np.diag_indices_from(kernel)] += _RIDGE
        solution = np.linalg.solve(kernel, targets - prior)
        by_gram = (1 - _DENSE) * (lexical.T @ solution)
        return cls(embed, intents, dense, grams, weights, solution, by_gram, prior / 2)

    def scores(self, sentences: Sequence[str]) -> list[dict[Intent, float]]:
        """Return for each sentence, with what differs masked, about 0 to 1 for every intent."""
        if not sentences:
            return []
        vectors = self._vectors(sentences)
        # One sentence at a time: for so few rows the threads of a matrix product cost more than they save.
        rows = [self._score(one, text) for one, text in zip(vectors, sentences, strict=True)]
        return [
            {intent: float(score) for intent, score in zip(self.intents, row, strict=True)}
            for row in rows
        ]

    def embedding_by(self, embed: Embed | None) -> IntentExamples:
        """Return what was learnt with another way to embed what is asked about; None compares words alone."""
        return replace(self, embed=embed)

    def _vectors(self, sentences: Sequence[str]) -> Matrix:
        if self.embed is None:
            return np.zeros((len(sentences), self.dense.shape[1]))
        return np.asarray(self.embed(list(sentences)), dtype=np.float64)

    def _score(self, vector: Matrix, sentence: str) -> Matrix:
        places, values = _weighed(sorted(_grams(sentence)), self.grams, self.weights)
        row = _cubed(self.dense @ vector) @ self.by_example + self.prior
        return np.asarray(row + values @ self.by_gram[places])


@lru_cache(maxsize=4)
def learnt_examples(embed: Embed) -> IntentExamples:
    """Return what is learnt from the examples of data/intents.toml: once for an embedder, whatever the catalogue."""
    return IntentExamples.learn(embed)


def intent_examples() -> tuple[tuple[str, Intent], ...]:
    """Return the examples of data/intents.toml, masked."""
    known = frozenset(get_args(Intent))
    found: list[tuple[str, Intent]] = []
    for name, sentences in read_data("intents.toml").items():
        if name in known and isinstance(sentences, list):
            found.extend((fill_masks(str(one)), cast(Intent, name)) for one in sentences)
    return tuple(found)


def fill_masks(sentence: str) -> str:
    """Return an example with its masks ("{item}") turned into the words that stand for them."""
    for mask, word in MASKS.items():
        sentence = sentence.replace("{" + mask + "}", word)
    return sentence


def _cubed(cosines: Matrix) -> Matrix:
    return np.asarray(_DENSE * np.maximum(cosines, 0.0) ** 3)


def _grams(sentence: str) -> set[str]:
    row = ["^", *(word.replace("'", "") for word in words(sentence)), "$"]
    return {" ".join(row[at : at + size]) for size in _GRAMS for at in range(len(row) - size + 1)}


def _weighed(
    found: Sequence[str], grams: dict[str, int], weights: Matrix
) -> tuple[list[int], Matrix]:
    """Return the known ones among the n-grams of a sentence and their weights, scaled to length 1."""
    places = [grams[gram] for gram in found if gram in grams]
    values = weights[places] if places else np.zeros(0)
    length = float(np.sqrt(values @ values)) or 1.0
    return places, np.asarray(values / length)


def _lexical(found: Sequence[Sequence[str]], grams: dict[str, int], weights: Matrix) -> csr_array:
    """Return one sparse row a sentence, of length 1: the weights of its n-grams."""
    rows = [_weighed(one, grams, weights) for one in found]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([np.asarray(one, dtype=np.int64) for one, _ in rows])
    values = np.concatenate([one for _, one in rows])
    return csr_array((values, places, ends), shape=(len(rows), len(grams)))
