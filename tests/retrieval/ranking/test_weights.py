from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.errors import SettingsError
from chatrec.retrieval.ranking.signals import DENSE, SIGNALS
from chatrec.retrieval.ranking.weights import (
    best_places,
    bundled_weights,
    parts,
    read_weights,
    weighted_sum,
    write_weights,
)


@pytest.mark.parametrize("profile", ["dialogues", "ratings", "catalogue"])
def test_bundled_weights_are_of_signals(profile: str) -> None:
    weights = bundled_weights(profile)  # type: ignore[arg-type]
    assert set(weights) <= {*SIGNALS, DENSE}
    assert all(weight >= 0 for weight in weights.values())


def test_the_parts_sum_to_the_score() -> None:
    signals = {"bm25": np.asarray([1, 0.5], np.float32), "people": np.asarray([0, 1], np.float32)}
    weights = {"bm25": 2.0, "people": 3.0, "year": 1.0}
    assert weighted_sum(signals, weights, 2).tolist() == [2, 4]
    assert parts(signals, weights, 1) == {"bm25": 1.0, "people": 3.0}
    assert parts(signals, weights, 0) == {"bm25": 2.0}


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(0, 35))
def test_the_best_come_first_and_ties_keep_their_order(values: list[int], limit: int) -> None:
    scores = np.asarray(values, dtype=np.float32)
    expected = sorted(range(len(values)), key=lambda place: -values[place])[:limit]
    assert best_places(scores, limit) == expected


def test_written_weights_are_read_again(tmp_path: Path) -> None:
    weights = {"bm25": 1.25, "dense": 0.0, "co_mention": 0.333333}
    write_weights(weights, tmp_path / "weights.toml")
    assert read_weights(tmp_path / "weights.toml") == weights


@pytest.mark.parametrize(
    ("text", "said"),
    [("[weights]\ntaste = 1", "'taste' = 1"), ("bm25 = true", "bm25"), ("=", "cannot read")],
)
def test_a_wrong_weight_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "weights.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=said):
        read_weights(file)
