from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from chatrec.brains.rules.reading.intent_examples import IntentExamples, fill_masks, intent_examples
from chatrec.dialogue.understanding import Intent


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Put each word on an axis of its own, by a hash, and scale to length 1."""
    rows = np.zeros((len(texts), 64), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in text.split():
            row[hashlib.sha256(word.encode()).digest()[0] % 64] += 1.0
    rows[:, 0] += 1e-6
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_every_intent_but_unclear_has_fifteen_examples_or_more() -> None:
    counts = {intent: 0 for intent in get_args(Intent)}
    for _, intent in intent_examples():
        counts[intent] += 1
    assert counts.pop("unclear") == 0
    assert min(counts.values()) >= 15


def test_no_example_is_of_two_intents() -> None:
    texts = [text for text, _ in intent_examples()]
    assert sorted(set(texts)) == sorted(texts)


def test_masks_become_words() -> None:
    assert fill_masks("why not {item}") == "why not titled"
    assert all("{" not in text for text, _ in intent_examples())


def test_what_was_learnt_tells_the_examples_apart() -> None:
    pairs: tuple[tuple[str, Intent], ...] = (
        ("thank you very much", "thanks"),
        ("many thanks", "thanks"),
        ("talk to a human", "hand_off"),
        ("a real human please", "hand_off"),
    )
    learnt = IntentExamples.learn(embed, pairs)
    (scores,) = learnt.scores(["i want a human"])
    assert max(scores, key=lambda one: scores[one]) == "hand_off"


def test_nothing_to_score_has_no_scores() -> None:
    learnt = IntentExamples.learn(embed, (("hi", "greet"), ("bye", "goodbye")))
    assert learnt.scores([]) == []


def test_the_same_sentence_has_the_same_scores() -> None:
    learnt = IntentExamples.learn(embed, (("hi there", "greet"), ("see you", "goodbye")))
    assert learnt.scores(["hi you"])[0] == pytest.approx(learnt.scores(["hi you", "x"])[0])
